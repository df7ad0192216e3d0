"""Routes of questions: ask, read an answer again, list."""

import logging
from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing
from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import StreamingResponse

from chatdoc_server.accounts.users import User
from chatdoc_server.answering.base import AnswerFailed, Turn
from chatdoc_server.api.auth import Caller
from chatdoc_server.api.events import event_stream, streamed
from chatdoc_server.api.problems import MISSING, REFUSED, USED_UP, Responses
from chatdoc_server.api.schemas.envelope import Envelope, Uuid
from chatdoc_server.api.schemas.questions import (
    AnswerResp,
    AnswerState,
    APIAIModelEnum,
    FormulaResp,
    HtmlSelectedMeta,
    InteractionType,
    ListedQuestion,
    QuestionPage,
    QuestionReq,
    QuestionReqWithUploadIds,
    QuestionResp,
    SelectedMeta,
    SelectedMetaWithUploadId,
)
from chatdoc_server.api.services import Served, Services
from chatdoc_server.conversations.asking import Answering, Piece, Question
from chatdoc_server.conversations.selecting import Ends, Selection
from chatdoc_server.document import Box, Rect
from chatdoc_server.errors import BadRequest, TransientError
from chatdoc_server.storage.questions import QuestionRecord

log = logging.getLogger(__name__)

router = APIRouter(prefix="/questions", tags=["Questions"], responses=REFUSED)

ANSWERED: Responses = {
    **MISSING,
    **USED_UP,
    200: {
        **streamed(AnswerResp, "The answer: as events when `stream` is true, else in one piece."),
        "model": Envelope[AnswerResp],
    },
}
"""Replies to a question."""


@router.post(
    "",
    operation_id="Ask_Question_questions_post",
    summary="Ask Question",
    response_model=Envelope[AnswerResp],
    responses=ANSWERED,
)
async def ask(
    services: Served,
    caller: Caller,
    body: QuestionReq,
    upload_id: Annotated[Uuid | None, Query(description="In place of the body's `upload_id`.")] = None,
) -> StreamingResponse | Envelope[AnswerResp]:
    """Asks a document or a collection. The last event of a streamed answer carries `source_info`."""
    asked = body.upload_id or upload_id
    if asked is None:
        raise BadRequest("Please say what to ask: 'upload_id' is missing.")
    return await _answer(services, caller, body, (asked,))


@router.post(
    "/multi-documents",
    operation_id="Ask_Question_with_multiple_documents_questions_multi_documents_post",
    summary="Ask Question With Multiple Documents",
    response_model=Envelope[AnswerResp],
    responses=ANSWERED,
)
async def ask_many(
    services: Served, caller: Caller, body: QuestionReqWithUploadIds
) -> StreamingResponse | Envelope[AnswerResp]:
    """Asks up to 30 documents together; each source names the document it stands in."""
    return await _answer(services, caller, body, tuple(body.upload_ids))


async def _answer(
    services: Services, caller: User, body: QuestionReq | QuestionReqWithUploadIds, upload_ids: tuple[str, ...]
) -> StreamingResponse | Envelope[AnswerResp]:
    answering = await services.conversations.ask(caller.id, _question(body, upload_ids))
    if body.stream:
        return event_stream(_events(answering))
    text, last = [], Piece("")
    async with aclosing(answering.pieces()) as pieces:
        async for last in pieces:
            text.append(last.text)
    return Envelope(data=_ended(answering.id, "".join(text), last))


@router.get("", operation_id="List_Questions_questions_get", summary="List Questions", responses=MISSING)
def list_questions(
    services: Served,
    caller: Caller,
    upload_id: Annotated[Uuid | None, Query(description="Only questions to this document or collection.")] = None,
    cursor: Annotated[str | None, Query(description="Where the previous piece ended.")] = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
) -> Envelope[QuestionPage]:
    """The caller's questions, newest first."""
    records, following = services.questions.list(caller.id, upload_id=upload_id, cursor=cursor, limit=limit)
    return Envelope(data=QuestionPage(items=[_listed(one) for one in records], next_cursor=following))


