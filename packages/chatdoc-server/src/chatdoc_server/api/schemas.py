"""What goes over the wire. Names, types and limits are those that clients of the hosted service rely on."""

from enum import StrEnum
from typing import Annotated, Any, Generic, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from chatdoc_server.document import ElementKind
from chatdoc_server.errors import DocumentStatus

Data = TypeVar("Data")

Uuid = Annotated[str, Field(min_length=36, max_length=36)]


class Envelope(BaseModel, Generic[Data]):
    """Every JSON reply that succeeds."""

    status: Literal["ok"] = "ok"
    data: Data


class Problem(BaseModel):
    """A reply that says what was wrong with the request."""

    detail: str


class Gone(BaseModel):
    """The reply for anything that is not there, or not yours."""

    data: dict[str, Any]
    detail: str


class ForbiddenResp(BaseModel):
    """The reply for an action that is not allowed; `data.reason` says why when the user is blocked."""

    detail: str
    data: dict[str, Any] = {}


def _parted(value: object) -> object:
    return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value


class UploadType(StrEnum):
    """What an upload id stands for."""

    COLLECTION = "collection"
    SINGLE_DOC = "single_doc"
    DOC_OF_COLLECTION = "doc_of_collection"


class UploadPackageType(StrEnum):
    """How deeply a document is read, and from which package its pages are paid."""

    ELITE = "elite"
    BASIC = "basic"
    LITE = "lite"


class UploadOcrType(StrEnum):
    """Which pages are read by character recognition."""

    DISABLE = "disable"
    AUTO = "auto"
    FORCE = "force"


class APIAIModelEnum(StrEnum):
    """Which model answers, and which package pays for it."""

    DEFAULT = "default"
    GPT_4 = "gpt-4"
    GPT_4O = "gpt-4o"
    GPT_35_TURBO = "gpt-3.5-turbo"
    GPT_4O_MINI = "gpt-4o-mini"


class ChatRoleEnum(StrEnum):
    """Who said a message."""

    ASSISTANT = "assistant"
    USER = "user"


class InteractionType(StrEnum):
    """What a question was asked of: a document, or a selection in it."""

    SELECT = "select"
    DOC = "doc"


class DocumentErrorMessage(BaseModel):
    """Why a document could not be taken in."""

    error_code: int | None = None
    error_msg: str | None = None
    page_num: int | None = None
    ocr_page_num: int | None = None


class APIUploadResp(BaseModel):
    """One document or collection, in short."""

    id: str
    status: DocumentStatus
    name: str
    created_at: int
    type: UploadType


class APICollectionOrUploadResp(APIUploadResp):
    """One document or collection with all that is known of it."""

    documents: list[APIUploadResp] | None = None
    error_msg: DocumentErrorMessage | None = None
    ocr_type: UploadOcrType | None = None


class WebsiteReq(BaseModel):
    """A website to take in."""

    website: Annotated[str, Field(min_length=1, max_length=65536, json_schema_extra={"format": "uri"})]
    collection_id: Uuid | None = None


COLLECTION_NAME_LENGTH = 80
"""Most characters of a collection's name."""


class CollectionReq(BaseModel):
    """A collection to make."""

    name: Annotated[str, Field(min_length=1, max_length=COLLECTION_NAME_LENGTH)]


class APICloneReq(BaseModel):
    """Ready documents to clone into a collection; `upload_ids` may also come as one string, parted by commas."""

    collection_id: Uuid
    upload_ids: Annotated[
        list[Uuid],
        Field(min_length=1),
        BeforeValidator(_parted, json_schema_input_type=Annotated[list[Uuid], Field(min_length=1)] | str),
    ]


class DocumentLayout(StrEnum):
    """What a document is shown as: pages, or one flowing text."""

    PAGED = "paged"
    FLOWING = "flowing"


class ListedDocument(APICollectionOrUploadResp):
    """A document or collection with what a list of them shows.

    Of a collection, pages and tokens are the sums over its documents, and null while one of them is not counted yet;
    `document_count` is how many it holds. `format` and `layout` are null until the file was looked at.
    `ocr_page_count` is of `page_count` those that character recognition reads.
    """

    package_type: UploadPackageType
    format: str | None
    layout: DocumentLayout | None
    page_count: int | None
    ocr_page_count: int | None
    token_count: int | None
    pages_done: int
    collection_id: str | None
    updated_at: int
    url: str | None
    question_count: int
    document_count: int | None


class DocumentPage(BaseModel):
    """A piece of the list of documents, newest first."""

    items: list[ListedDocument]
    next_cursor: str | None = None


class RenameReq(BaseModel):
    """Another name for a document or collection."""

    name: Annotated[str, Field(min_length=1, max_length=255)]


