"""The sentences of the found passages that answer a question."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from chatdoc_server.answering.prose.terms import Terms, terms_of
from chatdoc_server.answering.prose.typed import holds
from chatdoc_server.document import FURNITURE, Document, Element, ElementKind, Span
from chatdoc_server.document.continuation import joined, together
from chatdoc_server.languages import sentences
from chatdoc_server.questions import periods
from chatdoc_server.questions.answer_types import Wanted, wanted
from chatdoc_server.questions.question import Question
from chatdoc_server.questions.words import Stems
from chatdoc_server.retrieval.base import Hit

PASSAGES = 10
"""How many of the best passages are read, besides the best one of each further document."""
_READ = 3
"""Of how many of the best passages the documents are read to weigh words."""
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
_CAPTION = re.compile(
    r"^(?:figure|fig\.?|table|chart|exhibit|image|photo(?:graph)?|diagram)\s+[\dA-Z.]+\s*[:.–—-]", re.IGNORECASE
)
_DEPENDS = re.compile(
    r"(?:However, |Therefore, |In addition, |Accordingly, |Further(?:more)?, )?(?:It|They|He|She|Its|Their|His|Her"
    r"|Th(?:is|ese|ose)(?: \w+){0,2}|That|Such|Both|The (?:latter|former|same|remaining|other))\b"
)
"""How a sentence begins that leans on the one before it."""
_POINTS_BACK = re.compile(r"(?:[A-Z][\w.’'-]* ){1,4}(?:\w+ ){1,3}(?:it|them)\b")
"""How it begins when its object does: "Jane Wile inspected it"."""
_MOST_BEFORE = 2
"""Sentences before one that are taken along."""
_PRONOUN = re.compile(r"(?:It|They|He|She|Its|Their|His|Her)\b")
_OTHER_WORD = 0.8
"""What a term counts that is said by another word for the same, beside one that is said itself."""
_HEADED = 0.4
"""What it counts when it stands in the headings over a sentence, or before it in the same paragraph."""
_LEANT = 0.9
"""What it counts when it stands in the sentence that this one leans on."""
_TYPED = 0.15
"""What a sentence gains that holds the kind of thing asked, and loses that does not."""
_USUAL = 250
"""Characters; a longer sentence holds some of any question's words by chance."""
_LONG = 0.15
"""What the longest sentence loses for that."""
_ENOUGH = 0.75
"""A further sentence must be this good beside the best one."""
_ON_TOPIC = 0.5
"""It must hold this much of what is asked itself."""
_NEWS = 0.12
"""It must hold this much of what is asked that the others do not."""
_AS_GOOD = 0.9
"""The coverage beside the best one's of a sentence that tells of another thing of the same kind."""
_AS_MUCH = 0.85
"""Another document's sentence must hold this much of what is asked beside the best one, its words weighed by rarity."""
_AS_MANY = 0.75
"""When it holds another part of what is asked, it must hold this many of the question's words beside the best one."""


@dataclass(frozen=True, slots=True)
class Quote:
    """One sentence, word for word, and where it or its parts stand.

    `covered` are the question's terms it holds; `coverage` is their share of the question, weighed by rarity, with
    what its headings add; `near` are those that only its headings, or the sentence that it leans on, hold. `before` is
    the sentence in front of it in its passage, None for the first.
    """

    upload_id: str
    spans: tuple[Span, ...]
    text: str
    covered: frozenset[str]
    score: float
    coverage: float = 0.0
    near: frozenset[str] = frozenset()
    before: "Quote | None" = field(default=None, compare=False, repr=False)

    @property
    def depends(self) -> bool:
        """Whether it says of what it speaks only together with the sentence before it."""
        return _leans_back(self.text)

    @property
    def place(self) -> tuple[int, int]:
        """Where it begins in its document: element and character."""
        return self.spans[0].element, self.spans[0].start


@dataclass(frozen=True, slots=True)
class Evidence:
    """The sentences of the best passages, best first, and the question's terms.

    `weights` says how rare each term is in the documents; `absent` are those that occur nowhere in them; `terms` is how
    they are looked for, None where the language's grammar is not known; `after` is the sentence after one, by its
    document and place.
    """

    quotes: tuple[Quote, ...]
    weights: Mapping[str, float]
    absent: frozenset[str]
    terms: Terms | None = None
    after: Mapping[tuple[str, tuple[int, int]], Quote] = field(default_factory=dict)

    def coverage(self, stems: frozenset[str]) -> float:
        """The weighed share of the question's terms among `stems`, 0 to 1; 1 for a question without any."""
        total = sum(self.weights.values())
        return sum(self.weights[term] for term in self.weights if term in stems) / total if total else 1.0


