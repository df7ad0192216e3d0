"""The route that tells how an answer came about, and what it tells."""

from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel

from chatdoc_server.api.auth import Caller
from chatdoc_server.api.problems import MISSING, REFUSED
from chatdoc_server.api.schemas.envelope import Envelope
from chatdoc_server.api.schemas.questions import FormulaResp
from chatdoc_server.api.services import Served
from chatdoc_server.errors import BadRequest
from chatdoc_server.storage.questions import QuestionState

router = APIRouter(prefix="/questions", tags=["Questions"], responses=REFUSED)


class SoughtPart(BaseModel):
    """One piece of evidence that was looked for.

    `words` maps texts, looked for by their words, to their weights; `meaning` is what the embedder read, empty for
    nothing; `rows` are line items that its page would show; `weight` is how much the part counts beside the others, and
    `question` the place of its question in a message that asks several, from 0.
    """

    words: dict[str, float]
    meaning: str
    weight: float
    rows: list[str] = []
    question: int = 0


class TracedPassage(BaseModel):
    """A passage that the answer could be written from.

    `number` counts the document's passages from 0; `page` counts from 0 and is null in a document without pages. `text`
    is how it begins. `score` compares within this answer only, and `scores` are what it was made of. `source` is where
    the passage stands, as in `source_info`, one rectangle for each block; `cited` is whether the answer cites it.
    """

    upload_id: str
    document: str
    number: int
    page: int | None
    headings: list[str]
    text: str
    score: float
    scores: dict[str, float]
    cited: bool
    source: dict[str, Any]


class CheckedSentence(BaseModel):
    """A piece of the answer that was checked; `sources` are positions in `source_info`, none without support."""

    text: str
    supported: bool
    sources: list[int]


class AnswerWriter(BaseModel):
    """Who wrote an answer: a language model's name, empty when none did, and the settings that mattered."""

    model: str
    settings: dict[str, Any]


class AnsweringRelease(BaseModel):
    """What answered: the service's version, and the format of its indexes."""

    service: str
    index_format: int


class Trace(BaseModel):
    """How an answer came about.

    `question` is as it was asked, `rewritten` as it was understood by the conversation before it, `stripped` without
    instructions to the reader; `language` is its ISO 639-1 code, empty when it can't be told. `parts` is what was
    looked for, `passages` what was found, best first, and `embedders` what compared them by meaning. `written_by` is
    null before anything was written; `fallback` is why another writer took the place of the one that was meant, and
    `failure` why there is no whole answer, both empty when all went well. `sentences` are the answer's, each as it was
    checked. `timings` are milliseconds by stage: `rewriting`, `loading`, `search` and `reranking` took so long, and
    `first_piece` and `whole` came so long after the question.
    """

    question: str
    rewritten: str
    stripped: str
    language: str
    parts: list[SoughtPart]
    passages: list[TracedPassage]
    embedders: list[str]
    formula: FormulaResp | None
    written_by: AnswerWriter | None
    fallback: str
    failure: str
    sentences: list[CheckedSentence]
    timings: dict[str, float]
    release: AnsweringRelease


@router.get(
    "/{question_id}/trace",
    operation_id="Get_Trace_questions__question_id__trace_get",
    summary="Get Trace",
    responses=MISSING,
)
def get_trace(services: Served, caller: Caller, question_id: int) -> Envelope[Trace]:
    """How an answer came about: the question as it was understood, the passages found, the computation, and who wrote.

    It is kept with the question, so it can still be read when the documents are gone.
    """
    record = services.questions.get(caller.id, question_id)
    if record.state is QuestionState.ANSWERING:
        raise BadRequest("This question is still being answered. Please ask for its trace when the answer has ended.")
    kept = services.questions.trace(caller.id, question_id)
    if kept is None:
        raise BadRequest(
            "How this answer came about is not known: it was asked before traces were kept, or the service was "
            "stopped in the middle of it. Please ask again."
        )
    return Envelope(data=Trace.model_validate(kept))
