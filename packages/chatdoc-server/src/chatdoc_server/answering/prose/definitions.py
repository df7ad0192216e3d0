"""Sentences that say what a term means: "X" means, X is a, X ("Y"), and the rows of glossaries.

The patterns are those that lexico-syntactic extraction has used since Hearst ("Automatic Acquisition of Hyponyms from
Large Text Corpora", 1992), and those that contracts and reports define their terms by.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import islice

from chatdoc_server.answering.base import Support
from chatdoc_server.answering.lines import Composed, Line, quoted
from chatdoc_server.answering.phrases import Phrases
from chatdoc_server.answering.prose.quotes import NOT_QUOTED, Quote, sentences_in
from chatdoc_server.document import Document, Element, Span
from chatdoc_server.document.continuation import whole_spans
from chatdoc_server.languages.normalisation import normalised
from chatdoc_server.retrieval.base import Hit

_MOST_ELEMENTS = 40
"""Elements with the term whose sentences are read, of each document."""
_LONGEST_TERM = 60
_SURE = 2
"""Patterns up to this one say of a term what it means, whatever else the sentence says."""
_OPEN, _CLOSE = "[“\"'‘«„「『]", "[”\"'’»“」』]"
_PATTERNS = {
    "en": (
        rf"{_OPEN}{{term}}{_CLOSE}(?:\s*\([^)]*\))?,?\s+(?:(?:shall|will)\s+)?(?:means?|refers?\s+to|denotes?|has\s+the\s+meaning"
        r"|have\s+the\s+meanings?|is\s+defined|includes?)\b",
        rf"\b(?:an?|the)?\s*{_OPEN}?\b{{term}}\b{_CLOSE}?(?:\s*\([^)]*\))?\s+(?:means|stands?\s+for|refers?\s+to|denotes?"
        rf"|(?:is|are)\s+defined\s+(?:as|to))\b|\bdefines?\s+(?:an?\s+|the\s+)?{_OPEN}?{{term}}{_CLOSE}?\s+(?:as|to)\b"
        rf"|\b(?:by|term)\s+{_OPEN}{{term}}{_CLOSE},?\s+we\s+mean\b"
        rf"|\b(?:is|are)\s+(?:treated|regarded|considered|deemed|classified|counted)\s+as\s+(?:an?\s+)?{_OPEN}?{{term}}"
        rf"{_CLOSE}?,?\s+(?:when|if|where|once)\b",
        rf"\((?:the\s+|each,?\s+an?\s+|collectively,?\s+(?:the\s+)?|or\s+|hereinafter\s+)?{_OPEN}?{{term}}{_CLOSE}?\)"
        rf"|\((?:[^)]{{{{1,60}}}}(?:,|\bor)\s+)?{_OPEN}{{term}}{_CLOSE}[^)]{{{{0,40}}}}\)",
        r"^(?:[•▪◦–-]\s*)?{term}\s*(?::|\s[–—-])\s+\S|^(?:[•▪◦–-]\s*)?{term}(?:—|–)\S",
        r"^(?:(?:an?|the|our)\s+)?{term}(?:\s*\([^)]*\))?,?\s+(?:is|are)\s+(?:(?:also|generally)\s+)?"
        r"(?:(?:an?|the|any|one|our|those|all|each|made|produced|formed|obtained|used|what|how|when|where)\b"
        r"|(?:[\w-]+\s+){{1,3}}(?:made|that|which|who|used|produced|of|for|from|found|containing|consisting)\b)",
        r"\b{term}\s+\((?=[a-z])[^)]{{12,}}\)",
        r"\b(?:called|known\s+as|termed)\s+(?:an?\s+|the\s+)?[“\"']?{term}\b",
    ),
    "zh": (
        rf"{_OPEN}{{term}}{_CLOSE}?(?:[（(][^）)]*[）)])?[，,]?\s*(?:是指|指的是|指|系指|是)",
        r"{term}(?:[（(][^）)]*[）)])?[，,]?\s*(?:是指|指的是|系指|的定义|的定義)|^{term}[：:]",
        rf"[（(](?:以下(?:简称|簡稱)|(?:简称|簡稱)|下(?:称|稱))\s*{_OPEN}?{{term}}{_CLOSE}?[）)]",
        r"^{term}(?:[（(][^）)]*[）)])?(?:是|为|為)(?:一种|一種|一项|一項|一个|一個|由|指)",
    ),
    "ar": (r"(?:يقصد\s+ب|المقصود\s+ب|تعني\s+|يعني\s+){term}", rf"^{_OPEN}?{{term}}{_CLOSE}?\s*[:：]"),
    "he": (rf"{_OPEN}?{{term}}{_CLOSE}?\s*(?:פירוש[והם]|משמע[וה]|הוא|היא|[-–—:])",),
    "de": (
        rf"{_OPEN}?{{term}}{_CLOSE}?\s+(?:bedeutet|bezeichnet|ist\s+eine?|sind)\b",
        r"^{term}\s*[:–]",
    ),
    "fr": (rf"{_OPEN}?{{term}}{_CLOSE}?\s+(?:désigne|signifie|s.entend|est\s+une?)\b", r"^{term}\s*[:–]"),
    "es": (rf"{_OPEN}?{{term}}{_CLOSE}?\s+(?:significa|se\s+refiere|designa|es\s+una?)\b", r"^{term}\s*[:–]"),
}  # fmt: skip


def compose(
    term: str,
    language: str,
    documents: Mapping[str, Document],
    hits: Sequence[Hit],
    phrases: Phrases,
    *,
    explicit: bool = True,
    sure: bool = False,
) -> Composed | None:
    """The sentence, or the row of a glossary, that defines a term; None when none does.

    Args:
        term: as the question writes it; small and capital letters count alike, and a plural finds the singular.
        language: of the question; definitions are looked for in documents in it.
        documents: by upload_id.
        hits: the passages found; of equally good definitions the one in the better passage is taken.
        phrases: what the service says in its own words.
        explicit: whether the meaning is asked for in so many words; if not, only what begins with the term defines it.
        sure: whether only a sentence counts that says in so many words what the term means.
    """
    if not term or len(term) > _LONGEST_TERM:
        return None
    if language not in ("en", ""):
        term = normalised(term, language)
    patterns = [re.compile(pattern, re.IGNORECASE) for pattern in _patterns(term, language)]
    ranks = {
        (hit.upload_id, element): rank
        for rank, hit in reversed(list(enumerate(hits)))
        for element in hit.passage.elements
    }
    best: tuple[int, int, int, Line] | None = None
    for upload_id, document in documents.items():
        for element, line, kind in _defining(term, language, upload_id, document, patterns, phrases):
            rank = ranks.get((upload_id, element.index), len(ranks))
            # The words that an abbreviation stands for are plainest in a short sentence.
            found = (kind, len(line.text) if kind == _SURE else rank, element.index, line)
            if best is None or found[:3] < best[:3]:
                best = found
    if best is None or (not explicit and best[0] > _SURE and language == "en" and _is_vague(term)):
        return None
    if sure and best[0] >= _SURE:
        return None
    return Composed((Line(phrases.lead), best[3]))


def _is_vague(term: str) -> bool:
    """Whether a term is so long that a sentence beginning with it need not define it."""
    return len(term.split()) > 4


def _patterns(term: str, language: str) -> Iterator[str]:
    written = r"\s+".join(map(re.escape, term.split()))
    if language in ("en", "") and term.isascii() and len(term) > 3 and not term.isupper():
        # A plural finds the singular and the other way.
        written = rf"{written[:-1]}s?" if term.endswith("s") else rf"{written}(?:s|es)?"
    for pattern in _PATTERNS.get(language or "en", _PATTERNS["en"]):
        yield pattern.format(term=f"(?:{written})")


def _defining(
    term: str, language: str, upload_id: str, document: Document, patterns: Sequence[re.Pattern[str]], phrases: Phrases
) -> Iterator[tuple[Element, Line, int]]:
    """The definitions in a document: where, as a line, and by which pattern; a lower one is surer."""
    # Vowel signs and the like are left out at will.
    read = str if language in ("en", "") else partial(normalised, language=language)
    probe = (term.rsplit(maxsplit=1)[-1] if term[-1].isdigit() else term).lower().removesuffix("s")
    whole = whole_spans(document)
    with_term = (element for element in document.elements if probe in read(element.text).lower())
    for element in islice(with_term, _MOST_ELEMENTS * 4):
        if element.table is not None:
            yield from ((element, line, 0) for line in _glossary_rows(term, upload_id, element, phrases))
        elif element.kind not in NOT_QUOTED:
            for spans, text in sentences_in(document, whole.get(element.index, ())):
                kind = next((number for number, pattern in enumerate(patterns) if pattern.search(read(text))), None)
                if kind is not None:
                    [line] = quoted([Quote(upload_id, spans, text, frozenset(), 1.0)], phrases)
                    yield element, line, kind


def _glossary_rows(term: str, upload_id: str, element: Element, phrases: Phrases) -> Iterator[Line]:
    """The text beside a cell that is the term itself, where it reads as an explanation."""
    cells = element.table.cells if element.table is not None else ()
    # "Error E3" is the row E3 of a table of errors.
    wanted = {term.lower(), term.lower().split()[-1]} if term.rsplit(maxsplit=1)[-1][-1].isdigit() else {term.lower()}
    rows = {cell.row for cell in cells if cell.column == 0 and cell.text.strip(" .:“”\"'").lower() in wanted}
    for position, cell in enumerate(cells):
        if cell.row in rows and cell.column == 1 and any(character.isalpha() for character in cell.text):
            span = Span(element.index, 0, len(cell.text), position)
            yield Line(phrases.quoted(cell.text), (Support(upload_id, (span,)),))
