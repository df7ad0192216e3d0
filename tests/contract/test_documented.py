"""Whatever is sent, the service answers as its OpenAPI document says: requests made by Schemathesis, good and bad.

It runs as a program of its own, with a fixed seed, against a service that takes requests but works on no document:
the addresses of websites that it makes up are not fetched.
"""

import copy
import json
import subprocess
import sys
from collections.abc import Generator, Mapping
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests import files
from tests.conftest import QUICK
from tests.service import Service, environment

Json = dict[str, Any]

COMMAND = str(Path(sys.executable).with_name("schemathesis"))
CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "ignored_auth",
)
LEAST_CASES = 3000
SECONDS = 300


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Generator[tuple[Service, Mapping[str, list[object]]]]:
    """A service that holds a document, a collection and a question, and works on nothing more; and their ids."""
    folder = tmp_path_factory.mktemp("documented") / "data"
    working = Service.start(folder, settings=QUICK)
    with working.client() as client:
        upload_id = client.ready(files.report(), "report.pdf")
        collection_id = client.data("POST", "/collections", json={"name": "Made before"})["id"]
        client.ready(files.note(), "note.pdf", collection_id=collection_id)
        question_id = client.ask(upload_id, "What were the mooring fees in 2024?").id
    working.stop()
    service = Service.start(folder, "--role", "api", settings=QUICK)
    ids: dict[str, list[object]] = {
        "upload_id": [upload_id, collection_id],
        "upload_ids": [upload_id],
        "collection_id": [collection_id],
        "question_id": [question_id],
    }
    yield service, ids
    service.stop()


def narrowed(document: Json, ids: Mapping[str, list[object]]) -> Json:
    """The document with the ids of things that are there, for all operations but those that delete them."""
    paths = {
        path: {method: operation for method, operation in operations.items() if method != "delete"}
        for path, operations in document["paths"].items()
    }
    for operations in paths.values():
        for operation in operations.values():
            for parameter in operation.get("parameters", []):
                parameter["schema"] = _known(parameter["name"], parameter["schema"], ids)
    for name, schema in document["components"]["schemas"].items():
        if name.endswith("Req") or name.startswith(("Body_", "Selected", "Html", "QuestionReq")):
            members = schema["properties"]
            schema["properties"] = {member: _known(member, inner, ids) for member, inner in members.items()}
    return {**document, "paths": paths}


def _known(name: str, schema: Json, ids: Mapping[str, list[object]]) -> Json:
    if name == "upload_ids":
        return {"type": "array", "minItems": 1, "maxItems": 3, "items": {"enum": ids[name]}}
    return {"enum": ids[name]} if name in ids else schema


def without_own_keys(document: Json) -> Json:
    """The document with no id among those of keys in use: requests that revoked their own key would try nothing."""
    changed = copy.deepcopy(document)
    [parameter] = changed["paths"]["/users/keys/{key_id}"]["delete"]["parameters"]
    parameter["schema"]["minimum"] = 1000
    return changed


def tried(service: Service, document: Json, folder: Path, *, examples: int, seed: int) -> Json:
    """What Schemathesis reports after sending up to `examples` requests of each kind for each operation."""
    folder.mkdir()
    (folder / "openapi.json").write_text(json.dumps(document), encoding="utf-8")
    arguments = [
        COMMAND,
        "run",
        "openapi.json",
        "--url",
        service.api,
        "--header",
        f"Authorization: Bearer {service.key}",
    ]
    arguments += ["--seed", str(seed), "--max-examples", str(examples), "--generation-database", "none"]
    arguments += [
        "--phases",
        "examples,coverage,fuzzing,stateful",
        "--no-shrink",
        "--continue-on-failure",
        "--warnings",
        "off",
    ]
    arguments += ["--checks", ",".join(CHECKS), "--report", "json", "--report-json-path", "report.json", "--no-color"]
    done = subprocess.run(
        arguments, cwd=folder, env=environment({}), capture_output=True, text=True, timeout=SECONDS, check=False
    )
    report = folder / "report.json"
    assert report.exists(), done.stdout + done.stderr
    told: Json = json.loads(report.read_text(encoding="utf-8"))
    assert told["complete"], done.stdout
    assert (told["failures"], told["errors"]) == ([], []), done.stdout
    assert told["operations"]["tested"] == told["operations"]["total"]
    return told


@pytest.mark.proves("rule:conventions.documented")
def test_nothing_that_is_sent_gets_an_undocumented_reply(
    library: tuple[Service, Mapping[str, list[object]]], tmp_path: Path
) -> None:
    service, ids = library
    document: Json = httpx.get(f"{service.url}/openapi.json", timeout=30).json()
    reports = [
        tried(service, without_own_keys(document), tmp_path / "strangers", examples=90, seed=1),
        tried(service, narrowed(document, ids), tmp_path / "known", examples=45, seed=2),
    ]
    assert sum(report["test_cases"]["generated"] for report in reports) >= LEAST_CASES
    assert httpx.get(f"{service.url}/readyz").status_code == 200
    with service.client() as client:
        assert client.data("GET", "/users/me") == {"name": "local"}, "the key that was sent is still good"
