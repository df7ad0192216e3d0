"""The sentences of the found passages that answer a question."""

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from chatdoc_server.document import FURNITURE, Document, Element, ElementKind, Span
from chatdoc_server.document.continuation import joined, together
from chatdoc_server.languages import sentences
from chatdoc_server.questions import periods
from chatdoc_server.questions.question import Question
from chatdoc_server.questions.words import Stems
from chatdoc_server.retrieval.base import Hit

PASSAGES = 10
"""How many of the best passages are read, besides the best one of each further document."""
_READ = 3
"""Of how many of the best passages the documents are read to weigh words."""
_CHARACTERS = 200
"""Characters of a usual paragraph, to turn a document's length into a number of places."""
_SCRAP = 8
"""Different words; fewer without a full stop are a label or the piece of a sentence."""
_LONGEST = 700
"""Characters; what is longer is no sentence but a list or a table that was read as text."""
NOT_QUOTED = FURNITURE | {
    ElementKind.TABLE,
    ElementKind.FIGURE,
    ElementKind.IMAGE,
    ElementKind.SHAPE,
    ElementKind.HEADING,
}
"""Kinds of elements whose text is not made of sentences."""
_SHORT_OPPOSITE = 5
"""Letters; what is not longer is seldom the opposite of what follows its "un"."""
_NEGATIONS = frozenset({"not", "no", "never", "none"})
_CAPTION = re.compile(
    r"^(?:figure|fig\.?|table|chart|exhibit|image|photo(?:graph)?|diagram)\s+[\dA-Z.]+\s*[:.–—-]", re.IGNORECASE
)
_ENOUGH = 0.75
"""A further sentence must be this good beside the best one."""
_AS_MUCH = 0.85
"""Another document's sentence must hold this much of what is asked beside the best one, its words weighed by rarity."""
_AS_MANY = 0.75
"""When it holds another part of what is asked, it must hold this many of the question's words beside the best one."""


@dataclass(frozen=True, slots=True)
class Quote:
    """One sentence, word for word, and where it or its parts stand. `covered` are the question's terms it holds."""

    upload_id: str
    spans: tuple[Span, ...]
    text: str
    covered: frozenset[str]
    score: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """The sentences of the best passages, best first, and the question's terms.

    `weights` says how rare each term is in the documents; `absent` are those that occur nowhere in them.
    """

    quotes: tuple[Quote, ...]
    weights: Mapping[str, float]
    absent: frozenset[str]

    def coverage(self, stems: frozenset[str]) -> float:
        """The weighed share of the question's terms among `stems`, 0 to 1; 1 for a question without any."""
        total = sum(self.weights.values())
        return sum(self.weights[term] for term in self.weights if term in stems) / total if total else 1.0


def gather(question: Question, documents: Mapping[str, Document], hits: Sequence[Hit], stems: Stems) -> Evidence:
    """Every sentence of the best passages with its score, best first.

    A sentence scores by the share of the question's terms it holds, each weighed by its rarity in the documents
    (after the inverse document frequency of Spärck Jones 1972, counted in occurrences), by what its headings
    add, and by the rank of its passage.
    """
    found = [
        (rank, hit, spans, text, frozenset(stems.all(text)))
        for rank, hit in read(hits)
        for spans, text in sentences_of(documents[hit.upload_id], hit)
    ]
    weights, absent = _weights(
        question, [documents[name] for name in dict.fromkeys(hit.upload_id for hit in hits[:_READ])], stems
    )
    asked = frozenset(weights)
    opposites = {stems.of(term[2:]): term for term in absent if term.startswith("un") and len(term) > _SHORT_OPPOSITE}
    total = sum(weights.values()) or 1.0
    years = {str(period.year) for period in question.periods}
    quotes = []
    for rank, hit, spans, text, stated in found:
        # "Not drawn" is undrawn.
        denied = {opposites[stem] for stem in opposites.keys() & stated} if _NEGATIONS & stated else set()
        held = stated | denied
        absent -= denied
        headed = frozenset(stems.all(" ".join(hit.passage.headings[-2:]))) - held
        share = sum(weights[term] for term in asked & held) + 0.4 * sum(weights[term] for term in asked & headed)
        score = share / total + 0.45 / (1 + rank / 3) + _form(question, text, held)
        if years & held:
            score += 0.12
        quotes.append(Quote(hit.upload_id, spans, text, asked & held, score))
    quotes.sort(key=lambda quote: -quote.score)
    return Evidence(tuple(quotes), weights, absent)


