"""What documents are about as a whole: the names and years that stand on their first page or run along every page."""

from collections.abc import Iterable
from dataclasses import dataclass

from chatdoc_server.document import FURNITURE, NO_PAGE, Document
from chatdoc_server.questions import periods
from chatdoc_server.questions.question import Question
from chatdoc_server.questions.words import Stems

_FIRST = 8
"""Elements at the beginning of a document without pages that stand for its first page."""


@dataclass(frozen=True, slots=True)
class Subject:
    """The subject of some documents, seen from a question.

    `qualifiers` are stems of the names in the question that are not the documents' own: a segment, a product, a place
    that an answer must be about. `years` are the documents' own: what states no year speaks of them.
    """

    qualifiers: frozenset[str]
    years: frozenset[int]


def subject(question: Question, documents: Iterable[Document], stems: Stems) -> Subject:
    """What some documents are about, all together."""
    own = "\n".join(
        element.text
        for document in documents
        for element in document.elements
        if element.page == 0 or element.kind in FURNITURE or (element.page == NO_PAGE and element.index < _FIRST)
    )
    lower = own.lower()
    together = lower.replace(" ", "").replace("-", "")
    return Subject(
        qualifiers=frozenset(
            stems.of(name)
            for name in question.names
            if stems.prefix(name) not in lower and name.replace("-", "") not in together
        ),
        years=frozenset(periods.in_head(own)),
    )
