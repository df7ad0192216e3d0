"""Answers without a model: figures read off table cells, sentences quoted word for word, or an honest refusal."""

import asyncio
from collections.abc import AsyncGenerator, Mapping, Sequence
from dataclasses import replace

from chatdoc_server.answering.base import AnswerEvent, Citation, Inquiry, TextDelta
from chatdoc_server.answering.language import answered_in, language_of
from chatdoc_server.answering.lines import Composed, Line
from chatdoc_server.answering.parts import of_each, parted
from chatdoc_server.answering.phrases import Phrases, phrases_for
from chatdoc_server.answering.prose import english as prose
from chatdoc_server.answering.prose import meaning, plain, quotes, sections, selection, summary
from chatdoc_server.answering.prose.refusal import absent, unknown
from chatdoc_server.answering.subject import Subject, meant, names_of_others, own_years, owned
from chatdoc_server.answering.tables.computed import answers as computed_answers
from chatdoc_server.answering.tables.figures import FigureFinder
from chatdoc_server.answering.tables.lookup import lookups, wish_of
from chatdoc_server.answering.tables.tabular import Tabular
from chatdoc_server.document import Document
from chatdoc_server.indexing.embedding.choice import ENGLISH, Embedders
from chatdoc_server.questions.answer_types import definition, wants_summary
from chatdoc_server.questions.formulas.computation import asks_how_much, planned
from chatdoc_server.questions.formulas.manner import manner
from chatdoc_server.questions.question import Question, understand
from chatdoc_server.questions.words import Stems
from chatdoc_server.retrieval.base import Hit
from chatdoc_server.retrieval.fairness import strong


class ExtractiveAnswerer:
    """Answers from the documents' own words alone; needs no language model and no network.

    It states nothing that it does not cite: every figure with its cell, every sentence with its words.
    What is computed comes with its formula and every cell that went into it; when an operand is missing, the others are
    stated and said to be inputs.

    Args:
        embedders: compare questions with sentences; without them shared words and the ranking of passages have to do.
    """

    def __init__(self, embedders: Embedders | None = None) -> None:
        self._embedders = embedders

    async def answer(self, inquiry: Inquiry) -> AsyncGenerator[AnswerEvent, None]:
        """The answer, a line at a time. It never fails on what the documents hold or lack."""
        composed = await asyncio.to_thread(compose, inquiry, self._embedders)
        if composed.formula is not None:
            yield composed.formula
        for number, line in enumerate(composed.lines):
            named = _named(line, inquiry)
            yield TextDelta(named.text if number == 0 else f"\n{named.text}", own=not named.supports)
            if named.supports:
                yield Citation(named.supports)


def compose(inquiry: Inquiry, embedders: Embedders | None = None) -> Composed:
    """The whole answer, and whether it is a refusal."""
    language = language_of(inquiry.question, [document.language for document in inquiry.documents.values()])
    phrases = phrases_for(answered_in(inquiry.language, inquiry.question, language))
    selected = selection.compose(inquiry, language, phrases)
    composed = selected or sections.compose(inquiry.question, inquiry.documents, phrases)
    if composed is None and wants_summary(inquiry.question, language):
        composed = summary.compose(inquiry.question, language, inquiry.documents, phrases)
    composed = composed or _in_parts(inquiry, language, phrases, embedders)
    if composed.refused:
        composed = sections.numbered(inquiry.question, inquiry.documents, phrases) or composed
    if composed.refused:
        # Who asks about a selection gets at least that.
        composed = _with_selection(composed, selection.whole(inquiry, phrases), phrases)
        if not inquiry.within_documents:
            composed = Composed((composed.lines[0], Line(phrases.only_documents), *composed.lines[1:]), refused=True)
    return composed


def _with_selection(refused: Composed, whole: Composed | None, phrases: Phrases) -> Composed:
    return refused if whole is None else Composed((Line(phrases.not_stated), *whole.lines), refused=True)


def _in_parts(inquiry: Inquiry, language: str, phrases: Phrases, embedders: Embedders | None) -> Composed:
    """The answers to all that a message asks, one by one; of what has none, the question and that it is not stated."""
    if len(inquiry.documents) > 1 and (single := of_each(inquiry.question, language)):
        apart = _of_each(replace(inquiry, question=single), language, phrases, embedders)
        if not apart.refused:
            return apart
    questions = parted(inquiry.question, language)
    if len(questions) == 1:
        return _from_all(replace(inquiry, question=questions[0]), language, phrases, embedders)
    answers = [_from_all(replace(inquiry, question=one), language, phrases, embedders) for one in questions]
    if all(answer.refused for answer in answers):
        return _from_all(inquiry, language, phrases, embedders)
    lines: list[Line] = []
    for question, answer in zip(questions, answers, strict=True):
        lines += [Line(f"{question} {phrases.not_stated}")] if answer.refused else answer.lines
    formulas = [answer.formula for answer in answers if answer.formula is not None]
    return Composed(tuple(dict.fromkeys(lines)), formula=formulas[0] if formulas else None)


