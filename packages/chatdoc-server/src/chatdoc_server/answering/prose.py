"""Sentences that answer an English question, or an honest refusal with the nearest ones."""

from chatdoc_server.answering import quotes
from chatdoc_server.answering.lines import Composed, Line, quoted, refusal
from chatdoc_server.answering.phrases import Phrases
from chatdoc_server.answering.quotes import Evidence, Quote
from chatdoc_server.answering.typed import holds
from chatdoc_server.questions.periods import in_head
from chatdoc_server.questions.question import Question
from chatdoc_server.questions.wanted import Wanted, wanted

MOST_QUOTES = 3
NEAREST = 1
"""Passages that are quoted beside a refusal."""
ENOUGH = 0.4
"""The least share of a question, its words weighed by rarity, that the best sentence must hold."""
ENOUGH_TYPED = 0.5
"""The same when the question asks for a person, a date, an amount or a place."""
ENOUGH_WITHOUT = 0.65
"""The same when the documents lack one of the question's words altogether."""
ENOUGH_OF_PERSON = 0.85
"""The same when the question is who: another role or another deed is another person."""
FEW = 4
"""Of so many words who is asked for, and fewer, none may be lacking."""


def compose(
    question: Question, evidence: Evidence, phrases: Phrases, *, refuse: bool, own_years: frozenset[int]
) -> Composed:
    """The sentences that answer; when they hold too little of the question, a refusal and the nearest of them.

    Args:
        question: what is asked.
        evidence: the sentences of the passages found.
        phrases: what the service says in its own words.
        refuse: whether the documents are known not to hold the answer.
        own_years: the years that the documents are about; a sentence without a year speaks of these.
    """
    if not evidence.quotes:
        return refusal((), phrases)
    kind = wanted(question.text, "en")
    fit = [
        quote
        for quote in evidence.quotes
        if holds(kind, quote.text, question.text) and is_of_periods(quote, question, kind, own_years)
    ]
    answering = Evidence(tuple(fit), evidence.weights, evidence.absent)
    if refuse or not fit or not is_enough(fit[0], kind, evidence):
        return refusal((fit or evidence.quotes)[:NEAREST], phrases)
    chosen = quotes.choose(answering, MOST_QUOTES)
    return Composed((Line(phrases.lead), *quoted(quotes.in_reading_order(chosen), phrases)))


def is_enough(best: Quote, kind: Wanted, evidence: Evidence) -> bool:
    """Whether the best sentence holds enough of what is asked."""
    needed = ENOUGH if kind in (Wanted.ANYTHING, Wanted.REASON) else ENOUGH_TYPED
    if evidence.absent:
        needed = max(needed, ENOUGH_WITHOUT)
    if kind is Wanted.PERSON:
        needed = max(needed, ENOUGH_OF_PERSON)
        if len(evidence.weights) <= FEW and evidence.weights.keys() - best.covered:
            return False
    return best.coverage >= needed


def is_of_periods(quote: Quote, question: Question, kind: Wanted, own_years: frozenset[int]) -> bool:
    """Whether a sentence that is to state a figure speaks of the period asked; one without a year of its documents'."""
    if not question.periods or not (kind is Wanted.AMOUNT or question.targets):
        return True
    years = {period.year for period in question.periods}
    return bool(years.intersection(in_head(quote.text) or own_years))
