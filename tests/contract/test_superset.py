"""Our OpenAPI document holds all that programs written for the hosted service rely on."""

import copy
import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.contract.superset import Comparison, Document
from tests.service import Service

Json = dict[str, Any]

HERE = Path(__file__).parent
FACTS: Json = json.loads((HERE / "openapi-facts.json").read_text(encoding="utf-8"))

UPLOAD_IDS = "POST /collections/clone-documents / body / upload_ids"
RECTS = "body / selected_meta / rects / items / outline"
DEVIATIONS = {
    "GET /documents/{upload_id}/download / 200 / application/json": (
        "The facts name the framework's default media type; what is downloaded is a PDF or HTML."
    ),
    f"{UPLOAD_IDS} / minLength": "The facts give a list the bounds of its items' text, which mean nothing for a list.",
    f"{UPLOAD_IDS} / maxLength": "As above.",
    f"{UPLOAD_IDS} / minItems": "A clone of no document would do nothing, and most likely a client's mistake.",
    f"POST /questions / {RECTS} / exclusiveMinimum": "A number's bound on a list means nothing; the items have it.",
    f"POST /questions/multi-documents / {RECTS} / exclusiveMinimum": "As above.",
}
"""Where ours differs from the facts on purpose, and why."""


@pytest.fixture(scope="module")
def document(service: Service) -> Json:
    found: Json = httpx.get(f"{service.url}/openapi.json", timeout=30).json()
    return found


def lacking(ours: Json) -> list[str]:
    return list(Comparison(Document(FACTS), Document(ours)).differences())


def test_the_facts_are_those_that_were_written_down() -> None:
    sums = (HERE / "SHA256SUMS").read_text(encoding="utf-8").split()
    assert sums[0] == hashlib.sha256((HERE / sums[1]).read_bytes()).hexdigest()


@pytest.mark.proves("rule:conventions.base-path")
def test_everything_that_clients_rely_on_is_offered(document: Json) -> None:
    assert set(lacking(document)) == set(DEVIATIONS)


def test_the_facts_lack_nothing_of_themselves() -> None:
    assert lacking(FACTS) == []


def schema(document: Json, name: str) -> Json:
    found: Json = document["components"]["schemas"][name]
    return found


CHANGES: dict[str, Callable[[Json], object]] = {
    "POST /questions": lambda ours: ours["paths"]["/questions"].pop("post"),
    "GET /users/quota / operationId": lambda ours: ours["paths"]["/users/quota"]["get"].update(operationId="quota"),
    "GET /questions/suggested / query upload_id": lambda ours: ours["paths"]["/questions/suggested"]["get"].update(
        parameters=[]
    ),
    "GET /questions/suggested / query more / demanded": lambda ours: ours["paths"]["/questions/suggested"]["get"][
        "parameters"
    ].append({"name": "more", "in": "query", "required": True, "schema": {"type": "string"}}),
    "GET /questions/suggested / 422": lambda ours: ours["paths"]["/questions/suggested"]["get"]["responses"].pop("422"),
    "POST /collections / body / name / maxLength": lambda ours: schema(ours, "CollectionReq")["properties"][
        "name"
    ].update(maxLength=79),
    "POST /collections / body / name / pattern": lambda ours: schema(ours, "CollectionReq")["properties"][
        "name"
    ].update(pattern="[a-z]+"),
    "POST /collections / body / colour / required": lambda ours: schema(ours, "CollectionReq")["required"].append(
        "colour"
    ),
    "POST /questions / body / model_type / enum": lambda ours: schema(ours, "APIAIModelEnum")["enum"].remove("gpt-4o"),
    "POST /questions / body / stream / default": lambda ours: schema(ours, "QuestionReq")["properties"][
        "stream"
    ].update(default=False),
    "POST /questions / body / language / type": lambda ours: schema(ours, "QuestionReq")["properties"].update(
        language={"type": "integer"}
    ),
    "POST /documents/website / body / website / format": lambda ours: schema(ours, "WebsiteReq")["properties"][
        "website"
    ].pop("format"),
    "GET /questions/{question_id} / 200 / answer": lambda ours: schema(ours, "QuestionResp")["properties"].pop(
        "answer"
    ),
    "GET /questions/{question_id} / 200 / answer / required": lambda ours: schema(ours, "QuestionResp")[
        "required"
    ].remove("answer"),
    "GET /users/quota / 200 / package / page / max_count / type": lambda ours: schema(ours, "PackageDataResp")[
        "properties"
    ]["max_count"].update(type="string"),
    "security scheme HTTPBearer": lambda ours: ours["components"]["securitySchemes"].pop("HTTPBearer"),
}


@pytest.mark.parametrize("difference", CHANGES)
def test_what_would_be_taken_away_is_noticed(document: Json, difference: str) -> None:
    changed = copy.deepcopy(document)
    CHANGES[difference](changed)
    assert difference in set(lacking(changed)) - set(DEVIATIONS)
