"""What documents are about as a whole: the names and years that stand on their first page or run along every page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from chatdoc_server.document import FURNITURE, Document, ElementKind
from chatdoc_server.questions import periods
from chatdoc_server.questions.question import Question
from chatdoc_server.questions.words import Stems

_SHORT = 3
"""Pages of a document that needs no cover."""
_OFTEN = 5
_PAGES = 3
"""A name that stands on the first page is a document's own when it stands on one page of so many, `_OFTEN` at least."""
_TITLES = frozenset(
    {
        "chief",
        "executive",
        "officer",
        "director",
        "president",
        "chair",
        "chairman",
        "secretary",
        "vice",
        "head",
        "board",
    }
    | {"ceo", "cfo", "coo", "manager", "treasurer", "counsel", "company", "agreement", "report", "form"}
)


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
    own = "\n".join(_own(document) for document in documents)
    return Subject(
        qualifiers=frozenset(stems.of(name) for name in question.names if name not in _held(question, own, stems)),
        years=frozenset(periods.in_head(own)),
    )


def owned(
    question: Question, documents: Mapping[str, Document], called: Mapping[str, str], stems: Stems
) -> dict[str, frozenset[str]]:
    """For each document the stems of the question's names that are its own: all that it says is about these.

    They stand in a heading of its first page or along its pages, or there and again and again in its text, or it is
    called by them. Titles such as "Chief Executive Officer" name nobody.
    """
    names = frozenset(question.names) - _TITLES
    found: dict[str, frozenset[str]] = {}
    for upload_id, document in documents.items():
        first = names & _held(question, _own(document), stems)
        headed = _held(question, f"{called.get(upload_id, '')}\n{_headed(document)}", stems)
        often = max(_OFTEN, len(document.pages) // _PAGES)
        again = (name for name in first - headed if document.lower_text.count(stems.prefix(name)) >= often)
        found[upload_id] = frozenset(map(stems.of, (*(names & headed), *again)))
    return found


def meant(
    question: Question, documents: Mapping[str, Document], called: Mapping[str, str], stems: Stems
) -> dict[str, frozenset[str]]:
    """Those of several documents that a question names, in their order, each with the names that tell it apart.

    None when it names none, or all alike. A document is named by what stands on its first page or runs along its pages,
    and by what it is called; only a name that not all of them share tells them apart.
    """
    held = {
        upload_id: _held(question, f"{called.get(upload_id, '')}\n{_own(document)}", stems)
        for upload_id, document in documents.items()
    }
    shared = frozenset(question.names).intersection(*held.values())
    return {upload_id: names - shared for upload_id, names in held.items() if names - shared}


def own_text(documents: Iterable[Document]) -> str:
    """What says what some documents are about, in lower case.

    The headings of their first pages, and what runs along every page; of long ones all of their first pages but tables.
    """
    covers = (
        element.text
        for document in documents
        if len(document.pages) > _SHORT
        for element in document.opening
        if element.page == 0 and element.table is None
    )
    return "\n".join((*map(_headed, documents), *covers)).lower()


def _own(document: Document) -> str:
    """What stands on a document's first page or runs along every page."""
    return "\n".join(dict.fromkeys(element.text for element in document.opening))


def _headed(document: Document) -> str:
    """The headings of a document's first page, and what runs along every page."""
    texts = (
        element.text for element in document.opening if element.kind in FURNITURE or element.kind is ElementKind.HEADING
    )
    return "\n".join(dict.fromkeys(texts))


def _held(question: Question, text: str, stems: Stems) -> frozenset[str]:
    """The names in a question that stand in a text, written together or apart."""
    lower = text.lower()
    together = lower.replace(" ", "").replace("-", "")
    return frozenset(
        name for name in question.names if stems.prefix(name) in lower or name.replace("-", "") in together
    )
