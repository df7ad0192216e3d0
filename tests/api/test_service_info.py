"""What the service tells of itself."""

import shutil
from importlib.metadata import version
from pathlib import Path

import pytest

from tests.api_client import Client, Json
from tests.conftest import StartService
from tests.flowing.formats import SAMPLES


def about(client: Client) -> Json:
    found: Json = client.data("GET", "/service")
    return found


def extensions(told: Json) -> dict[str, list[str]]:
    return {one["name"]: one["extensions"] for one in told["formats"]}


@pytest.mark.proves("rule:beyond.service", "operation:GET /service")
def test_limits_are_those_that_are_set(client: Client, start_service: StartService) -> None:
    told = about(client)
    assert told["version"] == version("chatdoc-server")
    assert (told["file_bytes"], told["pages"], told["document_tokens"]) == (60 << 20, 2000, 300_000)
    assert (told["collection_documents"], told["question_documents"]) == (30, 30)
    assert (told["writes_answers"], told["models"]) == (False, ["default"])
    other = start_service(
        "--role",
        "api",
        LIMITS__FILE_MEGABYTES="1",
        LIMITS__PAGES="7",
        LIMITS__COLLECTION_DOCUMENTS="40",
        LLM__URL="http://127.0.0.1:9/v1",
        LLM__MODEL="some",
        LLM__MODELS='{"gpt-4": "large"}',
        LLM__API_KEY="a secret of the service",
        INGESTION__SOFFICE="no-such-program",
    )
    with other.client() as there:
        reply = there.http.get("/service")
        told = reply.json()["data"]
    assert (told["file_bytes"], told["pages"]) == (1 << 20, 7)
    assert (told["collection_documents"], told["question_documents"]) == (40, 30)
    assert (told["writes_answers"], told["models"]) == (True, ["default", "gpt-4"])
    assert "doc" not in extensions(told), "no .doc without LibreOffice"
    assert "secret" not in reply.text


@pytest.mark.proves("rule:beyond.service")
def test_formats_are_those_that_can_be_read(client: Client) -> None:
    told = about(client)
    found = extensions(told)
    assert ("doc" in found) == (shutil.which("soffice") is not None)
    assert "website" not in found
    assert {one["layout"] for one in told["formats"]} == {"paged", "flowing"}
    every = [extension for one in found.values() for extension in one]
    assert len(every) == len(set(every))
    for sample in SAMPLES:
        assert Path(sample.name).suffix in every, sample.name


def test_it_takes_a_key(client: Client) -> None:
    assert client.http.get("/service", headers={"Authorization": ""}).status_code == 401
