"""Every call of the API as data: what to send, and how to read what comes back. No network here."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypedDict, TypeVar
from urllib.parse import quote

from chatdoc.lib.model import DocumentInfo, Passage, Question, document_info
from chatdoc.models.api_package_info_resp import APIPackageInfoResp
from chatdoc.models.parsed_element import ParsedElement
from chatdoc.models.pdf_parse_resp import PDFParseResp
from chatdoc.models.trace import Trace

T = TypeVar("T")
Json = Any
"""Decoded JSON, whose form is known to whoever reads it."""
PAGE_SIZE = 100

# The longest first, as one ends in another.
_ENDINGS = {".docling.json": "docling", ".json": "json", ".html": "html", ".htm": "html"}


@dataclass(frozen=True, slots=True)
class FileToSend:
    """A file of an upload, opened anew whenever it is sent."""

    name: str
    content: Path | bytes


@dataclass(frozen=True, slots=True)
class Call(Generic[T]):
    """One request.

    Attributes:
        read: makes the result from the reply's data.
        repeatable: whether it does no harm when the server receives it twice.
    """

    method: str
    path: str
    read: Callable[[Json], T]
    repeatable: bool
    params: Sequence[tuple[str, str]] = ()
    json: Mapping[str, Any] | None = None
    form: Mapping[str, str] = field(default_factory=dict)
    file: FileToSend | None = None


@dataclass(frozen=True, slots=True)
class Piece(Generic[T]):
    """Some items of a list, and where the next ones begin."""

    items: list[T]
    next_cursor: str | None


class AskOptions(TypedDict, total=False):
    """How a question is to be answered; see the API's documentation of `POST /questions`."""

    history: Sequence[Mapping[str, str]]
    selected_meta: Mapping[str, Any]
    search_entire_doc: bool
    detailed_citation: bool
    language: str
    model_type: str


DocumentLike = DocumentInfo | str
"""A document, or its id."""


def id_of(document: DocumentLike) -> str:
    """The id of a document that may be given as such, too."""
    return document if isinstance(document, str) else document.id


def upload(file: FileToSend, package: str, ocr: str, collection: DocumentLike | None) -> Call[DocumentInfo]:
    """Takes a file in."""
    form = {"package_type": package, "ocr": ocr}
    if collection is not None:
        form["collection_id"] = id_of(collection)
    return Call("POST", "/documents/upload", document_info, repeatable=False, form=form, file=file)


def website(url: str, collection: DocumentLike | None) -> Call[DocumentInfo]:
    """Takes a website in."""
    body = {"website": url}
    if collection is not None:
        body["collection_id"] = id_of(collection)
    return Call("POST", "/documents/website", document_info, repeatable=False, json=body)


def create_collection(name: str) -> Call[DocumentInfo]:
    """Makes an empty collection."""
    return Call("POST", "/collections", document_info, repeatable=False, json={"name": name})


def clone(collection: DocumentLike, documents: Sequence[DocumentLike]) -> Call[list[DocumentInfo]]:
    """Clones documents into a collection."""
    body = {"collection_id": id_of(collection), "upload_ids": [id_of(one) for one in documents]}
    return Call("POST", "/collections/clone-documents", _documents, repeatable=False, json=body)


def get_document(upload_id: str) -> Call[DocumentInfo]:
    """Looks at a document."""
    return Call("GET", _document(upload_id), document_info, repeatable=True)


def list_documents(name: str | None, cursor: str | None) -> Call[Piece[DocumentInfo]]:
    """Lists documents, newest first."""
    return Call("GET", "/documents", _piece(document_info), repeatable=True, params=_params(name=name, cursor=cursor))


def delete_document(upload_id: str) -> Call[None]:
    """Removes a document."""
    return Call("DELETE", _document(upload_id), lambda _: None, repeatable=True)


def download(upload_id: str) -> Call[None]:
    """Opens a document's file."""
    return Call("GET", f"{_document(upload_id)}/download", lambda _: None, repeatable=True)


def watch(upload_id: str) -> Call[None]:
    """Opens the stream of a document's progress."""
    return Call("GET", f"{_document(upload_id)}/events", lambda _: None, repeatable=True)


def export_document(upload_id: str, to: Path, form: str | None) -> Call[None]:
    """Opens a document's export, in the format `form`, or in the one that the ending of `to` names."""
    params = [("format", form or _format_of(to.name.lower()))]
    return Call("GET", f"{_document(upload_id)}/export", lambda _: None, repeatable=True, params=params)