class Heading(BaseModel):
    """A heading: where it stands, and under which other one.

    `index` is its position among the document's elements, `level` counts from 1, `parent` is the index of the heading
    above it, -1 for none. In a document with pages `page` (from 0) and `outline` (left, top, right, bottom in points)
    say where it stands; in any other, `block` is the `data-index` of its block.
    """

    index: int
    title: str
    level: int
    parent: int
    page: int | None
    outline: Annotated[list[float], Field(min_length=4, max_length=4)] | None
    block: int | None


class Outline(BaseModel):
    """The headings of a document in reading order; `page_count` is 0 where there are no pages.

    `ocr_suggested_pages` are the pages (from 0) of which character recognition would read more than the file says.
    """

    page_count: int
    headings: list[Heading]
    ocr_suggested_pages: list[int]


class DocumentEvent(BaseModel):
    """How far a document has come."""

    status: DocumentStatus
    stage: str
    pages_done: int
    pages_total: int | None = None
    error_msg: DocumentErrorMessage | None = None


class PackageDataResp(BaseModel):
    """What a kind of package holds in all, and how much of it is used."""

    max_count: int
    used_count: int


class APIPackageInfoResp(BaseModel):
    """What the user's packages hold, by kind, summed over those that have not expired."""

    page: PackageDataResp | None = None
    question: PackageDataResp | None = None
    basic_page: PackageDataResp | None = None
    elite_page: PackageDataResp | None = None
    lite_page: PackageDataResp | None = None
    documents_tokens: PackageDataResp | None = None
    gpt4_question: PackageDataResp | None = None
    gpt4o_question: PackageDataResp | None = None
    ocr_page: PackageDataResp | None = None


class PackageQuotaResp(BaseModel):
    """The user's packages, null when there is none."""

    package: APIPackageInfoResp | None = None


class QuotaEnvelope(Envelope[PackageQuotaResp]):
    """The quota reply repeats `package` at top level: clients read it at either place."""

    package: APIPackageInfoResp | None = None


class User(BaseModel):
    """Whose key it is."""

    name: str


class ApiKey(BaseModel):
    """What may be shown of a key; `current` is whether this very request was made with it."""

    id: int
    hint: str
    created_at: int
    current: bool


class NewApiKey(ApiKey):
    """A key that was just made; `secret` is shown this once."""

    secret: str


class FileFormat(BaseModel):
    """A format that is taken in: what it is recorded as, how its files are usually named, what it is shown as."""

    name: str
    extensions: list[str]
    layout: DocumentLayout


class ServiceInfo(BaseModel):
    """What this service can do, and its limits.

    `file_bytes` is the largest file, `pages` the most pages of a PDF, `document_tokens` the most tokens of a document
    without pages, `collection_documents` and `question_documents` the most documents of a collection and of a question.
    `writes_answers` is whether a language model writes them, and `models` the values of `model_type` that make a
    difference to which one.
    """

    version: str
    file_bytes: int
    pages: int
    document_tokens: int
    collection_documents: int
    question_documents: int
    formats: list[FileFormat]
    writes_answers: bool
    models: list[APIAIModelEnum]


class ChatMessage(BaseModel):
    """An earlier message of the conversation."""

    role: ChatRoleEnum
    content: str


Coordinate = Annotated[float, Field(gt=0)]


class PDFViewerRect(BaseModel):
    """A selected rectangle: 1-based page, then left, top, right, bottom in points."""

    pageNumber: Annotated[int, Field(ge=1)]  # noqa: N815
    outline: Annotated[list[Coordinate], Field(min_length=4, max_length=4)]


class SelectedMeta(BaseModel):
    """What was selected in a PDF."""

    material: str
    upload_id: Uuid
    rects: Annotated[list[PDFViewerRect], Field(min_length=1)]


class SelectedMetaWithUploadId(BaseModel):
    """What was selected in a PDF, one of several documents."""

    material: str
    upload_id: str
    rects: Annotated[list[PDFViewerRect], Field(min_length=1)]


class HtmlSelectedMeta(BaseModel):
    """What was selected in an HTML-like document."""

    material: str
    indexes: list[int]
    focusNode: str  # noqa: N815
    upload_id: Uuid
    anchorNode: str  # noqa: N815
    focusOffset: int | str  # noqa: N815
    anchorOffset: int | str  # noqa: N815


class BaseQuestionReq(BaseModel):
    """What every question has."""

    question: Annotated[str, Field(min_length=1, max_length=3000)]
    stream: bool = True
    history: list[ChatMessage] = []
    search_entire_doc: bool = True
    detailed_citation: bool = False
    language: str | None = None
    model_type: APIAIModelEnum = APIAIModelEnum.DEFAULT