def _of_each(inquiry: Inquiry, language: str, phrases: Phrases, embedders: Embedders | None) -> Composed:
    """The answers of each document to the same question, each as if that one were asked alone."""
    lines: list[Line] = []
    answers: list[Composed] = []
    for upload_id, document in inquiry.documents.items():
        hits = [hit for hit in inquiry.hits if hit.upload_id == upload_id]
        alone = replace(inquiry, documents={upload_id: document}, hits=hits)
        answers.append(_from_all(alone, language, phrases, embedders))
        missing = Line(f"{inquiry.names.get(upload_id, '')}: {phrases.not_stated}".removeprefix(": "))
        lines += [missing] if answers[-1].refused else answers[-1].lines
    formulas = [answer.formula for answer in answers if answer.formula is not None]
    refused = all(answer.refused for answer in answers)
    return Composed(tuple(dict.fromkeys(lines)), refused, formulas[0] if formulas else None)


def _from_all(inquiry: Inquiry, language: str, phrases: Phrases, embedders: Embedders | None) -> Composed:
    """The answer from all that was found: by words in documents of the question's language, by meaning in others."""
    documents = inquiry.documents
    languages = ENGLISH if language in ENGLISH else {language, ""}
    own = [hit for hit in inquiry.hits if documents[hit.upload_id].language in languages]
    others = [hit for hit in inquiry.hits if documents[hit.upload_id].language not in languages]
    composed = None
    if own or not others:
        composed = (
            _in_english(inquiry, own, phrases, embedders)
            if language in ENGLISH
            else plain.compose(
                inquiry.question, language, documents, own, phrases, embedders.multilingual if embedders else None
            )
        )
    if others and (composed is None or composed.refused):
        crossed = meaning.compose(
            inquiry.question, documents, others, phrases, embedders.multilingual if embedders else None
        )
        composed = crossed if composed is None or not crossed.refused else composed
    return composed or Composed((Line(phrases.not_stated),), refused=True)


def _named(line: Line, inquiry: Inquiry) -> Line:
    """A line that is cited, with the name of the document it is from where several were asked."""
    names = dict.fromkeys(inquiry.names.get(support.upload_id, "") for support in line.supports)
    name = ", ".join(filter(None, names))
    return Line(f"{name}: {line.text}", line.supports) if name and len(inquiry.documents) > 1 else line


def _in_english(inquiry: Inquiry, hits: Sequence[Hit], phrases: Phrases, embedders: Embedders | None) -> Composed:
    """The answer to a question that is taken apart by English grammar and vocabulary, from English documents."""
    stems = Stems()
    question = understand(inquiry.question, stems)
    names = dict.fromkeys(hit.upload_id for hit in hits) or dict.fromkeys(inquiry.documents)
    documents = {name: inquiry.documents[name] for name in names}
    missing = absent(question, documents, hits, stems)
    strange = unknown(question, documents, hits, stems)
    figured = None if missing or strange else _in_figures(inquiry, question, documents, hits, stems, phrases)
    if figured is not None and (figured.ambiguous or not figured.refused):
        return figured
    own = owned(question, documents, inquiry.names, stems)
    evidence = quotes.gather(question, documents, hits, stems, own)
    found_for = prose.Asked(
        question,
        documents,
        hits,
        evidence,
        own_years(documents.values()),
        own,
        stems,
        strange,
        embedders.english if embedders else None,
    )
    told = prose.compose(found_for, phrases, refuse=bool(missing))
    # Which operand is lacking says more than that the answer is not stated.
    return figured if figured is not None and told.refused else told


def _in_figures(
    inquiry: Inquiry,
    question: Question,
    documents: Mapping[str, Document],
    hits: Sequence[Hit],
    stems: Stems,
    phrases: Phrases,
) -> Composed | None:
    """The answer that consists of figures, computed or read off cells; None when figures do not answer the question."""
    term = definition(question.text, "en")
    if term is not None and term.explicit:
        return None
    named = meant(question, documents, inquiry.names, stems)
    # What names a document was heeded by choosing it; it names no figure in it.
    told = frozenset[str]().union(*named.values())
    asked = replace(question, names=tuple(name for name in question.names if name not in told))
    others = names_of_others(question, documents.values(), stems)
    finders = [_finder(asked, one, documents, hits, others, stems) for one in named or strong(hits) or documents]
    tables = Tabular(inquiry.question, "en", documents, hits, named or documents)
    wish = wish_of(asked, manner(inquiry.question, in_percent=False), stems)
    computation = planned(inquiry.question)
    if question.wants_prose and (computation is None or not asks_how_much(inquiry.question)):
        return tables.computed(phrases)
    computed = None if computation is None else computed_answers(computation, finders, phrases)
    if computed is not None and not computed.refused:
        return computed
    made = tables.computed(phrases)
    if made is None or (made.refused and computed is not None):
        made = computed
    if made is not None:
        return made
    # A row and a column that are both named say more than a row that is named like the column.
    if not asked.targets and (crossed := tables.crossed(phrases)) is not None and not crossed.refused:
        return crossed
    lines = lookups(asked, finders, wish, stems, phrases)
    return Composed(lines) if lines else tables.stated(phrases)


def _finder(
    question: Question,
    upload_id: str,
    documents: Mapping[str, Document],
    hits: Sequence[Hit],
    others: frozenset[str],
    stems: Stems,
) -> FigureFinder:
    """Finds the figures of one document; what another document is about does not qualify them."""
    own = Subject(others, own_years([documents[upload_id]]))
    found = [hit for hit in hits if hit.upload_id == upload_id]
    return FigureFinder(question, {upload_id: documents[upload_id]}, found, own, stems)