def gather(
    question: Question,
    documents: Mapping[str, Document],
    hits: Sequence[Hit],
    stems: Stems,
    owned: Mapping[str, frozenset[str]] | None = None,
) -> Evidence:
    """Every sentence of the best passages with its score, best first.

    A sentence scores by the share of the question's terms it holds, each weighed by its rarity in the documents
    (after the inverse document frequency of Spärck Jones 1972, counted in occurrences), by what its headings
    add, by the kind of thing that is asked, and by the rank of its passage.

    Args:
        question: what is asked.
        documents: by upload_id.
        hits: the passages found, best first.
        stems: of this question.
        owned: for each document the stems of the names in the question that all of it is about.
    """
    read_first = [documents[name] for name in dict.fromkeys(hit.upload_id for hit in hits[:_READ])]
    terms, absent = terms_of(question, read_first, stems, owned or {})
    kind = wanted(question.text, "en")
    years = {str(period.year) for period in question.periods}
    quotes: list[Quote] = []
    after: dict[tuple[str, tuple[int, int]], Quote] = {}
    for rank, hit in read(hits):
        headed = frozenset(stems.all(" ".join(hit.passage.headings[-2:])))
        before: Quote | None = None
        context = frozenset[str]()
        for spans, text in sentences_of(documents[hit.upload_id], hit):
            stated = frozenset(stems.all(text))
            held = terms.held(hit.upload_id, stated, text.lower())
            absent -= held
            score = 0.45 / (1 + rank / 3) + _form(question, text, stated) + (0.12 if years & stated else 0.0)
            if kind is not Wanted.ANYTHING:
                score += _TYPED if holds(kind, text, question.text) else -_TYPED
            other = terms.related(stated) - held
            share = terms.share(held) + _OTHER_WORD * terms.share(other)
            context = context if before is not None and before.spans[0].element == spans[0].element else frozenset()
            also = frozenset(terms.weights.keys() & (headed | context)) - held - other
            leant = _leant(before, text) - held - other
            share += _HEADED * terms.share(also - leant) + _LEANT * terms.share(leant)
            quote = Quote(hit.upload_id, spans, text, held | other, score + share, share, also | leant, before)
            quotes.append(quote)
            if before is not None:
                after[before.upload_id, before.place] = quote
            before = quote
            context |= quote.covered
    quotes.sort(key=lambda quote: -quote.score)
    return Evidence(tuple(quotes), terms.weights, absent, terms, after)


def _form(question: Question, text: str, held: frozenset[str]) -> float:
    """What a sentence's form adds to its score: figures where an amount is asked, a whole sentence, not a scrap."""
    score = -0.12 * max(0, 5 - len(held)) / 5 - _LONG * min(1.0, max(0, len(text) - _USUAL) / _LONGEST)
    if question.wants_amount:
        figures = any(stem[0].isdigit() and not periods.in_head(stem) for stem in held)
        score += 0.1 if figures else -0.1
    if not text.rstrip("\"'”’)").endswith((".", "!", "?", "。", ":", ";")):
        score -= 0.3 if len(held) < _SCRAP else 0.1
    if text[0].islower():
        score -= 0.1
    return score


def choose(evidence: Evidence, most: int, *, each: bool = False) -> list[Quote]:
    """The smallest set of sentences that holds what the question asks: the best one, and those that add to it.

    Where several things of one kind are asked for, `each`, one that holds as much of the question tells of another.
    Where several documents are asked, each further one adds its own best sentence when that holds as much of it, or
    another part of it.
    """
    chosen: list[Quote] = []
    for quote in evidence.quotes:
        if len(chosen) == most or (chosen and quote.score < _ENOUGH * chosen[0].score):
            break
        if not chosen or _adds(quote, chosen, evidence) or (each and _is_another(quote, chosen)):
            chosen.append(quote)
    quoted = {quote.upload_id for quote in chosen}
    for quote in evidence.quotes:
        if quote.upload_id not in quoted:
            quoted.add(quote.upload_id)
            if _holds_as_much(quote, chosen, evidence):
                chosen.append(quote)
    return chosen


def in_reading_order(chosen: Sequence[Quote], evidence: Evidence) -> list[Quote]:
    """The chosen sentences as they stand in their documents, each with the one it can't be understood without."""
    documents = {name: place for place, name in enumerate(dict.fromkeys(quote.upload_id for quote in chosen))}
    wanted_too = [before for quote in chosen for before in _taken_along(quote, evidence)]
    whole = {(quote.upload_id, quote.place): quote for quote in (*wanted_too, *chosen)}
    return sorted(whole.values(), key=lambda quote: (documents[quote.upload_id], quote.place))


def _leans_back(text: str) -> bool:
    return _DEPENDS.match(text) is not None or _POINTS_BACK.match(text) is not None


def _leant(before: Quote | None, text: str) -> frozenset[str]:
    """The terms that a sentence has from the one before it, where it leans on that."""
    if before is None or not _leans_back(text):
        return frozenset()
    return before.covered | (before.near if before.depends else frozenset())


def _taken_along(quote: Quote, evidence: Evidence) -> Iterator[Quote]:
    for _ in range(_MOST_BEFORE):
        if quote.before is None or not _leans(quote, evidence):
            return
        quote = quote.before
        yield quote


def _leans(quote: Quote, evidence: Evidence) -> bool:
    """Whether a sentence needs the one before it: not where "It" is only what the question names itself."""
    if not quote.depends or quote.before is None or evidence.terms is None:
        return quote.depends
    own = evidence.terms.owned.get(quote.upload_id, frozenset())
    named = own & evidence.terms.said(quote.before.text)
    return not (named and _PRONOUN.match(quote.text) and evidence.weights.keys() <= quote.covered | own)


def _adds(quote: Quote, chosen: Sequence[Quote], evidence: Evidence) -> bool:
    """Whether a further sentence of the same answer says something that is asked and that the others do not."""
    if any(quote.text == other.text for other in chosen) or quote.coverage < _ON_TOPIC:
        return False
    known = frozenset(term for other in chosen for term in other.covered)
    return evidence.coverage(quote.covered - known) >= _NEWS


def _is_another(quote: Quote, chosen: Sequence[Quote]) -> bool:
    """Whether a sentence is as good an answer as the best one, in other words."""
    as_good = quote.coverage >= _AS_GOOD * chosen[0].coverage and quote.coverage >= _ON_TOPIC
    return as_good and all(quote.text != other.text for other in chosen)


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
