"""Figures of Chinese reports: computed or read off their statements through the vocabulary of questions.chinese."""

from collections.abc import Mapping, Sequence

from chatdoc_server.answering.base import Support
from chatdoc_server.answering.lines import Composed, Line
from chatdoc_server.answering.phrases import Phrases
from chatdoc_server.answering.subject import Subject, names_of_others, own_text, own_years
from chatdoc_server.answering.tables import computed
from chatdoc_server.answering.tables.figure import Figure
from chatdoc_server.answering.tables.figures import FigureFinder
from chatdoc_server.document import Document
from chatdoc_server.languages.normalisation import normalised
from chatdoc_server.questions import periods
from chatdoc_server.questions.chinese import in_english, item_asked, planned_in_chinese, qualifiers
from chatdoc_server.questions.question import target_of, understand
from chatdoc_server.questions.words import Stems
from chatdoc_server.retrieval.base import Hit

_MOST_PERIODS = 4


def compose(question: str, documents: Mapping[str, Document], hits: Sequence[Hit], phrases: Phrases) -> Composed | None:
    """The answer of a Chinese report's figures; None where the question names no item of statements, or more than that.

    A segment or a place that the question names is no item of a statement: the tables that name it answer then.
    """
    own = normalised(own_text(documents.values()), "zh")
    if any(not _stands(name, own) for name in qualifiers(question)):
        return None
    stems = Stems()
    english = understand(in_english(question), stems)
    about = Subject(names_of_others(english, documents.values(), stems), own_years(documents.values()))
    finder = FigureFinder(english, documents, hits, about, stems)
    plan = planned_in_chinese(question)
    if plan is not None:
        return computed.answers(plan, [finder], phrases)
    item = item_asked(question)
    if item is None:
        return None
    target = target_of(item)
    asked = periods.asked(question)[:_MOST_PERIODS] or (None,)
    found = finder.find(target, asked)
    lines = tuple(
        _line(figure, is_one_of_several=bool(rivals))
        for period, figures in zip(asked, found, strict=True)
        for rivals in (finder.rivals(target, period, figures[0]) if len(figures) == 1 else [],)
        for figure in (*figures, *rivals)
    )
    return Composed(lines) if lines and all(found) else None


def _stands(name: str, own: str) -> bool:
    """Whether a document is about what a question names, as its pairs of characters tell."""
    return all(name[start : start + 2] in own for start in range(len(name) - 1))


def _line(figure: Figure, *, is_one_of_several: bool) -> Line:
    """A figure with its period and unit, as it is printed; one of several with what its table is called."""
    head = f"（{figure.head.text}）" if figure.head.text else ""
    place = f" – {figure.place}" if is_one_of_several and figure.place else ""
    amount = " ".join(filter(None, (figure.unit.currency, figure.printed, figure.unit.scale)))
    return Line(f"{figure.label}{head}：{amount}{place}", (Support(figure.upload_id, (figure.span,)),))
