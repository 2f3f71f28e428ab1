"""Edited copies: a seeded generator copies news texts and spoils the copies; are the pairs found, and nothing else?

From the texts of others in syria_outlets, which tell of the same days and places in different words: of each drawn document a
copy in which 10 to 30 per cent of the words are dropped, swapped with the next or moved within their sentence. Every third copy
is quoted inside another document. A pair is found where tracing ties a passage of both with the two reports as copies. Pairs of
different outlets' own accounts, which are no copies, are printed with --verbose to be read by hand.

    python bench/copies.py [--limit N] [--seed N] [--verbose]
"""

from __future__ import annotations

import random
import re

from corpora import load
from figures import Figure, finish, parser, script, share

from fogline.records import Report, Segment
from fogline.tracing import shingles

SHARE = 0.1, 0.3  # of the words that are spoiled
QUOTED = 3  # every so manieth copy stands inside another text
LEAST_WORDS = 60  # of a document that is copied
DRAWN = 150


def main(arguments: list[str]) -> int:
    options = parser(__doc__).parse_args(arguments)
    texts = [document.text for document in load("syria_outlets", options.data)]
    chance = random.Random(options.seed)
    long = [i for i, text in enumerate(texts) if len(text.split()) >= LEAST_WORDS]
    chosen = sorted(chance.sample(long, min(options.limit or DRAWN, len(long) // 2)))
    hosts = [i for i in long if i not in set(chosen)]
    reports = [report(f"{i}", texts[i]) for i in range(len(texts))]
    wanted, hosted = set[tuple[str, str]](), set[tuple[str, str]]()
    for n, i in enumerate(chosen):
        copy = spoiled(texts[i], chance)
        if n % QUOTED == 0:
            host = chance.choice(hosts)
            copy = quoted(copy, texts[host])
            hosted.add((f"{host}", f"copy of {i}"))
        reports.append(report(f"copy of {i}", copy))
        wanted.add((f"{i}", f"copy of {i}"))
    found = [m for m in shingles.matches(reports) if m.first.report != m.second.report]
    tied = {(m.first.report, m.second.report) for m in found if m.whole}
    own = {pair for pair in tied if not any(id.startswith("copy") for id in pair)}
    alike = own | {(b, a) for a, b in own}
    shared = {pair for m in found for pair in ((m.first.report, m.second.report), (m.second.report, m.first.report))}
    said = {tuple(sorted(pair, key=lambda id: id.startswith("copy"))) for pair in tied - own}
    said -= hosted | {(c, copy) for a, copy in wanted | hosted for b, c in alike if a == b}  # true as well, but not asked for
    said -= {(c, copy) for host, copy in hosted for b, c in shared if host == b}  # of the host's own passages, not the copy's
    said = {pair for pair in said if not pair[0].startswith("copy")}
    right = said & wanted
    figures = [
        share("copies: precision", len(right), len(said)),
        share("copies: recall", len(right), len(wanted)),
        Figure(name="pairs of originals tied", value=len(own), of=len(texts), most=True),
    ]
    if options.verbose:
        for one, other in sorted(own):
            print(f"\n--- {one} and {other}\n{texts[int(one)][:600]}\n---\n{texts[int(other)][:600]}")
        for _, other in sorted(wanted - said):
            print(f"not found: {other}")
    return finish("edited copies", figures, options)


def report(id: str, text: str) -> Report:
    return Report(id=id, name=id, text=text, language="en", segments=(Segment(kind="body", start=0, end=len(text)),))


def spoiled(text: str, chance: random.Random) -> str:
    """Each sentence with words dropped, swapped with the next or moved, all of them together a share of its words."""
    return " ".join(_sentence(sentence, chance) for sentence in re.split(r"(?<=[.!?])\s+", text))


def _sentence(sentence: str, chance: random.Random) -> str:
    words = sentence.split()
    for _ in range(round(len(words) * chance.uniform(*SHARE))):
        if len(words) < 2:
            break
        i = chance.randrange(len(words) - 1)
        match chance.choice(("drop", "swap", "move")):
            case "drop":
                del words[i]
            case "swap":
                words[i], words[i + 1] = words[i + 1], words[i]
            case _:
                words.insert(chance.randrange(len(words)), words.pop(i))
    return " ".join(words)


def quoted(copy: str, host: str) -> str:
    """The copy in the middle of another text."""
    sentences = re.split(r"(?<=[.!?])\s+", host)
    middle = len(sentences) // 2
    before, after = " ".join(sentences[:middle]), " ".join(sentences[middle:])
    return f"{before}\n\n{copy}\n\n{after}"


if __name__ == "__main__":
    script(main)
