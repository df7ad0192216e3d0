"""Telling that a document can't hold an answer: what the question is about does not occur in it."""

from collections.abc import Iterator, Mapping, Sequence

from chatdoc_server.document import Document
from chatdoc_server.questions.question import Question
from chatdoc_server.questions.words import Stems
from chatdoc_server.retrieval.base import Hit


def absent(question: Question, documents: Mapping[str, Document], hits: Sequence[Hit], stems: Stems) -> tuple[str, ...]:
    """The names and years of a question that occur in none of the documents.

    A name that is written together or apart counts as present ("Footlocker", "Foot Locker"). The passages found are
    read first; the documents as a whole only for what these lack.
    """
    missing = {name: (stems.prefix(name), name.replace("-", "")) for name in question.names}
    missing |= {str(period.year): (str(period.year), f"fy{period.year % 100:02d}") for period in question.periods}
    for text in _texts(documents, hits):
        if not missing:
            break
        lower = text.lower()
        missing = {name: forms for name, forms in missing.items() if not any(form in lower for form in forms)}
        if missing:
            together = lower.replace(" ", "").replace("-", "")
            missing = {name: forms for name, forms in missing.items() if forms[1] not in together}
    return tuple(missing)


def _texts(documents: Mapping[str, Document], hits: Sequence[Hit]) -> Iterator[str]:
    yield "\n".join(text for hit in hits for text in (*hit.passage.headings, hit.passage.text))
    for document in documents.values():
        yield "\n".join(element.text for element in document.elements)