def _weights(
    question: Question, documents: Sequence[Document], stems: Stems
) -> tuple[dict[str, float], frozenset[str]]:
    """The question's terms with their rarity, and those that occur nowhere, which weigh most."""
    words = {stems.of(name): name for name in question.names} | {term: term for term in question.terms}
    text = "\n".join(element.text for document in documents for element in document.elements).lower()
    size = max(1, len(text) // _CHARACTERS)
    counts = {term: text.count(stems.prefix(word)) for term, word in words.items()}
    weights = {term: math.log(1 + size / (count + 0.5)) for term, count in counts.items()}
    return weights, frozenset(term for term, count in counts.items() if not count)


def _form(question: Question, text: str, held: frozenset[str]) -> float:
    """What a sentence's form adds to its score: figures where an amount is asked, a whole sentence, not a scrap."""
    score = -0.12 * max(0, 5 - len(held)) / 5
    if question.wants_amount:
        figures = any(stem[0].isdigit() and not periods.in_head(stem) for stem in held)
        score += 0.1 if figures else -0.1
    if not text.rstrip("\"'”’)").endswith((".", "!", "?", "。", ":", ";")):
        score -= 0.3 if len(held) < _SCRAP else 0.1
    if text[0].islower():
        score -= 0.1
    return score


def choose(evidence: Evidence, most: int) -> list[Quote]:
    """The smallest set of sentences that holds what the question asks: the best one, and those that add to it.

    Where several documents are asked, each further one adds its own best sentence when that holds as much of it, or
    another part of it.
    """
    chosen: list[Quote] = []
    for quote in evidence.quotes:
        if len(chosen) == most or (chosen and quote.score < _ENOUGH * chosen[0].score):
            break
        texts = {other.text for other in chosen}
        known = frozenset(term for other in chosen for term in other.covered)
        if quote.text not in texts and (not chosen or quote.covered - known or quote.score > 0.95 * chosen[0].score):
            chosen.append(quote)
    quoted = {quote.upload_id for quote in chosen}
    for quote in evidence.quotes:
        if quote.upload_id not in quoted:
            quoted.add(quote.upload_id)
            if _holds_as_much(quote, chosen, evidence):
                chosen.append(quote)
    return chosen


def _holds_as_much(quote: Quote, chosen: Sequence[Quote], evidence: Evidence) -> bool:
    """Whether another document's sentence is as good an answer as the best one, or as good a part of the answer."""
    best = chosen[0].covered
    if evidence.coverage(quote.covered) >= _AS_MUCH * evidence.coverage(best):
        return True
    # What is named in one document only is rare there, so that weighing would set the parts far apart.
    known = frozenset(term for other in chosen for term in other.covered)
    return bool(quote.covered - known) and len(quote.covered) >= _AS_MANY * len(best)


def read(hits: Sequence[Hit]) -> list[tuple[int, Hit]]:
    """The passages that are read, with their ranks: the best ones, and the best one of each further document."""
    first = {hit.upload_id: rank for rank, hit in reversed(list(enumerate(hits)))}
    return [(rank, hit) for rank, hit in enumerate(hits) if rank < PASSAGES or first[hit.upload_id] == rank]


def sentences_of(document: Document, hit: Hit) -> Iterator[tuple[tuple[Span, ...], str]]:
    """The sentences that a passage may be quoted by, and where; cells, headings and the like are no sentences."""
    yield from sentences_in(document, hit.passage.spans)


def sentences_in(document: Document, spans: Iterable[Span]) -> Iterator[tuple[tuple[Span, ...], str]]:
    """The sentences among some spans, whole where they go on in another part; what is too long for one is left out."""
    quotable = (span for span in spans if span.cell < 0 and document.elements[span.element].kind not in NOT_QUOTED)
    for group in together(document, quotable):
        whole = joined(document, group)
        first = group[0]
        caption = max(0, min(_caption_end(document, document.elements[first.element]) - first.start, len(whole.text)))
        for start, end in ((0, caption), (caption, len(whole.text))):
            for begin, stop in sentences.split(whole.text[start:end]):
                text = whole.text[start + begin : start + stop]
                if len(text) <= _LONGEST and any(character.isalpha() for character in text):
                    yield whole.spans(start + begin, start + stop), text


def _caption_end(document: Document, element: Element) -> int:
    """Where a caption ends that runs into the text below it: at the first of its lines that a new sentence follows.

    A caption often ends without a full stop, so only the lines of the page tell it from what follows. 0 for no caption.
    """
    if _CAPTION.match(element.text) is None:
        return 0
    rows = slice(element.words.start, element.words.stop)
    spans, boxes = document.words.spans[rows].tolist(), document.words.boxes[rows].tolist()
    for (_, end), (start, _), (_, _, _, bottom), (_, top, _, _) in zip(
        spans, spans[1:], boxes, boxes[1:], strict=False
    ):
        if top >= bottom - 1 and element.text[start].isupper():
            return int(end)
    return 0
