"""Translations found among many pages: the same news documents in fifteen languages and scripts (parallel_news).

For each pair of languages: is the translation of a document the likest of all documents of the other language, top-1, both
ways. Then all documents together, as a case is traced at the shipped threshold: which are one text, by pairs of documents.
Nothing was set on these documents (tracing/translations.py). A script's twin (Serbian) is no pair.

    python bench/translations.py [--limit N] [--verbose]
"""

from __future__ import annotations

import json
import random
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations

import numpy as np
from figures import Figure, finish, parser, script, share

from fogline.records import Report, Segment, Sense
from fogline.tracing import Embedder, translations

CODES = {
    "eng": "en", "kor": "ko", "rus": "ru", "fas": "fa", "prs": "prs", "arb": "ar", "tur": "tr", "ukr": "uk", "pus": "ps",
    "srp-Latn": "sr", "srp-Cyrl": "sr", "hun": "hu", "urd": "ur", "spa": "es", "fra": "fr",
}  # fmt: skip
TWINS = frozenset({"srp-Latn", "srp-Cyrl"})


def main(arguments: list[str]) -> int:
    options = parser(__doc__).parse_args(arguments)
    rows = [json.loads(line) for line in (options.data / "parallel_news" / "dev.jsonl").read_text("utf-8").splitlines()]
    documents = sorted({row["doc"] for row in rows})
    if options.limit is not None and options.limit < len(documents):
        documents = sorted(random.Random(options.seed).sample(documents, options.limit))
    reports, senses, embedder = {}, {}, Embedder()
    for row in rows:
        if row["doc"] in documents:
            made = report(row)
            reports[row["language"], row["doc"]] = made
            senses[made.id] = embedder.senses(made)
    figures = list(nearest(documents, reports, senses, verbose=options.verbose))
    figures += together(reports, senses)
    return finish("translations of news documents", figures, options)


def report(row: dict[str, object]) -> Report:
    """A document as a report of one paragraph a sentence."""
    text = "\n".join(str(sentence) for sentence in row["sentences"])  # type: ignore[attr-defined]
    language = str(row["language"])
    return Report(
        id=f"{language}/{row['doc']}", name=f"{language}/{row['doc']}", text=text, language=CODES[language],
        segments=(Segment(kind="body", start=0, end=len(text)),),
    )  # fmt: skip


def nearest(
    documents: Sequence[str], reports: dict[tuple[str, str], Report], senses: dict[str, Sequence[Sense]], *, verbose: bool
) -> Iterable[Figure]:
    """Top-1 of each pair of languages, both ways; the worst of all pairs and of those with English, and all where asked."""
    texts = {key: translations.text(made, senses[made.id]) for key, made in reports.items()}
    found: dict[tuple[str, str], float] = {}
    for one, other in combinations(CODES, 2):
        if {one, other} == TWINS:
            continue
        table = np.array([[translations.likeness(texts[one, a], texts[other, b]) for b in documents] for a in documents])
        right = np.arange(len(documents))
        found[one, other] = float((table.argmax(axis=1) == right).mean())
        found[other, one] = float((table.argmax(axis=0) == right).mean())
    if verbose:
        for (one, other), value in sorted(found.items()):
            print(f"  {one} → {other}: {value:.3f}")
    english = [value for pair, value in found.items() if "eng" in pair]
    yield Figure(name="top-1 with English, worst pair", value=min(english), of=len(english))
    yield Figure(name="top-1, worst pair", value=min(found.values()), of=len(found))
    yield Figure(name="top-1, mean of pairs", value=sum(found.values()) / len(found), of=len(found))


def together(reports: dict[tuple[str, str], Report], senses: dict[str, Sequence[Sense]]) -> Iterable[Figure]:
    """Pairs of documents that are one text, twins left out: found by tracing against true."""
    tied: dict[str, set[str]] = {made.id: {made.id} for made in reports.values()}
    for match in translations.matches(reports.values(), senses):
        one, other = tied[match.first.report], tied[match.second.report]
        if one is not other:
            one |= other
            for id in other:
                tied[id] = one
    key = {made.id: key for key, made in reports.items()}
    clusters = {id: min(held) for id, held in tied.items()}
    by_cluster: dict[str, list[str]] = defaultdict(list)
    for id, first in clusters.items():
        by_cluster[first].append(id)

    def apart(a: str, b: str) -> bool:
        return {key[a][0], key[b][0]} != TWINS

    said = [(a, b) for held in by_cluster.values() for a, b in combinations(sorted(held), 2) if apart(a, b)]
    true = sum(1 for a, b in combinations(sorted(key), 2) if key[a][1] == key[b][1] and apart(a, b))
    right = sum(key[a][1] == key[b][1] for a, b in said)
    yield share("one text: precision of pairs", right, len(said))
    yield share("one text: recall of pairs", right, true)
    yield Figure(name="one text: F1 of pairs", value=2 * right / max(len(said) + true, 1), of=true)


if __name__ == "__main__":
    script(main)
