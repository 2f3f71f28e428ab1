"""Lines of a text as words, and the phrase tables that they are matched with (`data/<language>/furniture.tsv`).

Matching is by whole words in lower case, a number being `#`; a phrase that ends in a colon or a dash asks for that mark in the
text too. English is always matched besides the report's own language: pages of every language carry English buttons.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice

from fogline.errors import ConfigError
from fogline.tables import DATA, folder_of, table

LONG = 600  # characters; of a longer line only the words of its start are looked at, it cannot be furniture as a whole
MOST_LINES = 20_000  # lines that rules look at: more is no page, and each costs a tenth of a millisecond
_WORD = re.compile(r"[^\W\d_]+(?:['’\u200c][^\W\d_]+)*|\d+(?:[.,]\d+)*(?:[kKmM](?![^\W_]))?|[▲△▼◀]")
_BLOCK = r"</?(?:p|div|br|hr|li|ul|ol|h[1-6]|td|tr|th|table|section|article|blockquote|figure|img)\b[^<>]{0,500}>"
_BLOCK_TAG = re.compile(_BLOCK, re.IGNORECASE)
_LEADING_TAGS = re.compile(rf"(?:{_BLOCK}\s*)+", re.IGNORECASE)
_MARKS = ":-–—"


@dataclass(slots=True, kw_only=True)
class Line:
    """A line of the text, or a sentence of a very long line, without the space round it. `kind` is filled by the rules."""

    start: int
    end: int
    text: str
    block: int  # number of its paragraph
    row: int = 0  # number of its line
    whole: bool = True  # it is all of its line
    kind: str = ""
    opens: bool = False  # a comment starts with it
    words: tuple[str, ...] = field(init=False)
    ends: tuple[int, ...] = field(init=False)  # where each word ends, in `text`

    def __post_init__(self) -> None:
        found = [(normal(match.group()), match.end()) for match in _WORD.finditer(self.text[:LONG])]
        self.words = tuple(word for word, _ in found)
        self.ends = tuple(end for _, end in found)

    @property
    def short(self) -> bool:
        return len(self.text) <= LONG

    @property
    def stopped(self) -> bool:
        """It ends like a sentence."""
        return self.text.rstrip("\"'”’»)]*").endswith((".", "!", "?", "…", "。", "؟", "۔"))


@dataclass(frozen=True, slots=True)
class Phrase:
    words: tuple[str, ...]
    mark: str = ""

    def at(self, line: Line, first: int) -> bool:
        last = first + len(self.words)
        if line.words[first:last] != self.words:
            return False
        if not self.mark:
            return True
        rest = line.text[line.ends[last - 1] :].lstrip()
        return rest.startswith(":") if self.mark == ":" else rest.startswith(("-", "–", "—"))


@dataclass(frozen=True, slots=True)
class Phrases:
    """The phrases of some languages by form and first word."""

    forms: dict[str, dict[str, tuple[Phrase, ...]]]
    last: dict[str, dict[str, tuple[Phrase, ...]]]  # the same by last word
    single: dict[str, frozenset[str]]  # the phrases of one word

    def whole(self, form: str, line: Line) -> bool:
        """The line is such a phrase, numbers round it aside."""
        if not line.short:
            return False
        words = line.words
        while len(words) > 1 and words[-1] == "#":
            words = words[:-1]
        return any(
            phrase.words in (words, line.words) and phrase.at(line, 0) for phrase in self._from(form, line.words[:1])
        ) or (line.words[:1] == ("#",) and any(phrase.words == words[1:] for phrase in self._from(form, words[1:2])))

    def starts(self, form: str, line: Line) -> int:
        """How many words of the longest such phrase stand at the start of the line; 0 for none."""
        return max((len(phrase.words) for phrase in self._from(form, line.words[:1]) if phrase.at(line, 0)), default=0)

    def ends(self, form: str, line: Line) -> bool:
        candidates = self.last.get(form, {}).get(line.words[-1], ()) if line.words else ()
        return any(line.words[-len(phrase.words) :] == phrase.words for phrase in candidates)

    def inside(self, form: str, line: Line) -> int:
        """How many different such phrases the line holds."""
        return len(self.found(form, line))

    def found(self, form: str, line: Line, first: int = 0) -> set[Phrase]:
        """The phrases that the line holds from its word number `first` on."""
        index = self.forms.get(form, {})
        words = enumerate(line.words)
        return {phrase for i, word in words if i >= first for phrase in index.get(word, ()) if phrase.at(line, i)}

    def words(self, form: str) -> frozenset[str]:
        """The one-word phrases of a form."""
        return self.single.get(form, frozenset())

    def _from(self, form: str, words: tuple[str, ...]) -> tuple[Phrase, ...]:
        return self.forms.get(form, {}).get(words[0], ()) if words else ()


def normal(word: str) -> str:
    return "#" if word[0].isdecimal() else word.casefold().replace("’", "'")


@lru_cache(maxsize=32)
def phrases(language: str) -> Phrases:
    """The phrase tables for a report in `language`."""
    found: dict[str, dict[Phrase, None]] = {}  # a dict as an ordered set
    for pack in sorted({"en", folder_of(language)}):
        if not (DATA / pack / "furniture.tsv").is_file():
            continue
        for row in table(f"{pack}/furniture.tsv"):
            found.setdefault(row["form"], {})[_phrase(row["words"])] = None
    return Phrases(
        forms={form: _index(each, 0) for form, each in found.items()},
        last={form: _index(each, -1) for form, each in found.items()},
        single={form: frozenset(p.words[0] for p in each if len(p.words) == 1) for form, each in found.items()},
    )


def _index(found: Iterable[Phrase], word: int) -> dict[str, tuple[Phrase, ...]]:
    index: dict[str, list[Phrase]] = {}
    for phrase in found:
        index.setdefault(phrase.words[word], []).append(phrase)
    return {key: tuple(each) for key, each in index.items()}


def _phrase(written: str) -> Phrase:
    """Raises ConfigError where there is no word in it: a number alone would make furniture of any line with one."""
    words = tuple("#" if word == "#" else normal(word) for word in re.findall(rf"#|{_WORD.pattern}", written))
    if set(words) <= {"#"}:
        raise ConfigError(f"furniture.tsv: no word in {written!r}", "write letters, or remove the row")
    return Phrase(words, written[-1] if written[-1] in _MARKS else "")


def lines(text: str, skip: tuple[int, int] = (0, 0)) -> list[Line]:
    """The first MOST_LINES lines of `text` that are not blank, without the run `skip`; very long ones cut into sentences."""
    found: list[Line] = []
    block = position = 0
    blank = False
    for row, written in enumerate(text.split("\n")):
        if len(found) >= MOST_LINES:
            break
        start, position = position, position + len(written) + 1
        end = position - 1
        if start < skip[1] and skip[0] < end:  # the line that holds the run: what follows it there is the rest
            start = min(skip[1], end)
        if not text[start:end].strip():
            blank = blank or not written.strip()
            continue
        block += blank
        blank = False
        words = (start, end) if "<" not in written else _between_tags(text, start, end)
        pieces = list(islice(_pieces(text, *words), MOST_LINES))
        after = (words[1], end) if len(pieces) < MOST_LINES else (end, end)
        for a, b in ((start, words[0]), *pieces, after):
            if text[a:b].strip():
                is_tag = not words[0] <= a < words[1]
                line = Line(start=a, end=b, text=text[a:b], block=block, row=row, whole=len(pieces) == 1 and not is_tag)
                line.kind = "furniture" if is_tag else ""
                found.append(line)
    return found


def _between_tags(text: str, start: int, end: int) -> tuple[int, int]:
    """The run of a line without the block tags at its start and its end (left-over mark-up)."""
    leading = _LEADING_TAGS.match(text, start + len(text[start:end]) - len(text[start:end].lstrip()), end)
    first = leading.end() if leading else start
    for match in reversed(list(_BLOCK_TAG.finditer(text, first, end))):
        if text[match.end() : end].strip():
            break
        end = match.start()
    return first, end


_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]{0,3}\s+")


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    cuts = [match.end() for match in _SENTENCE_END.finditer(text, start, end)] if end - start > LONG else []
    for a, b in zip([start, *cuts], [*cuts, end], strict=True):
        piece = text[a:b]
        left, right = len(piece) - len(piece.lstrip()), len(piece.rstrip())
        if right > left:
            yield a + left, a + right
