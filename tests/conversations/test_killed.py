"""A service that is killed while it answers: the next one ends the question, charges nothing and says why."""

import socket
from pathlib import Path

from tests import files
from tests.conversations.unread import open_question, states
from tests.service import Service, serving, wait_for


def test_a_question_that_was_being_answered_is_ended_by_the_next_start(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        # A model's server that takes the question and never says a word.
        settings = {"CHATDOC_LLM__URL": f"http://127.0.0.1:{silent.getsockname()[1]}/v1", "CHATDOC_LLM__MODEL": "mute"}
        service = Service.start(tmp_path / "data", settings=settings)
        try:
            key = service.new_user("ann", elite_page=10, question=3)
            with service.client(key) as client:
                upload_id = client.ready(files.note())
                with open_question(service, key, upload_id):
                    silent.settimeout(60)
                    silent.accept()[0].close()
                    [asked] = [one["id"] for one in client.data("GET", "/questions")["items"]]
                    assert states(service, [asked]) == ["answering"]
                    service.kill()
        finally:
            service.kill()
    with serving(tmp_path / "data") as service, service.client(key) as client:
        assert states(service, [asked]) == ["failed"]
        assert service.held("question:") == []
        assert client.data("GET", "/users/quota")["package"]["question"]["used_count"] == 0
        kept, trace = (client.data("GET", f"/questions/{asked}{part}") for part in ("", "/trace"))
        assert (kept["answer"], kept["unsupported"], kept["formula"]) == ("", [], None)
        assert trace["question"] == "When does the ferry leave?"
        assert trace["failure"] == "The service ended before the answer did."
        answer = wait_for(lambda: client.ask(upload_id, "When does the ferry leave?"), "an answer")
        assert "seven in the morning" in answer.text