class QuestionReq(BaseQuestionReq):
    """A question about one document or collection; `upload_id` may stand in the query instead."""

    upload_id: Uuid | None = None
    selected_meta: SelectedMeta | HtmlSelectedMeta | None = None


MOST_UPLOAD_IDS = 30
"""Most documents and collections that one question may name."""


class QuestionReqWithUploadIds(BaseQuestionReq):
    """A question about several documents together."""

    upload_ids: Annotated[list[str], Field(min_length=1, max_length=MOST_UPLOAD_IDS)]
    selected_meta: SelectedMetaWithUploadId | HtmlSelectedMeta | None = None


class FormulaInputResp(BaseModel):
    """A figure that went into a computation: its name, its value as it went in, and its cell, as in `source_info`."""

    label: str
    value: str
    source: dict[str, Any] | None


class FormulaResp(BaseModel):
    """How a figure of an answer was computed, in words and figures, and from what."""

    text: str
    inputs: list[FormulaInputResp]


class AnswerResp(BaseModel):
    """An answer in one piece, and each event of a streamed one.

    The last event carries `source_info`, and beside it `unsupported`, the sentences of the answer that nothing in the
    documents supports, and `formula`, how a figure of it was computed, null where none was.
    """

    answer: str
    id: int
    source_info: list[dict[str, Any]] | None = None
    unsupported: list[str] | None = None
    formula: FormulaResp | None = None


class QuestionResp(BaseModel):
    """A question that was asked, and its answer so far.

    `unsupported` are sentences of the answer that nothing in the documents supports; `formula` is how a figure of it
    was computed, null where none was.
    """

    question: str
    answer: str
    created_at: int
    type: InteractionType
    source_info: list[dict[str, Any]]
    unsupported: list[str]
    formula: FormulaResp | None
    search_entire_doc: bool
    detailed_citation: bool
    id: int
    model_type: APIAIModelEnum


class AnswerState(StrEnum):
    """How far an answer has come; all but the first are final."""

    ANSWERING = "answering"
    DONE = "done"
    FAILED = "failed"
    STOPPED = "stopped"


class ListedQuestion(QuestionResp):
    """A question with what it was asked of, and how far its answer has come."""

    upload_ids: list[str]
    state: AnswerState


class QuestionPage(BaseModel):
    """A piece of the list of questions, newest first."""

    items: list[ListedQuestion]
    next_cursor: str | None = None


class SearchReq(BaseModel):
    """A search over one or several documents."""

    query: Annotated[str, Field(min_length=1, max_length=3000)]
    upload_id: Uuid | None = None
    upload_ids: Annotated[list[Uuid], Field(min_length=1, max_length=30)] | None = None
    limit: Annotated[int, Field(ge=1, le=100)] = 10


class SearchResult(BaseModel):
    """A passage that was found. `page` is 0-based; `elements` are indexes into the parsed structure."""

    upload_id: str
    page: int | None
    score: float
    text: str
    headings: list[str]
    source: dict[str, Any]
    elements: list[int]


class PDFParserDocument(BaseModel):
    """A parsed document."""

    id: str
    name: str
    page_type: UploadPackageType
    ocr_type: UploadOcrType
    page_count: int
    create_time: int


class Grid(BaseModel):
    """Inner lines of a table in points, relative to the table's outline."""

    rows: list[float]
    columns: list[float]


class CellText(BaseModel):
    """What stands in a cell."""

    text: str


class Caption(BaseModel):
    """A figure's caption and where it stands."""

    text: str
    outline: list[float]


class ParsedElement(BaseModel):
    """One element of a page, in reading order; which optional members are there depends on `type`."""

    model_config = ConfigDict(extra="forbid")

    page: int
    index: int
    type: Literal["paragraph", "page_header", "page_footer", "shape", "table", "figure", "image"]
    outline: list[float]
    rotation: int
    is_heading: bool
    syllabus: int
    text: str | None = None
    grid: Grid | None = None
    cells: dict[str, CellText] | None = None
    merged: list[list[tuple[int, int]]] | None = None
    title: str | None = None
    title_index: int | None = None
    position: int | None = None
    caption: Caption | None = None


class ListedElement(ParsedElement):
    """An element with what it is to a reader.

    `continues` is the index of the element that this one goes on with, over the end of a column or a page; it is not
    there where there is none.
    """

    kind: ElementKind
    continues: int | None = None


class PDFParseResp(BaseModel):
    """The parsed structure of a whole document."""

    document: PDFParserDocument
    elements: list[ParsedElement]
