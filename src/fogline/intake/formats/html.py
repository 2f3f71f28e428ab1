"""HTML: trafilatura finds the report and the comments; the stored text is put together from what it finds.

Blocks stand in this order, an empty line apart: title, report, captions that the extraction left out, comments. Inside a
block every run of white space is one space. Metadata (date, address, site, language) is read from the page's own head: an
extractor's guess at a date would be the page's rendering date as soon as the real one is missing.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

from fogline.errors import SourceError
from fogline.intake import decode
from fogline.intake.page import Page
from fogline.intake.stated_date import metadata
from fogline.records import Published, Segment

if TYPE_CHECKING:
    from lxml.html import HtmlElement  # type: ignore[import-untyped]

SUFFIXES = (".html", ".htm", ".xhtml")
MOST_BYTES = 10_000_000
MOST_DEPTH = 200  # nested elements; the parser under lxml gives up at 256 and would lose the rest unsaid
MOST_ELEMENTS = 25_000  # extraction takes a tenth of a millisecond for each
LONG_TAG, MOST_ATTRIBUTES = 10_000, 1_000  # bytes, and attributes of a tag so long: parsing them takes quadratic time
MOST_STATED = 5  # visible texts that may name a date
MOST_SEARCHED = 3_000  # elements in which they are looked for
DAY_FIRST = {"en-us": False, "en-gb": True, "en-au": True, "en-in": True, "en-ie": True, "en-nz": True, "en-za": True}

_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s{0,5}=\s{0,5}[\"']?\s{0,5}([\w:.-]{2,40})"
    rb"|<\?xml[^>]{0,100}encoding=[\"']([\w.-]{2,40})", re.IGNORECASE,
)  # fmt: skip
_LONG_TAG = re.compile(rb"<[A-Za-z][^<>]{%d,}" % LONG_TAG)
_LINKED_DATA = re.compile(r'"(datePublished|dateModified)"\s*:\s*"([^"]{8,40})"')
_DATED_PATH = re.compile(r"/((?:19|20)\d{2})/(0?[1-9]|1[0-2])/(0?[1-9]|[12]\d|3[01])(?:/|$)")
_PUBLISHED = """
    article:published_time og:published_time datepublished date dc.date dc.date.issued dcterms.date dcterms.created pubdate
    publishdate publish-date publication_date parsely-pub-date sailthru.date article.published citation_publication_date
""".split()  # noqa: SIM905 (a list of 17 strings is harder to read): names of <meta> and of linked data, in order of trust
_DATE_CLASS = re.compile(r"date|time|publish|posted|byline", re.IGNORECASE)
_APART = re.compile(r"comment|footer|sidebar|related|widget|aside|nav", re.IGNORECASE)
_SPACE = re.compile(r"\s+")


def page(raw: bytes) -> Page:
    from trafilatura import bare_extraction  # 0.4 s, so only where a page is read

    try:
        tree = _tree(raw)
        found = bare_extraction(copy.deepcopy(tree), include_comments=True, include_tables=True)
        blocks = list(_blocks(tree, found))
    except (SourceError, MemoryError):
        raise
    except Exception as error:  # lxml and trafilatura raise many types on hostile pages; the input is what is wrong
        what = f"{type(error).__name__}: {str(error)[:80]}"
        raise SourceError(f"its mark-up cannot be read ({what})", "save the page's text as .txt") from error
    if not any(kind in ("body", "quote") for kind, _ in blocks):
        raise SourceError("no report was found in the page", "save the page's text as .txt")
    text, known = _put_together(blocks)
    language = _first(tree.xpath("/html/@lang | /html/@*[name()='xml:lang']")).lower().replace("_", "-")
    url = _first(tree.xpath("//link[@rel='canonical']/@href | //meta[@property='og:url']/@content"))
    return Page(
        text=text,
        known=known,
        published=_published(tree, url),
        stated=tuple(_stated(tree)),
        language=language.split("-")[0] or None,
        day_first=DAY_FIRST.get(language),
        source=_first(tree.xpath("//meta[@property='og:site_name']/@content")) or None,
        url=url if url.startswith(("http://", "https://")) else None,
    )


def _tree(raw: bytes) -> HtmlElement:
    """The parsed page; SourceError where it is built to be costly."""
    from lxml import html  # type: ignore[import-untyped]

    if any(each.group().count(b"=") > MOST_ATTRIBUTES for each in _LONG_TAG.finditer(raw)):
        raise SourceError(f"an element has over {MOST_ATTRIBUTES:,} attributes", "save the page's text as .txt")
    match = _CHARSET.search(raw, 0, 4096)
    declared = (match.group(1) or match.group(2)).decode("ascii", "replace") if match else None
    written = decode.decoded(raw, declared).removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    tree = html.document_fromstring(written.encode(errors="replace"), parser=parser)
    if sum(1 for _ in tree.iter()) > MOST_ELEMENTS:
        raise SourceError(f"it has over {MOST_ELEMENTS:,} elements", "save the page's text as .txt")
    if _deeper(tree, MOST_DEPTH):
        raise SourceError(f"its elements are nested over {MOST_DEPTH} deep", "save the page's text as .txt")
    return tree


def _deeper(tree: HtmlElement, most: int) -> bool:
    level = [tree]
    for _ in range(most):
        level = [child for element in level for child in element]
        if not level:
            return False
    return True


def _blocks(tree: HtmlElement, found: object) -> Iterator[tuple[str, str]]:
    """Kind and text of each block. `found` is trafilatura's document, None where it found nothing."""
    body, comments = getattr(found, "body", None), getattr(found, "commentsbody", None)
    title = _flat(getattr(found, "title", None) or "")
    figures = (each for each in tree.xpath("//figcaption") if not _is_apart(each))
    captions = {text: None for each in figures if (text := _flat(each.text_content()))}
    report = list(_of(body)) if body is not None else []
    if title and not (report and report[0][1] == title):
        yield "title", title
    for i, (kind, text) in enumerate(report):
        is_caption = text in captions
        captions.pop(text, None)
        yield ("title" if i == 0 and text == title else "caption" if is_caption else kind), text
    said = " ".join(text for _, text in report)
    if report:
        yield from (("caption", text) for text in captions if text not in said)
    if comments is not None:
        yield from (("comment", text) for _, text in _of(comments))


