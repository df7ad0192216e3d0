"""Telling that a document can't hold an answer: what the question is about does not occur in it."""

from collections.abc import Mapping

from chatdoc_server.answering.question import Question
from chatdoc_server.answering.terms import Stems
from chatdoc_server.document import Document


def absent(question: Question, documents: Mapping[str, Document], stems: Stems) -> tuple[str, ...]:
    """The names and years of a question that occur in none of the documents.

    A name that is written together or apart counts as present ("Footlocker", "Foot Locker"), and so does an
    abbreviation of names that stand side by side.
    """
    lower = "\n".join(element.text for document in documents.values() for element in document.elements).lower()
    together = None
    missing: list[str] = []
    for name in question.names:
        if stems.prefix(name) in lower:
            continue
        if together is None:
            together = lower.replace(" ", "").replace("-", "")
        if name.replace("-", "") not in together:
            missing.append(name)
    years = dict.fromkeys(period.year for period in question.periods)
    missing += [str(year) for year in years if str(year) not in lower and f"fy{year % 100:02d}" not in lower]
    return tuple(missing)
