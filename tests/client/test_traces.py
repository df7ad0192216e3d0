"""How answers came about: the computation, unsupported sentences and the trace, in the client and its command."""

import asyncio
import json
from pathlib import Path

from chatdoc import AsyncChatDOC, ChatDOC, Formula
from tests import files
from tests.client.command import Command
from tests.client.peer import Reply, peer
from tests.service import Service

MARGIN = "What was the gross margin in 2024?"
FERRY = "It rains."


def test_a_computed_answer_is_followed_to_its_cells(service: Service) -> None:
    key = service.new_user("client-traces", elite_page=10, question=10)
    with ChatDOC(key, service.api) as client:
        document = client.documents.upload(files.accounts(), name="accounts.pdf").wait()
        answer = client.ask(document, MARGIN)
        assert (answer.formula, answer.unsupported) == (None, ())
        assert "40.0%" in answer.text()
        assert answer.formula is not None
        assert {one.value for one in answer.formula.inputs} == {"$200 million", "$500 million"}
        assert all(one.citations[0].page == 0 and one.citations[0].rectangles for one in answer.formula.inputs)
        assert answer.id is not None
        kept = client.questions.get(answer.id)
        assert (kept.formula, kept.unsupported) == (answer.formula, answer.unsupported)
        trace = client.questions.trace(answer.id)
        assert (trace.question, trace.fallback) == (MARGIN, "")
        assert any(passage.cited for passage in trace.passages)

        async def again(question_id: int) -> str:
            async with AsyncChatDOC(key, service.api) as other:
                return (await other.questions.trace(question_id)).rewritten

        assert asyncio.run(again(answer.id)) == MARGIN


def test_sentences_without_support_come_with_the_end_of_an_answer() -> None:
    events = [{"answer": FERRY, "id": 3}, {"answer": "", "id": 3, "source_info": [], "unsupported": [FERRY]}]
    chunks = [f"data: {json.dumps(event)}\n\n".encode() for event in events]
    with peer(Reply(chunks=chunks)) as server, ChatDOC("ak-1", server.url) as client:
        answer = client.ask("a" * 36, "Does it rain?")
        assert answer.text() == FERRY
        assert (answer.unsupported, answer.formula) == ((FERRY,), None)


def test_a_server_that_tells_no_more_than_the_contract_is_understood() -> None:
    chunks = [b'data: {"answer": "", "id": 3, "source_info": []}\n\n']
    with peer(Reply(chunks=chunks)) as server, ChatDOC("ak-1", server.url) as client:
        answer = client.ask("a" * 36, "Does it rain?")
        assert (answer.text(), answer.unsupported, answer.formula) == ("", (), None)
    assert Formula.from_wire(None) is None


def test_the_command_prints_how_an_answer_came_about(service: Service, tmp_path: Path) -> None:
    chatdoc = Command(service.api, service.new_user("command-traces", elite_page=10, question=10), tmp_path)
    (tmp_path / "accounts.pdf").write_bytes(files.accounts())
    done = chatdoc("ask", "accounts.pdf", MARGIN, "--json")
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert {one["value"] for one in said["formula"]["inputs"]} == {"$200 million", "$500 million"}
    assert said["unsupported"] == []
    told = chatdoc("trace", str(said["id"]))
    assert told.returncode == 0, told.stderr
    assert told.stdout.startswith(f"Question: {MARGIN}\nWritten by: rules, without a model\n")
    assert "revenue 2024: $500 million" in told.stdout
    assert "*  1. accounts.pdf, page 1" in told.stdout
    assert " 0.000" not in told.stdout, "what adds nothing to a score is left out"
    assert json.loads(chatdoc("trace", str(said["id"]), "--json").stdout)["question"] == MARGIN
    assert "\nComputed:\n" in chatdoc("ask", said["upload_id"], MARGIN).stdout
    assert chatdoc("trace", "99999999").returncode == 4
    assert chatdoc("trace", "first").returncode == 2
