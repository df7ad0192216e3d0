"""Questions that name a section of a document by its heading, between quotation marks."""

import re
from collections.abc import Mapping

from chatdoc_server.answering.lines import Composed, Line, quoted
from chatdoc_server.answering.phrases import Phrases
from chatdoc_server.answering.prose.quotes import NOT_QUOTED, Quote, sentences_in
from chatdoc_server.document import Document, Element, ElementKind
from chatdoc_server.document.continuation import whole_spans
from chatdoc_server.languages.scripts import weight

MOST_QUOTES = 3
_NAMED = re.compile(r"[“„«「『\"‹»”]\s*([^“”„«»「」『』\"‹›]{1,200}?)\s*[”“»«」』\"›]")
_KINDS = "(?:section|article|clause|chapter|paragraph|part|note|item|annex|appendix|schedule)"
_NUMBERED = re.compile(rf"\bwhat (?:does|do|is said in|is in) {_KINDS}s? (\d+(?:\.\d+)*[a-z]?)\b", re.IGNORECASE)
_MOST_ELEMENTS = 20_000
_SENTENCE = 30
"""Letters of what is quoted as a sentence of its section."""


def compose(text: str, documents: Mapping[str, Document], phrases: Phrases) -> Composed | None:
    """The first sentences of the sections that a question names; None when it names none that has any.

    Every document with such a heading gives one sentence, a single one gives `MOST_QUOTES`.
    """
    wanted = {_plain(name) for name in _NAMED.findall(text)} - {""}
    if not wanted:
        return None
    found = [
        quotes
        for upload_id, document in documents.items()
        for element in document.elements[:_MOST_ELEMENTS]
        if element.kind is ElementKind.HEADING and _plain(element.text) in wanted
        if (quotes := _sentences_under(upload_id, document, element))
    ]
    if not found:
        return None
    chosen = found[0][:MOST_QUOTES] if len(found) == 1 else [quotes[0] for quotes in found[:MOST_QUOTES]]
    return Composed((Line(phrases.lead), *quoted(chosen, phrases)))


def numbered(text: str, documents: Mapping[str, Document], phrases: Phrases) -> Composed | None:
    """The first sentences of the section that a question names by its number; None where there is none."""
    found = _NUMBERED.search(text)
    if found is None:
        return None
    heading = re.compile(rf"^\W*(?:{_KINDS}\s+)?{re.escape(found[1])}(?![\d.]*\d)\b", re.IGNORECASE)
    for upload_id, document in documents.items():
        for element in document.elements[:_MOST_ELEMENTS]:
            is_it = element.kind is ElementKind.HEADING and heading.match(element.text) is not None
            if is_it and (quotes := _sentences_under(upload_id, document, element)):
                return Composed((Line(phrases.lead), *quoted(quotes[:MOST_QUOTES], phrases)))
    return None


def _sentences_under(upload_id: str, document: Document, heading: Element) -> list[Quote]:
    """The first sentences of a section, those of its subsections included."""
    over = {heading.index}
    quotes: list[Quote] = []
    texts = whole_spans(document)
    for element in document.elements[heading.index + 1 :]:
        if element.parent not in over or len(quotes) >= MOST_QUOTES:
            break
        if element.kind is ElementKind.HEADING:
            over.add(element.index)
        elif element.kind not in NOT_QUOTED:
            quotes += [
                Quote(upload_id, spans, sentence, frozenset(), 1.0)
                for spans, sentence in sentences_in(document, texts.get(element.index, ()))
            ]
    # "(Mark One)" is no sentence, unless there is nothing else.
    long = [quote for quote in quotes if weight(quote.text) >= _SENTENCE]
    return long or quotes


def _plain(heading: str) -> str:
    """A heading without its number, its case, and its punctuation at the ends."""
    text = re.sub(r"^\s*(?:\d+(?:\.\d+)*\.?|[IVXLC]+\.|第[\d一二三四五六七八九十]+[章节節条條部])\s*", "", heading)
    return " ".join(text.split()).casefold().strip(" .:：。?？!！")
