"""The OpenAPI document: whole in itself, and holding all that clients of the contract know."""

from typing import Any

import httpx
import pytest

from tests.service import Service

Json = dict[str, Any]

OPERATIONS = {
    ("post", "/documents/upload"): "Upload_Document_documents_upload_post",
    ("get", "/documents/{upload_id}"): "Get_Document_documents__upload_id__get",
    ("delete", "/documents/{upload_id}"): "Delete_Document_documents__upload_id__delete",
    ("get", "/documents/{upload_id}/download"): "Download_Document_documents__upload_id__download_get",
    ("post", "/questions"): "Ask_Question_questions_post",
    ("get", "/questions/{question_id}"): "Get_Question_questions__question_id__get",
    ("get", "/pdf_parser/{upload_id}"): "PDF_Parser_pdf_parser_upload_id_get",
    ("get", "/users/quota"): "get_quota_users_quota_get",
}
OURS = {
    ("get", "/documents"), ("get", "/questions"), ("get", "/documents/{upload_id}/elements"),
    ("get", "/documents/{upload_id}/events"), ("post", "/search"),
}  # fmt: skip
ENUMS: dict[str, set[str | int]] = {
    "APIAIModelEnum": {"default", "gpt-4", "gpt-4o"},
    "ChatRoleEnum": {"assistant", "user"},
    "DocumentStatus": {
        *(0, 1, 7, 10, 12, 15, 20, 25, 30, 40, 50, 70, 90, 120, 210, 300),
        *(-1, -2, -3, -4, -5, -6, -9, -10, -11, -12, -13, -14, -15, -16, -17, -18, -19, -25, -27, -28, -29),
    },
    "InteractionType": {"select", "doc"},
    "UploadOcrType": {"disable", "auto", "force"},
    "UploadPackageType": {"elite", "basic", "lite"},
    "UploadType": {"collection", "single_doc", "doc_of_collection"},
}
REQUIRED = {
    "APIUploadResp": {"id", "status", "name", "created_at", "type"},
    "APICollectionOrUploadResp": {"id", "status", "name", "created_at", "type"},
    "ChatMessage": {"role", "content"},
    "PDFParseResp": {"document", "elements"},
    "PDFParserDocument": {"id", "name", "page_type", "ocr_type", "page_count", "create_time"},
    "PDFViewerRect": {"pageNumber", "outline"},
    "SelectedMeta": {"material", "upload_id", "rects"},
    "PackageDataResp": {"max_count", "used_count"},
    "HtmlSelectedMeta": {
        "material", "indexes", "focusNode", "upload_id", "anchorNode", "focusOffset", "anchorOffset",
    },
    "QuestionResp": {
        "question", "answer", "created_at", "type", "source_info", "search_entire_doc", "detailed_citation", "id",
        "model_type",
    },
    "ValidationError": {"loc", "msg", "type"},
}  # fmt: skip
OPTIONAL = {
    "APICollectionOrUploadResp": {"documents", "error_msg", "ocr_type"},
    "DocumentErrorMessage": {"error_code", "error_msg", "page_num", "ocr_page_num"},
    "APIPackageInfoResp": {
        "page", "question", "basic_page", "elite_page", "lite_page", "documents_tokens", "gpt4_question",
        "gpt4o_question", "ocr_page",
    },
    "PackageQuotaResp": {"package"},
    "QuestionReq": {
        "upload_id", "question", "stream", "selected_meta", "history", "search_entire_doc", "detailed_citation",
        "language", "model_type",
    },
    "Body_Upload_Document_documents_upload_post": {"file", "package_type", "collection_id", "ocr"},
}  # fmt: skip


@pytest.fixture(scope="module")
def document(service: Service) -> Json:
    found: Json = httpx.get(f"{service.url}/openapi.json", timeout=30).json()
    return found


def schema(document: Json, name: str) -> Json:
    found: Json = document["components"]["schemas"][name]
    return found


def references(value: object) -> set[str]:
    """Every place that something in `value` refers to."""
    if isinstance(value, dict):
        own = {value["$ref"]} if isinstance(value.get("$ref"), str) else set()
        return own.union(*map(references, value.values()))
    if isinstance(value, list):
        return set().union(*map(references, value))
    return set()


def test_every_reference_leads_somewhere(document: Json) -> None:
    named = {f"#/components/schemas/{name}" for name in document["components"]["schemas"]}
    assert references(document) <= named


def test_the_operations_of_the_contract_are_there_under_their_names(document: Json) -> None:
    found = {
        (method, path): operation["operationId"]
        for path, operations in document["paths"].items()
        for method, operation in operations.items()
    }
    assert OPERATIONS.items() <= found.items()
    assert set(found) >= OURS
    assert len(set(found.values())) == len(found)


@pytest.mark.parametrize("name", ENUMS)
def test_enums_hold_all_values_of_the_contract(document: Json, name: str) -> None:
    assert set(schema(document, name)["enum"]) >= ENUMS[name]


@pytest.mark.parametrize("name", REQUIRED)
def test_what_clients_rely_on_is_always_there(document: Json, name: str) -> None:
    assert set(schema(document, name)["required"]) >= REQUIRED[name]


@pytest.mark.parametrize("name", OPTIONAL)
def test_what_clients_may_send_or_look_for_is_known(document: Json, name: str) -> None:
    assert set(schema(document, name)["properties"]) >= OPTIONAL[name]


@pytest.mark.proves("rule:questions.length")
def test_limits_and_defaults_of_a_question(document: Json) -> None:
    members = schema(document, "QuestionReq")["properties"]
    assert (members["question"]["minLength"], members["question"]["maxLength"]) == (1, 3000)
    defaults = {name: members[name].get("default") for name in ("stream", "search_entire_doc", "detailed_citation")}
    assert defaults == {"stream": True, "search_entire_doc": True, "detailed_citation": False}
    assert (members["history"]["default"], members["model_type"]["default"]) == ([], "default")
    rect = schema(document, "PDFViewerRect")["properties"]
    assert rect["pageNumber"]["minimum"] == 1
    outline = rect["outline"]
    assert (outline["minItems"], outline["maxItems"], outline["items"]["exclusiveMinimum"]) == (4, 4, 0)
    assert schema(document, "SelectedMeta")["properties"]["rects"]["minItems"] == 1


@pytest.mark.proves("rule:conventions.envelope")
def test_every_json_reply_stands_in_the_envelope(document: Json) -> None:
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            content = operation["responses"]["200"].get("content", {}).get("application/json")
            if content is None:
                assert path.endswith(("/events", "/download", "/export")), path
                continue
            name = content["schema"]["$ref"].rsplit("/", 1)[-1]
            members = schema(document, name)["properties"]
            assert {"status", "data"} <= set(members), (method, path)
            assert members["status"]["const"] == "ok"


def test_every_operation_needs_a_key_and_says_what_it_refuses(document: Json) -> None:
    for operations in document["paths"].values():
        for operation in operations.values():
            assert operation["security"] == [{"HTTPBearer": []}]
            assert {"200", "401", "403"} <= set(operation["responses"])
            assert operation["summary"]
    assert document["components"]["securitySchemes"]["HTTPBearer"] == {"type": "http", "scheme": "bearer"}


def test_health_is_told_without_a_key(service: Service) -> None:
    for path in ("/healthz", "/readyz"):
        reply = httpx.get(service.url + path)
        assert (reply.status_code, reply.json()["status"]) == (200, "ok")
