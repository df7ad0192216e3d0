"""Answers to questions in languages other than English: sentences and rows that share the question's terms."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

from chatdoc_server.answering.lines import Composed, Line, decided, quoted, refusal
from chatdoc_server.answering.phrases import Phrases
from chatdoc_server.answering.prose import definitions
from chatdoc_server.answering.prose.quotes import Evidence, Quote, choose, in_reading_order, read, sentences_of
from chatdoc_server.answering.prose.recall import Level, by_meaning, enough, level
from chatdoc_server.answering.prose.typed import holds
from chatdoc_server.answering.prose.verdicts import arabic, chinese
from chatdoc_server.answering.prose.verdicts.clauses import taken_up
from chatdoc_server.answering.tables import cells, rows
from chatdoc_server.answering.tables import chinese as eastern
from chatdoc_server.answering.tables.tabular import Tabular
from chatdoc_server.document import Document
from chatdoc_server.indexing.embedding.base import Embedder
from chatdoc_server.languages.scripts import weight
from chatdoc_server.questions.answer_types import definition, wanted, wants_verdict
from chatdoc_server.questions.plain import PlainQuestion
from chatdoc_server.questions.plain import read as take_apart
from chatdoc_server.retrieval.base import Hit

MOST_QUOTES = 2
_DECIDING = 12
"""Of how many of the best sentences one may say yes or no."""
_READ = 3
"""Of how many of the best passages the documents are read to weigh terms."""
_CHARACTERS = 200
"""Characters of a usual paragraph in an alphabet."""
_PAIR = 2
"""Characters of a term of Chinese, Japanese or Korean."""
_CHINESE = "zh"
_SCRAP = 12
"""Letters; what is shorter and ends without a full stop is a label."""
_ENDS = (".", "!", "?", "。", "！", "？", "؟", "।", "…", ":", "；", ";")


def compose(
    text: str,
    language: str,
    documents: Mapping[str, Document],
    hits: Sequence[Hit],
    phrases: Phrases,
    embedder: Embedder | None = None,
) -> Composed:
    """The answer to a question from passages of documents in its own language.

    Without an embedder words that are shared have to do.
    """
    of_documents = next((documents[hit.upload_id].language for hit in hits), "")
    question = take_apart(text, language, of_documents)
    evidence = gather(question, documents, hits)
    return _directly(text, language or of_documents, documents, hits, evidence, phrases) or _by_terms(
        question, evidence, documents, hits, phrases, embedder
    )


def _directly(
    text: str,
    language: str,
    documents: Mapping[str, Document],
    hits: Sequence[Hit],
    evidence: Evidence,
    phrases: Phrases,
) -> Composed | None:
    """The answer as a figure, a definition, a yes or no, or a table's cell; None where none is asked for and stated."""
    if (figured := _in_figures(text, language, documents, hits, phrases)) is not None:
        return figured
    if (term := definition(text, language)) is not None:
        found = {hit.upload_id: documents[hit.upload_id] for hit in hits}
        if (defined := definitions.compose(term.term, language, found, hits, phrases)) is not None:
            return defined
    if wants_verdict(text, language) and (decided := _decided(text, language, documents, evidence, phrases)):
        return decided
    return cells.compose(text, language, documents, hits, phrases)


def _by_terms(
    question: PlainQuestion,
    evidence: Evidence,
    documents: Mapping[str, Document],
    hits: Sequence[Hit],
    phrases: Phrases,
    embedder: Embedder | None,
) -> Composed:
    """The sentences or the row that hold most of a question's terms, or a refusal."""
    text, language = question.text, question.language
    kind = wanted(text, language)
    fit = tuple(quote for quote in evidence.quotes if holds(kind, quote.text, text, language))
    nearest = evidence.quotes[:1]
    evidence = replace(evidence, quotes=by_meaning(question, replace(evidence, quotes=fit), embedder))
    found = rows.best_rows(question, evidence.weights, documents, hits)
    chosen = choose(evidence, MOST_QUOTES)
    told = frozenset(key for quote in chosen for key in quote.covered)
    if _lacks_names(question, evidence):
        return refusal(chosen[:1] or nearest, phrases)
    if found and evidence.coverage(found[0].covered) >= max(enough(evidence), evidence.coverage(told)):
        stated = [line for row in found[:MOST_QUOTES] for line in rows.lines(row, documents[row.upload_id])]
        return Composed((Line(phrases.lead), *stated))
    said = level(question, evidence, chosen, embedder) if chosen else Level.UNSAID
    if said is Level.UNSAID:
        return refusal(chosen[:1] or nearest, phrases)
    lead = phrases.lead if said is Level.SAID else phrases.closest
    return Composed((Line(lead), *quoted(in_reading_order(chosen, evidence), phrases)))