@router.get(
    "/suggested",
    operation_id="Get_Suggested_Questions_questions_suggested_get",
    summary="Get Suggested Questions",
    responses=MISSING,
)
async def suggested(services: Served, caller: Caller, upload_id: Annotated[Uuid, Query()]) -> Envelope[list[str]]:
    """Five questions that the document answers; made once, and the same ever after."""
    return Envelope(data=await services.suggestions.questions(caller.id, upload_id))


@router.get(
    "/{question_id}",
    operation_id="Get_Question_questions__question_id__get",
    summary="Get Question",
    responses=MISSING,
)
def get_question(services: Served, caller: Caller, question_id: int) -> Envelope[QuestionResp]:
    """A question and its answer."""
    return Envelope(data=_resp(services.questions.get(caller.id, question_id)))


def _question(body: QuestionReq | QuestionReqWithUploadIds, upload_ids: tuple[str, ...]) -> Question:
    if body.detailed_citation and not body.search_entire_doc:
        raise BadRequest(
            "detailed_citation needs search_entire_doc: an answer from beyond the document has no citation."
        )
    return Question(
        text=body.question,
        upload_ids=upload_ids,
        history=tuple(Turn(message.role.value, message.content) for message in body.history),
        selection=_selection(body.selected_meta),
        language=body.language,
        within_documents=body.search_entire_doc,
        detailed_citation=body.detailed_citation,
        model=body.model_type,
    )


def _selection(meta: SelectedMeta | SelectedMetaWithUploadId | HtmlSelectedMeta | None) -> Selection | None:
    match meta:
        case None:
            return None
        case HtmlSelectedMeta():
            ends = Ends(meta.anchorNode, meta.focusNode, meta.anchorOffset, meta.focusOffset)
            return Selection(meta.material, meta.upload_id, blocks=tuple(meta.indexes), ends=ends)
        case _:
            rects = tuple(Rect(rect.pageNumber - 1, Box(*rect.outline)) for rect in meta.rects)
            return Selection(meta.material, meta.upload_id, rects=rects)


async def _events(answering: Answering) -> AsyncGenerator[AnswerResp]:
    """Events of a streamed answer; one that fails ends without `source_info`, as clients expect."""
    try:
        async with aclosing(answering.pieces()) as pieces:
            async for piece in pieces:
                if piece.source_info is None:
                    yield AnswerResp(answer=piece.text, id=answering.id)
                else:
                    yield _ended(answering.id, piece.text, piece)
    except (AnswerFailed, TransientError) as error:
        log.warning("question %d failed: %s", answering.id, error)


def _ended(question_id: int, text: str, last: Piece) -> AnswerResp:
    """What an answer ends with; clients tell by `source_info` that it is whole."""
    return AnswerResp(
        answer=text,
        id=question_id,
        source_info=last.source_info,
        unsupported=list(last.unsupported),
        formula=_formula(last.formula),
    )


def _formula(kept: Mapping[str, Any] | None) -> FormulaResp | None:
    return None if kept is None else FormulaResp.model_validate(kept)


def _resp(record: QuestionRecord) -> QuestionResp:
    return QuestionResp(
        id=record.id,
        question=record.question,
        answer=record.answer,
        created_at=record.created_at,
        type=InteractionType(record.type),
        source_info=record.source_info or [],
        unsupported=list(record.unsupported),
        formula=_formula(record.formula),
        search_entire_doc=record.search_entire_doc,
        detailed_citation=record.detailed_citation,
        model_type=APIAIModelEnum(record.model_type),
    )


def _listed(record: QuestionRecord) -> ListedQuestion:
    return ListedQuestion(
        **_resp(record).model_dump(), upload_ids=list(record.upload_ids), state=AnswerState(record.state)
    )
