"""Sentences that answer an English question, or an honest refusal with the nearest ones."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from chatdoc_server.answering.lines import Composed, Line, decided, quoted, refusal
from chatdoc_server.answering.phrases import Phrases
from chatdoc_server.answering.prose import definitions, listing, quotes
from chatdoc_server.answering.prose.answerability import OF_WEIGHT, Answer, features, is_sure, judged
from chatdoc_server.answering.prose.quotes import Evidence, Quote
from chatdoc_server.answering.prose.typed import counted, holds
from chatdoc_server.answering.prose.verdicts.clauses import taken_up
from chatdoc_server.answering.prose.verdicts.english import verdict
from chatdoc_server.answering.prose.verdicts.reading import Reader
from chatdoc_server.answering.tables import cells
from chatdoc_server.document import Document, Span
from chatdoc_server.indexing.embedding.base import Embedder
from chatdoc_server.questions.answer_types import (
    Wanted,
    count_asked,
    definition,
    listed,
    wanted,
    wants_list,
    wants_verdict,
)
from chatdoc_server.questions.periods import in_head
from chatdoc_server.questions.question import Question
from chatdoc_server.questions.words import Stems
from chatdoc_server.retrieval.base import Hit

MOST_QUOTES = 3
NEAREST = 2
"""Passages that are quoted beside a refusal."""
_AS_NEAR = 0.9
"""How good the second of them must be beside the first."""
_DECIDING = 12
"""Of how many of the best sentences one may say yes or no."""
_ENUMERATING = 4
"""Of how many of the best sentences one may enumerate what is asked."""
_ANNOUNCING = 1
"""Words of its own that a sentence has at most that only announces what the next one says."""
_COMPARED = 3
"""Of how many of the best sentences likeness is asked: the model takes some milliseconds for each."""
_CHARACTERS = 200
"""Of each of these so much is compared."""
ENOUGH_TO_ENUMERATE = 0.62
"""The least share of a question, its words weighed by rarity, that a sentence must hold whose parts are its list."""


@dataclass(frozen=True, slots=True)
class Asked:
    """An English question with what was found for it.

    `own_years` are the years that the documents are about, a sentence without a year speaks of these; `owned` are the
    stems of names that all of each document is about; `evidence` is the sentences of the passages
    found; `unknown` are the words that occur in none of the documents. Without an `embedder` shared words have to do.
    """

    question: Question
    documents: Mapping[str, Document]
    hits: Sequence[Hit]
    evidence: Evidence
    own_years: frozenset[int]
    owned: Mapping[str, frozenset[str]]
    stems: Stems
    unknown: tuple[str, ...]
    embedder: Embedder | None = None


def compose(asked: Asked, phrases: Phrases, *, refuse: bool) -> Composed:
    """The sentences that answer; when they hold too little of the question, a refusal and the nearest of them.

    Args:
        asked: what is asked, and what was found.
        phrases: what the service says in its own words.
        refuse: whether the documents are known not to hold the answer.
    """
    evidence, question = asked.evidence, asked.question
    kind = wanted(question.text, "en")
    if not refuse and (meant := _meant(asked, phrases)) is not None:
        return meant
    if not (refuse or kind is Wanted.REASON):
        # A figure of what the documents never mention is none that they state; of words another word may lead there.
        figures = not asked.unknown
        celled = cells.compose(question.text, "en", asked.documents, asked.hits, phrases, figures=figures)
        if celled is not None:
            return celled
    if not evidence.quotes:
        return refusal(_nearest_row(asked), phrases)
    things = _things(asked)
    typed = [
        quote
        for quote in evidence.quotes
        if holds(kind, quote.text, question.text) and is_of_periods(quote, question, asked.own_years)
    ]
    fit = [quote for quote in typed if things <= quote.covered | (frozenset() if kind is Wanted.AMOUNT else quote.near)]
    if refuse:
        return refusal(_nearest(fit or evidence.quotes), phrases)
    return _in_form(asked, phrases) or _in_sentences(asked, kind, fit, phrases)


def _meant(asked: Asked, phrases: Phrases) -> Composed | None:
    """What a term that is written as a name means, where the text says so; its rows and figures are not asked then."""
    term = definition(asked.question.text, "en")
    if term is None or not all(word[:1].isupper() for word in term.term.split()):
        return None
    return definitions.compose(term.term, "en", asked.documents, asked.hits, phrases, sure=True)


def _in_sentences(asked: Asked, kind: Wanted, fit: Sequence[Quote], phrases: Phrases) -> Composed:
    """The smallest set of sentences that answers; a refusal where the best one does not."""
    evidence, question = asked.evidence, asked.question
    found, ordered = _judged(asked, kind, fit) if fit else (Answer.NONE, ())
    if found is Answer.NONE:
        return refusal(_nearest(fit or evidence.quotes), phrases)
    chosen = quotes.choose(replace(evidence, quotes=ordered), MOST_QUOTES, each=wants_list(question.text))
    announced = (_said_next(quote, asked) for quote in chosen)
    chosen += [following for following in announced if following is not None and following not in chosen]
    chosen = quotes.in_reading_order(chosen, evidence)
    lead = phrases.lead if found is Answer.SURE else phrases.closest
    return Composed((Line(lead), *_with_lists(chosen, asked.documents, phrases)))


def _judged(asked: Asked, kind: Wanted, fit: Sequence[Quote]) -> tuple[Answer, tuple[Quote, ...]]:
    """How far the sentences answer, the one first that does so best.

    Where words leave it open, likeness in meaning has a say in which of the best sentences that is, and whether.
    """
    by_words = features(fit, kind, asked.evidence)
    if asked.embedder is None:
        return judged(by_words, None), tuple(fit)
    if is_sure(by_words):
        return Answer.SURE, tuple(fit)
    asks, said = asked.embedder.embed([asked.question.text, fit[0].text[:_CHARACTERS]])
    likeness = [float(asks @ said)]
    if judged(by_words, likeness[0]) is Answer.SURE:
        return Answer.SURE, tuple(fit)
    if rest := [quote.text[:_CHARACTERS] for quote in fit[1:_COMPARED]]:
        likeness += map(float, asked.embedder.embed(rest) @ asks)
    best = max(range(len(likeness)), key=lambda place: fit[place].score + likeness[place])
    ordered = (fit[best], *fit[:best], *fit[best + 1 :])
    return judged(features(ordered, kind, asked.evidence), likeness[best]), ordered


def _said_next(quote: Quote, asked: Asked) -> Quote | None:
    """The sentence after one that says no more than the question does, and so only announces the answer."""
    said = frozenset(asked.stems.content(quote.text))
    own = asked.evidence.weights.keys() | frozenset(asked.stems.content(asked.question.text))
    if len(said - own) > _ANNOUNCING or quote.text.rstrip().endswith(":") or any(map(str.isdigit, quote.text)):
        return None
    return asked.evidence.after.get((quote.upload_id, quote.place))


def _things(asked: Asked) -> frozenset[str]:
    """The stem of what a question asks the number or a list of, unless many things are called so; empty for none."""
    weights = asked.evidence.weights
    thing = counted(asked.question.text) or (listed(asked.question.text) if wants_list(asked.question.text) else "")
    stem = asked.stems.of(thing) if thing else ""
    usual = max(weights.values(), default=0.0)
    return frozenset({stem}) if weights.get(stem, 0.0) >= OF_WEIGHT * usual and stem in weights else frozenset()


def _nearest(best: Sequence[Quote]) -> list[Quote]:
    """What is quoted beside a refusal: the best sentence, and the next that is about as good and stands elsewhere."""
    further = (
        quote
        for quote in best[1:]
        if quote.score >= _AS_NEAR * best[0].score
        and (quote.upload_id, quote.place[0]) != (best[0].upload_id, best[0].place[0])
    )
    return [*best[:1], *islice(further, NEAREST - 1)]


def _nearest_row(asked: Asked) -> list[Quote]:
    """What is quoted beside a refusal where tables alone were found: the row that holds most of the question."""
    rows: dict[tuple[str, int, int], list[Span]] = {}
    for hit in asked.hits[:NEAREST]:
        elements = asked.documents[hit.upload_id].elements
        for span in hit.passage.spans:
            table = elements[span.element].table
            if table is not None and span.cell >= 0:
                rows.setdefault((hit.upload_id, span.element, table.cells[span.cell].row), []).append(span)
    found: list[Quote] = []
    for (upload_id, _, _), spans in rows.items():
        text = " ".join(asked.documents[upload_id].text_of(span).strip() for span in spans)
        share = asked.evidence.coverage(frozenset(asked.stems.all(text)))
        found.append(Quote(upload_id, tuple(spans), text, frozenset(), share))
    best = max(found, key=lambda row: row.score, default=None)
    return [] if best is None or not best.score else [best]


def _in_form(asked: Asked, phrases: Phrases) -> Composed | None:
    """The answer as a yes or no, a definition or a list, where one is asked for and stated."""
    text = asked.question.text
    if wants_verdict(text, "en"):
        return _decided(asked, phrases)
    term = definition(text, "en")
    if term is not None and (term.explicit or not asked.question.periods):
        explicit = term.explicit
        found = definitions.compose(term.term, "en", asked.documents, asked.hits, phrases, explicit=explicit)
        if found is not None or (explicit and len(term.term.split()) == 1):
            return found or refusal(_nearest(asked.evidence.quotes), phrases)
    if wants_list(text):
        return _listed(asked, phrases)
    return None


def _decided(asked: Asked, phrases: Phrases) -> Composed | None:
    """Yes or no by the sentences that say so; None where none does, or where two disagree."""
    said: dict[bool, Quote] = {}
    readers = {name: Reader(asked.stems, asked.owned.get(name, frozenset())) for name in asked.documents}
    for quote in asked.evidence.quotes[:_DECIDING]:
        before = quote.before.text if quote.before is not None else ""
        over = taken_up(asked.documents[quote.upload_id], quote.place)
        found = verdict(asked.question.text, quote.text, readers[quote.upload_id], asked.own_years, before, over)
        if found is not None:
            said.setdefault(found, quote)
    return decided(said, phrases)


def _listed(asked: Asked, phrases: Phrases) -> Composed | None:
    evidence = asked.evidence
    found = listing.compose(asked.question, evidence, asked.documents, asked.hits, asked.stems, phrases)
    if found is not None:
        return found
    count = count_asked(asked.question.text)
    for quote in evidence.quotes[:_ENUMERATING]:
        announced = listing.announced(asked.documents[quote.upload_id], quote, count)
        if announced is not None and quote.coverage >= ENOUGH_TO_ENUMERATE:
            return Composed(tuple(listing.lines(announced, phrases)))
        if quote.coverage >= ENOUGH_TO_ENUMERATE and (lines := listing.enumerated(quote, phrases, count)):
            return Composed(tuple(lines))
    return None


def _with_lists(chosen: Sequence[Quote], documents: Mapping[str, Document], phrases: Phrases) -> list[Line]:
    """Sentences as lines; one that leads into a list with its items."""
    lines: list[Line] = []
    for quote in chosen:
        found = listing.led_into(documents[quote.upload_id], quote)
        lines += quoted([quote], phrases) if found is None else listing.lines(found, phrases)
    return lines


def is_of_periods(quote: Quote, question: Question, own_years: frozenset[int]) -> bool:
    """Whether a sentence speaks of the period asked; one without a year speaks of that before it, or its document's."""
    if not question.periods:
        return True
    years = {period.year for period in question.periods}
    said = in_head(quote.text) or (in_head(quote.before.text) if quote.before is not None else [])
    return bool(years.intersection(said or own_years))
