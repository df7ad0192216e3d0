"""What the client hands out: plain, immutable data."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple, Self

READY = 300


class Rect(NamedTuple):
    """A rectangle on a page, in points from the page's top left corner as it is displayed."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Block:
    """A block of an HTML-like document: its `data-index`, and its XPath where the server gives one."""

    index: int
    xpath: str = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """A place that supports an answer.

    Attributes:
        source: the place in the answer's `source_info`, which markers in the text refer to.
        upload_id: the document.
        page: 0-based; None for documents without pages.
        rectangles: where on the page.
        blocks: for HTML-like documents, which blocks.
    """

    source: int
    upload_id: str
    page: int | None = None
    rectangles: tuple[Rect, ...] = ()
    blocks: tuple[Block, ...] = ()


def citations(source_info: Iterable[Mapping[str, Any]]) -> tuple[Citation, ...]:
    """Typed citations of a `source_info`, one for each page that an item names."""
    return tuple(one for source, item in enumerate(source_info) for one in _item(source, item))


def _item(source: int, item: Mapping[str, Any]) -> list[Citation]:
    upload_id = str(item.get("upload_id", ""))
    found: list[Citation] = []
    blocks: list[Block] = [Block(int(index)) for index in item.get("indexes", [])]
    for name, places in item.items():
        if not name.isdecimal():
            continue
        rectangles = tuple(Rect(*place[:4]) for place in places if isinstance(place, list))
        blocks += [Block(int(name), str(place.get("xpath", ""))) for place in places if isinstance(place, dict)]
        if rectangles:
            found.append(Citation(source, upload_id, int(name), rectangles))
    if blocks or not found:
        found.append(Citation(source, upload_id, blocks=tuple(blocks)))
    return found


@dataclass(frozen=True, slots=True)
class FormulaInput:
    """A figure that went into a computation: what it is called, its value, and the places it is from."""

    label: str
    value: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Formula:
    """How a figure of an answer was computed, in words and figures, and from what."""

    text: str
    inputs: tuple[FormulaInput, ...]

    @classmethod
    def from_wire(cls, data: Mapping[str, Any] | None) -> Self | None:
        """Reads a formula; None where there is none."""
        if not data:
            return None
        inputs = (
            FormulaInput(one["label"], one["value"], citations([one["source"]] if one.get("source") else []))
            for one in data["inputs"]
        )
        return cls(data["text"], tuple(inputs))


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a document has come."""

    status: int
    stage: str = ""
    pages_done: int = 0
    pages_total: int | None = None

    @classmethod
    def from_wire(cls, event: Mapping[str, Any]) -> Self:
        """Reads an event of a document's progress."""
        return cls(
            status=event["status"],
            stage=event.get("stage") or "",
            pages_done=event.get("pages_done") or 0,
            pages_total=event.get("pages_total"),
        )

    @property
    def is_final(self) -> bool:
        """Whether nothing more will happen."""
        return is_final(self.status)


def is_final(status: int) -> bool:
    """Whether a document with this status is ready or has failed."""
    return status < 0 or status >= READY


@dataclass(frozen=True)
class DocumentInfo:
    """What is known of a document or collection.

    Attributes:
        id: what other calls name it by.
        name: the file's name.
        status: 300 and above is ready, below 0 has failed, all else is on its way.
        created_at: Unix seconds.
        type: `single_doc`, `collection` or `doc_of_collection`.
        error: why it failed.
        members: a collection's documents.
    """

    id: str
    name: str
    status: int
    created_at: int
    type: str
    error: str = ""
    members: tuple["DocumentInfo", ...] = ()

    @property
    def ready(self) -> bool:
        """Whether it can be asked."""
        return self.status >= READY

    @property
    def failed(self) -> bool:
        """Whether it could not be taken in."""
        return self.status < 0


def document_info(data: Mapping[str, Any]) -> DocumentInfo:
    """Reads a document as the server describes it."""
    error = data.get("error_msg") or {}
    return DocumentInfo(
        id=data["id"],
        name=data["name"],
        status=data["status"],
        created_at=data["created_at"],
        type=data["type"],
        error=error.get("error_msg") or "",
        members=tuple(document_info(one) for one in data.get("documents") or ()),
    )


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage that a search found.

    Attributes:
        page: 0-based; None for documents without pages.
        score: larger fits better; comparable within one search only.
        headings: what it stands under, outermost first.
        citations: where it stands.
        elements: indexes into the parsed structure.
    """

    upload_id: str
    page: int | None
    score: float
    text: str
    headings: tuple[str, ...]
    citations: tuple[Citation, ...]
    elements: tuple[int, ...]

    @classmethod
    def from_wire(cls, data: Mapping[str, Any]) -> Self:
        """Reads a search result."""
        return cls(
            upload_id=data["upload_id"],
            page=data["page"],
            score=data["score"],
            text=data["text"],
            headings=tuple(data["headings"]),
            citations=citations([data["source"]]),
            elements=tuple(data["elements"]),
        )


@dataclass(frozen=True, slots=True)
class Question:
    """A question that was asked, with its answer so far.

    Attributes:
        citations: the places that support the answer.
        unsupported: sentences of the answer that nothing in the documents supports.
        formula: how a figure of the answer was computed; None where none was.
    """

    id: int
    question: str
    answer: str
    created_at: int
    type: str
    model: str
    citations: tuple[Citation, ...]
    unsupported: tuple[str, ...] = ()
    formula: Formula | None = None

    @classmethod
    def from_wire(cls, data: Mapping[str, Any]) -> Self:
        """Reads a stored question."""
        return cls(
            id=data["id"],
            question=data["question"],
            answer=data["answer"],
            created_at=data["created_at"],
            type=data["type"],
            model=data["model_type"],
            citations=citations(data["source_info"] or ()),
            unsupported=tuple(data.get("unsupported") or ()),
            formula=Formula.from_wire(data.get("formula")),
        )
