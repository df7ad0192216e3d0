"""What a language model is sent fits into its context: by our estimate, by the model's own count, and at last."""

import httpx
import pytest

from chatdoc_server.answering import AnswerFailed, Inquiry, TextDelta, Turn
from chatdoc_server.answering.base import WrittenBy
from chatdoc_server.answering.model.prompt import build, size
from tests.answering.asking import ID
from tests.answering.builder import DocumentBuilder, hits_of
from tests.answering.peer import Call, events_of, says
from tests.llm_server import CONTEXT


@pytest.mark.proves("rule:questions.beyond")
def test_history_selection_language_and_scope_are_sent_and_everything_fits_the_context() -> None:
    long = DocumentBuilder()
    for number in range(60):
        long.paragraph(f"Paragraph {number} is about rockets and how they fly to the moon and back again. " * 3)
    document = long.build()
    turns = [Turn("user", "old " * 3000), Turn("user", "What is ACME?"), Turn("assistant", "A company.")]
    asked = Inquiry(
        question="And its rockets?",
        documents={ID: document},
        hits=hits_of(document),
        history=turns,
        language="de",
        within_documents=False,
        selected_text="they fly",
    )
    built = build(asked, 2048, 512)
    assert [message.role for message in built.messages] == ["system", "user", "assistant", "user"]
    assert built.messages[1].content == "What is ACME?"
    assert "Answer in German" in built.messages[0].content
    assert "general knowledge" in built.messages[0].content
    assert "<selection>they fly</selection>" in built.messages[-1].content
    assert 3 < len(built.sources) < 60
    assert size(built.messages) <= 2048 - 512


LONG = hits_of(
    (built := DocumentBuilder().heading("Rockets").paragraph("One rocket flies to the moon and back. " * 40)).build()
)
MANY = Inquiry("How far?", {ID: built.build()}, [LONG[0]] * 12)
REFUSALS = {
    "llama.cpp": {
        "code": 400, "message": "request (5000 tokens) exceeds the available context size (2000 tokens)",
        "type": "exceed_context_size_error", "n_prompt_tokens": 5000, "n_ctx": 2000,
    },
    "OpenAI": {
        "code": "context_length_exceeded", "type": "invalid_request_error",
        "message": "This model's maximum context length is 2000 tokens. Your messages resulted in 5000 tokens.",
    },
    "vLLM": {
        "code": 400, "type": "BadRequestError",
        "message": "This model's maximum context length is 2000 tokens. However, you requested 6024 tokens "
        "(5000 in the messages, 1024 in the completion).",
    },
}  # fmt: skip


@pytest.mark.parametrize("server", REFUSALS)
def test_what_proves_too_long_is_fitted_anew_before_the_first_piece(server: str) -> None:
    async def script(call: Call) -> None:
        if len(str(call.body["messages"])) > 9000:
            await call.reply({"error": REFUSALS[server]}, "400 Bad Request")
        else:
            await says("Far [1].")(call)

    events, calls = events_of(script, MANY, attempts=1)
    sizes = [len(str(call.body["messages"])) for call in calls]
    assert sizes == sorted(sizes, reverse=True)
    assert len(sizes) > 1
    first = events[0]
    assert isinstance(first, WrittenBy)
    assert 0 < int(first.settings["sources"]) < len(MANY.hits)
    assert "".join(event.text for event in events if isinstance(event, TextDelta)) == "Far."


def test_what_never_fits_is_a_failure_and_no_endless_trying() -> None:
    seen: list[Call] = []

    async def script(call: Call) -> None:
        seen.append(call)
        await call.reply({"error": {"message": "prompt is too long"}}, "400 Bad Request")

    with pytest.raises(AnswerFailed, match="too long"):
        events_of(script, MANY, attempts=1)
    assert len(seen) < 6


REAL = {
    "prose": "The company makes rockets in Ohio and employs 1,200 people, whose pensions are funded by it. ",
    "figures": "Net sales | $ 4,000.5 | 3,500 | (1,577) | 12.4 %\n",
    "capitals": "NOTES TO THE FINANCIAL STATEMENTS; SEE ITEM 8. ",
}


@pytest.mark.parametrize("kind", REAL)
def test_what_is_sent_fits_the_context_by_the_models_own_count(llm_url: str, kind: str) -> None:
    document = DocumentBuilder().heading("Rockets").paragraph(REAL[kind] * 8).build()
    sent = build(Inquiry("Where are rockets made?", {ID: document}, hits_of(document) * 40), CONTEXT, 512)
    text = "\n".join(f"<|im_start|>{message.role}\n{message.content}<|im_end|>" for message in sent.messages)
    reply = httpx.post(f"{llm_url.removesuffix('/v1')}/tokenize", json={"content": text, "parse_special": True})
    assert 0.5 * (CONTEXT - 512) < len(reply.json()["tokens"]) <= CONTEXT - 512