def elements(upload_id: str, pages: Sequence[int] | None) -> Call[list[ParsedElement]]:
    """Reads the parsed elements of some pages."""
    params = [("page", str(page)) for page in pages or ()]
    return Call("GET", f"{_document(upload_id)}/elements", _elements, repeatable=True, params=params)


def parsed(upload_id: str) -> Call[PDFParseResp]:
    """Reads the whole parsed structure."""
    return Call("GET", f"/pdf_parser/{quote(upload_id, safe='')}", _parsed, repeatable=True)


def ask(documents: DocumentLike | Sequence[DocumentLike], question: str, options: AskOptions) -> Call[None]:
    """Opens the stream of an answer."""
    body = {"question": question, "stream": True, **options}
    if isinstance(documents, str | DocumentInfo):
        body["upload_id"] = id_of(documents)
        return Call("POST", "/questions", lambda _: None, repeatable=False, json=body)
    body["upload_ids"] = [id_of(one) for one in documents]
    return Call("POST", "/questions/multi-documents", lambda _: None, repeatable=False, json=body)


def suggested(document: DocumentLike) -> Call[list[str]]:
    """Reads the questions that are suggested for a document."""
    params = [("upload_id", id_of(document))]
    return Call("GET", "/questions/suggested", _texts, repeatable=True, params=params)


def get_question(question_id: int) -> Call[Question]:
    """Reads a question and its answer again."""
    return Call("GET", f"/questions/{question_id}", Question.from_wire, repeatable=True)


def trace(question_id: int) -> Call[Trace]:
    """Reads how an answer came about."""
    return Call("GET", f"/questions/{question_id}/trace", Trace.model_validate, repeatable=True)


def export(question_id: int, to: Path, document: DocumentLike | None) -> Call[None]:
    """Opens an answer's export, in the format that the ending of `to` names: PDF for .pdf, else Markdown."""
    params = [("format", "pdf" if to.suffix.lower() == ".pdf" else "markdown")]
    if document is not None:
        params.append(("upload_id", id_of(document)))
    return Call("GET", f"/questions/{question_id}/export", lambda _: None, repeatable=True, params=params)


def list_questions(document: DocumentLike | None, cursor: str | None) -> Call[Piece[Question]]:
    """Lists questions, newest first."""
    params = _params(upload_id=None if document is None else id_of(document), cursor=cursor)
    return Call("GET", "/questions", _piece(Question.from_wire), repeatable=True, params=params)


def search(documents: DocumentLike | Sequence[DocumentLike], query: str, limit: int) -> Call[list[Passage]]:
    """Searches documents; it changes nothing and costs nothing, so it may be repeated."""
    searched = [documents] if isinstance(documents, str | DocumentInfo) else documents
    body = {"query": query, "upload_ids": [id_of(one) for one in searched], "limit": limit}
    return Call("POST", "/search", _passages, repeatable=True, json=body)


def quota() -> Call[APIPackageInfoResp]:
    """Reads what the user's packages hold."""
    return Call("GET", "/users/quota", _packages, repeatable=True)


def _document(upload_id: str) -> str:
    return f"/documents/{quote(upload_id, safe='')}"


def _format_of(name: str) -> str:
    return next((form for ending, form in _ENDINGS.items() if name.endswith(ending)), "markdown")


def _params(**given: str | None) -> list[tuple[str, str]]:
    return [(name, value) for name, value in {**given, "limit": str(PAGE_SIZE)}.items() if value is not None]


def _piece(read: Callable[[Json], T]) -> Callable[[Json], Piece[T]]:
    return lambda data: Piece([read(item) for item in data["items"]], data.get("next_cursor"))


def _elements(data: Json) -> list[ParsedElement]:
    return [ParsedElement.model_validate(item) for item in data]


def _documents(data: Json) -> list[DocumentInfo]:
    return [document_info(item) for item in data]


def _texts(data: Json) -> list[str]:
    return [str(item) for item in data]


def _parsed(data: Json) -> PDFParseResp:
    return PDFParseResp.model_validate(data)


def _passages(data: Json) -> list[Passage]:
    return [Passage.from_wire(item) for item in data]


def _packages(data: Json) -> APIPackageInfoResp:
    return APIPackageInfoResp.model_validate(data.get("package") or {})
