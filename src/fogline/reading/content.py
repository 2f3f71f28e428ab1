"""What is said, and what only stands beside it: whether a branch of the parse is the content of a verb of saying above it, and
whose version of things a phrase or clause beside a predicate gives ("by the army's count", "as the mayor tells it")."""

from __future__ import annotations

from collections.abc import Iterator

from fogline.reading.lexicon import words_of
from fogline.reading.sentences import Sentence, Token

CLAUSES = frozenset({"ccomp", "xcomp", "parataxis", "dep", "oprd"})
OBJECTS = frozenset({"dobj", "acomp", "attr", "oprd"})
MOST_NAME = 7  # words of who is named before a colon
NOMINAL = ("NOUN", "PROPN", "ADJ", "NUM", "ADP", "VERB")
AVOWING, GIVING = words_of("avowing"), words_of("giving")
TELLING_OF, CHARGING = words_of("telling of"), words_of("charging")
VERSIONS, HAVING_IT, TRUSTING, CITING = words_of("version"), words_of("having it"), words_of("trusting"), words_of("citing")


def is_content(sentence: Sentence, i: int, head: int, below: str) -> bool:
    """Whether the branch `i` under the verb of saying at `head` is what is said; `below` is the relation of the branch under
    `i` that one comes from. spaCy hangs the content of a sentence-final "…, X said" below it as an adverbial clause; an
    adverbial clause with a marker of its own is not content."""
    tokens = sentence.tokens
    if i < head and any(token.text == ";" for token in tokens[i + 1 : head]):
        return False  # "they blamed the League; the movement denied it": spaCy hangs the first below the second
    if tokens[i].dep == "prep":
        return below == "pcomp" or _is_named_with(tokens[i], tokens[head], sentence)
    if tokens[i].dep in OBJECTS and tokens[i].pos in NOMINAL:
        return _is_named(tokens[i], tokens[head], sentence)
    if tokens[i].dep != "advcl":
        return tokens[i].dep in CLAUSES
    return (
        i < head
        and not any(tokens[c].dep in ("mark", "advmod") and tokens[c].i < i for c in tokens[i].children)
        and tokens[i].tag not in ("VBG", "VBN")
    )


def _is_named(what: Token, verb: Token, sentence: Sentence) -> bool:
    """ "acknowledged the loss of 12 men", "admits 300 dead", "put its dead at eight", "accuses them of the shelling"."""
    given = {sentence.tokens[c].lower for c in verb.children if sentence.tokens[c].dep == "prep"} & {"at", "as"}
    return verb.lemma in AVOWING | CHARGING or (verb.lemma in GIVING and bool(given))


def _is_named_with(by: Token, verb: Token, sentence: Sentence) -> bool:
    """ "spoke of eight men lost", "blamed them for the bombing", "put the dead at eight"."""
    return (
        (verb.lemma in TELLING_OF and by.lower in ("of", "about"))
        or (verb.lemma in CHARGING and by.lower in ("of", "for", "with", "over"))
        or (verb.lemma in GIVING and by.lower in ("at", "as") and _has_object(verb, sentence))
        or (verb.lemma in AVOWING and by.lower in ("in", "from") and _has_object(verb, sentence))  # "… 300 dead in the battle"
    )


def _has_object(verb: Token, sentence: Sentence) -> bool:
    return any(sentence.tokens[c].dep in OBJECTS for c in verb.children)


def versions(sentence: Sentence, i: int) -> Iterator[tuple[int, int]]:
    """The people whose version of what is told at `i` is given beside it, each with the word that says so."""
    tokens = sentence.tokens
    for child in tokens[i].children:
        token = tokens[child]
        if token.dep in ("prep", "agent") and token.lower in ("by", "in", "on", "to"):
            nouns = [c for c in token.children if tokens[c].dep == "pobj" and tokens[c].lemma.lower() in VERSIONS]
            yield from ((teller, noun) for noun in nouns[:1] for teller in _tellers(sentence, noun))
        elif token.dep == "advcl" and (_has_it(token, sentence) or _is_trusted(token, sentence)):
            yield from ((c, child) for c in token.children if tokens[c].dep in ("nsubj", "nsubjpass"))


def _tellers(sentence: Sentence, noun: int) -> list[int]:
    """ "the army's count", "in the words of General Sarn"."""
    tokens = sentence.tokens
    owners = [c for c in tokens[noun].children if tokens[c].dep == "poss"]
    of = [c for c in tokens[noun].children if tokens[c].dep == "prep" and tokens[c].lower == "of"]
    return owners or [c for by in of for c in tokens[by].children if tokens[c].dep == "pobj" and tokens[by].head == noun][:1]


def cited(sentence: Sentence, verb: int) -> int | None:
    """Whom the speaker at a verb of saying cites for it: "citing hospital staff, the Courier reported"."""
    tokens = sentence.tokens
    citing = [
        c for c in tokens[verb].children if (tokens[c].dep, tokens[c].tag) == ("advcl", "VBG") and tokens[c].lemma in CITING
    ]
    return next((o for c in citing for o in tokens[c].children if tokens[o].dep == "dobj"), None)


def is_inserted(sentence: Sentence, child: int, i: int) -> bool:
    """Whether a clause of saying beside `i` only says whose words they are: "…, he said", "the rebels, he says, have left"."""
    tokens = sentence.tokens
    token = tokens[child]
    if _has_content(token, sentence) or token.dep not in ("parataxis", "conj"):
        return False
    first = min((*token.children, child))
    if token.dep == "conj":  # "they have left, a source has indicated": joined by a comma alone, with a subject of its own
        joined = any(tokens[c].dep == "cc" for c in tokens[i].children if i < c < child)
        return child > i and not joined and any(tokens[c].dep == "nsubj" for c in token.children)
    return child > i or tokens[first].text == "," or (first > 0 and tokens[first - 1].text in (",", "–", "—", "("))


def heads(sentence: Sentence, i: int) -> int | None:
    """Whoever stands before the only colon of a headline: "General staff: 14 rebels killed"."""
    tokens = sentence.tokens
    colons = [token.i for token in tokens if token.text == ":"]
    if len(colons) != 1 or not 0 < colons[0] < min(i, MOST_NAME):
        return None
    before = tokens[: colons[0]]
    if any(token.pos in ("VERB", "AUX", "ADP") for token in before):
        return None
    return next((token.i for token in before if token.head == token.i or token.head >= colons[0]), None)


def _marks(token: Token, sentence: Sentence) -> set[str]:
    return {sentence.tokens[c].lower for c in token.children if sentence.tokens[c].dep in ("mark", "advmod")}


def _has_it(token: Token, sentence: Sentence) -> bool:
    """ "as the mayor tells it"."""
    return "as" in _marks(token, sentence) and token.lemma in HAVING_IT and not _has_content(token, sentence)


def _is_trusted(token: Token, sentence: Sentence) -> bool:
    """ "if the Front is to be believed"."""
    below = {token.lemma, *(sentence.tokens[c].lemma for c in token.children if sentence.tokens[c].dep == "xcomp")}
    return "if" in _marks(token, sentence) and bool(below & TRUSTING)


def _has_content(token: Token, sentence: Sentence) -> bool:
    return any(sentence.tokens[c].dep in ("ccomp", "xcomp") for c in token.children)
