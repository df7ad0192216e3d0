"""What documents are about as a whole: the names and years that stand on their first page or run along every page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

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


def names_of_others(question: Question, documents: Iterable[Document], stems: Stems) -> frozenset[str]:
    """The stems of the names in a question that are none of the documents' own."""
    own = frozenset[str]().union(*(_held(question, stems, document.once(_own)) for document in documents))
    return frozenset(stems.of(name) for name in question.names if name not in own)


def own_years(documents: Iterable[Document]) -> frozenset[int]:
    """The years that some documents are about, all together."""
    return frozenset[int]().union(*(document.once(_years) for document in documents))


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
        first = names & _held(question, stems, document.once(_own))
        headed = _held(question, stems, _text(called.get(upload_id, "")), document.once(_headed))
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
        upload_id: _held(question, stems, _text(called.get(upload_id, "")), document.once(_own))
        for upload_id, document in documents.items()
    }
    shared = frozenset(question.names).intersection(*held.values())
    return {upload_id: names - shared for upload_id, names in held.items() if names - shared}


def own_text(documents: Iterable[Document]) -> str:
    """What says what some documents are about, in lower case.

    The headings of their first pages, and what runs along every page; of long ones all of their first pages but tables.
    """
    return "\n".join(text for document in documents for text in (document.once(_headed).lower, document.once(_cover)))


class _Text(NamedTuple):
    """A text in lower case, and the same without spaces and hyphens."""

    lower: str
    together: str


def _text(text: str) -> _Text:
    lower = text.lower()
    return _Text(lower, lower.replace(" ", "").replace("-", ""))


def _own(document: Document) -> _Text:
    """What stands on a document's first page or runs along every page."""
    return _text("\n".join(dict.fromkeys(element.text for element in document.opening)))


def _years(document: Document) -> frozenset[int]:
    """The years in that."""
    return frozenset(periods.in_head(document.once(_own).lower))


def _headed(document: Document) -> _Text:
    """The headings of a document's first page, and what runs along every page."""
    texts = (
        element.text for element in document.opening if element.kind in FURNITURE or element.kind is ElementKind.HEADING
    )
    return _text("\n".join(dict.fromkeys(texts)))


def _cover(document: Document) -> str:
    """All of a long document's first page but tables, in lower case."""
    if len(document.pages) <= _SHORT:
        return ""
    return "\n".join(one.text for one in document.opening if one.page == 0 and one.table is None).lower()


def _held(question: Question, stems: Stems, *texts: _Text) -> frozenset[str]:
    """The names in a question that stand in one of some texts, written together or apart."""
    return frozenset(
        name
        for name in question.names
        for text in texts
        if stems.prefix(name) in text.lower or name.replace("-", "") in text.together
    )