def _of(body: HtmlElement) -> Iterator[tuple[str, str]]:
    """The blocks of an extracted body: quotations, list items, table rows and paragraphs."""
    for each in body.iterchildren("*"):
        tag = str(each.tag)
        kind = "quote" if tag in ("quote", "blockquote") else "body"
        rows = {"list": "item", "ul": "li", "ol": "li", "table": "row"}.get(tag)
        for part in each.iter(rows, "tr") if rows else [each]:
            joint = " | " if tag == "table" else " "
            text = _flat(joint.join(part.itertext()) if tag == "table" else _words(part))
            if text:
                yield kind, text


def _words(element: HtmlElement) -> str:
    return "".join(
        ("\n" if event == "start" and part.tag in ("lb", "br", "p", "item") else "") + (text or "")
        for event, part, text in _walk(element)
    )


def _walk(element: HtmlElement) -> Iterator[tuple[str, HtmlElement, str | None]]:
    yield "start", element, element.text
    for child in element:
        yield from _walk(child)
        yield "end", child, child.tail


def _put_together(blocks: Iterable[tuple[str, str]]) -> tuple[str, tuple[Segment, ...]]:
    parts: list[str] = []
    known: list[Segment] = []
    position = 0
    for kind, words in blocks:
        text = decode.stored(words)
        if kind != "body":
            known.append(Segment(kind=kind, start=position, end=position + len(text)))
        parts.append(text)
        position += len(text) + 2
    return decode.stored("\n\n".join(parts)), tuple(known)


def _published(tree: HtmlElement, url: str) -> Published | None:
    """The date in the page's head, its linked data, its <time> or its address; an update within days widens it."""
    stated: dict[str, str] = {}
    for meta in tree.xpath("//meta[@content]"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
        stated.setdefault(name, meta.get("content"))
    for script in tree.xpath("//script[@type='application/ld+json']/text()"):
        for name, value in _LINKED_DATA.findall(script[:200_000]):
            stated.setdefault(name.lower(), value)
    for time in tree.xpath("//*[@itemprop='datePublished' or (self::time and @pubdate)]/@datetime"):
        stated.setdefault("datepublished", time)
    for name in _PUBLISHED:
        if published := metadata(stated.get(name, "")):
            return published
    if path := _DATED_PATH.search(url):
        return metadata("-".join(path.groups()))
    times = tree.xpath("//article//time/@datetime | //header//time/@datetime | //main//time/@datetime")
    return metadata(times[0]) if times else None


def _stated(tree: HtmlElement) -> Iterator[str]:
    found = 0
    for each in tree.xpath("//time | //*[@class or @id]")[:MOST_SEARCHED]:
        if each.tag != "time" and not _DATE_CLASS.search(f"{each.get('class', '')} {each.get('id', '')}"):
            continue
        words = _flat("".join(islice(each.itertext(), 20))[:400])
        if 6 <= len(words) <= 120 and not _is_apart(each):
            yield words
            found += 1
        if found == MOST_STATED:
            return


def _is_apart(element: HtmlElement) -> bool:
    """It stands in comments, a side bar or a foot, not in the report."""
    chain = [element, *element.iterancestors()]
    return any(
        each.tag in ("footer", "aside", "nav") or _APART.search(f"{each.get('class', '')} {each.get('id', '')}")
        for each in chain
        if each.tag not in ("body", "html")
    )


def _first(values: Iterable[object]) -> str:
    return next((_flat(str(value)) for value in values if str(value).strip()), "")


def _flat(words: str) -> str:
    return _SPACE.sub(" ", words.encode(errors="replace").decode()).strip()
