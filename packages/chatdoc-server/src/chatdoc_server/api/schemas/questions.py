"""Questions, answers and searches on the wire."""

from enum import StrEnum
from typing import Annotated, Any

from pydantic import BaseModel, Field

from chatdoc_server.api.schemas.envelope import Uuid

Coordinate = Annotated[float, Field(gt=0)]


MOST_UPLOAD_IDS = 30
"""Most documents and collections that one question may name."""


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


class ChatMessage(BaseModel):
    """An earlier message of the conversation."""

    role: ChatRoleEnum
    content: str


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