def _decided(
    text: str, language: str, documents: Mapping[str, Document], evidence: Evidence, phrases: Phrases
) -> Composed | None:
    """Yes or no by the sentences that say so; None where none does, or where two disagree."""
    said: dict[bool, Quote] = {}
    for quote in evidence.quotes[:_DECIDING]:
        over = taken_up(documents[quote.upload_id], quote.place)
        found = (
            chinese.verdict(text, quote.text, " ".join(over))
            if language == _CHINESE
            else arabic.verdict(text, quote.text)
        )
        if found is not None:
            said.setdefault(found, quote)
    return decided(said, phrases, "。" if language == _CHINESE else ". ")


def _in_figures(
    text: str, language: str, documents: Mapping[str, Document], hits: Sequence[Hit], phrases: Phrases
) -> Composed | None:
    """The answer that is computed from cells, or read off a statement; None where the question asks for neither."""
    named = dict.fromkeys(hit.upload_id for hit in hits)
    read = {upload_id: documents[upload_id] for upload_id in named}
    tables = Tabular(text, language, read, hits, named)
    stated = eastern.compose(text, read, hits, phrases) if language == _CHINESE and read else None
    if stated is not None and not stated.refused:
        return stated
    return tables.computed(phrases) or stated


def gather(question: PlainQuestion, documents: Mapping[str, Document], hits: Sequence[Hit]) -> Evidence:
    """Every sentence of the best passages with its score, best first; see `quotes.gather`."""
    weights, absent = _weights(question, documents, hits)
    total = sum(weights.values()) or 1.0
    found: list[Quote] = []
    for rank, hit in read(hits):
        headed = question.held(" ".join(hit.passage.headings[-2:]))
        before: Quote | None = None
        for spans, text in sentences_of(documents[hit.upload_id], hit):
            held = question.held(text)
            share = sum(weights[key] for key in held) + 0.4 * sum(weights[key] for key in headed - held)
            score = share / total + 0.45 / (1 + rank / 3) + _form(question, text)
            before = Quote(hit.upload_id, spans, text, held, score, near=headed - held, before=before)
            found.append(before)
    found.sort(key=lambda quote: -quote.score)
    return Evidence(tuple(found), weights, absent)


def _weights(
    question: PlainQuestion, documents: Mapping[str, Document], hits: Sequence[Hit]
) -> tuple[dict[str, float], frozenset[str]]:
    """The question's terms with their rarity in the documents found first, and those that occur nowhere in them."""
    first = dict.fromkeys(hit.upload_id for hit in hits[:_READ])
    text = "\n".join(question.normal(element.text) for name in first for element in documents[name].elements)
    size = max(1, weight(text) // _CHARACTERS)
    counts = {term.key: text.count(term.probe) for term in question.terms}
    weights = {key: math.log(1 + size / (count + 0.5)) for key, count in counts.items()}
    # Pairs of characters also cross from word to word: one that stands nowhere need not be a word that is lacking.
    crossing = {term.key for term in question.terms if len(term.key) == _PAIR and not counts[term.key] and term.inside}
    weights |= dict.fromkeys(crossing, math.log(1 + size / 1.5) / 2)
    return weights, frozenset(key for key, count in counts.items() if not count) - crossing


def _lacks_names(question: PlainQuestion, evidence: Evidence) -> bool:
    """Whether the documents hold none of a name or year that the question is about."""
    return bool(evidence.absent & (question.names | set(question.years)))


def _form(question: PlainQuestion, text: str) -> float:
    """What a sentence's form adds to its score."""
    score = 0.0
    if question.wants_figure:
        score += 0.1 if any(character.isdigit() for character in text) else -0.1
    if not text.rstrip("\"'”’»」』）) ").endswith(_ENDS) and weight(text) < _SCRAP:
        score -= 0.3
    return score
