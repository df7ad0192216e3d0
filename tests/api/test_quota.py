"""What is charged, and how it is told."""

import time
from collections.abc import Callable

import pytest

from chatdoc_server.accounts.quota import PackageKind
from tests import files
from tests.api_client import Client, Json
from tests.service import Service

NewClient = Callable[..., Client]
KINDS = {
    "page", "basic_page", "elite_page", "lite_page", "question",
    "documents_tokens", "ocr_page", "gpt4_question", "gpt4o_question",
}  # fmt: skip


def quota(client: Client) -> Json:
    body: Json = client.http.get("/users/quota").json()
    assert body["package"] == body["data"]["package"], "clients read it at either place"
    return body


@pytest.mark.proves("operation:GET /users/quota", "rule:quota.none", "rule:conventions.quota-twice")
def test_a_user_without_a_package_has_null_at_both_places(new_client: NewClient) -> None:
    assert quota(new_client()) == {"status": "ok", "data": {"package": None}, "package": None}


@pytest.mark.proves("rule:quota.members", "rule:quota.page-sum")
def test_kinds_without_a_package_are_null_and_page_is_the_sum_of_its_tiers(new_client: NewClient) -> None:
    client = new_client(elite_page=100, lite_page=20, question=5)
    client.ready(files.book(3), package_type="elite")
    client.ready(files.book(2), package_type="lite")
    package = quota(client)["package"]
    assert set(package) == KINDS
    assert {kind: value for kind, value in package.items() if value} == {
        "page": {"max_count": 120, "used_count": 5},
        "elite_page": {"max_count": 100, "used_count": 3},
        "lite_page": {"max_count": 20, "used_count": 2},
        "question": {"max_count": 5, "used_count": 0},
    }


@pytest.mark.proves("rule:quota.expired")
def test_expired_packages_do_not_count_and_do_not_pay(service: Service, new_client: NewClient) -> None:
    key = service.new_user("expired-quota", elite_page=2)
    with service.office() as office:
        office.quota.grant("expired-quota", PackageKind.ELITE_PAGE, 1000, expires_at=int(time.time()) - 1)
        office.quota.grant("expired-quota", PackageKind.QUESTION, 1000, expires_at=int(time.time()) - 1)
        office.quota.grant("expired-quota", PackageKind.ELITE_PAGE, 30, expires_at=int(time.time()) + 3600)
    with service.client(key) as client:
        package = quota(client)["package"]
        assert package["elite_page"] == {"max_count": 32, "used_count": 0}
        assert package["question"] is None
        upload_id = client.ready(files.note())
        reply = client.http.post("/questions", json={"upload_id": upload_id, "question": "When?", "stream": False})
        assert reply.status_code == 429


@pytest.mark.proves("rule:charges.pages-short", "rule:charges.failed", "status:-27", "status:-28", "status:-29")
@pytest.mark.parametrize(("package_type", "status"), [("elite", -27), ("lite", -28), ("basic", -29)])
def test_a_document_that_is_not_paid_for_ends_so_and_charges_nothing(
    new_client: NewClient, package_type: str, status: int
) -> None:
    client = new_client(**{f"{package_type}_page": 2})
    document = client.finished(client.upload(files.book(3), package_type=package_type))
    assert document["status"] == status
    assert document["error_msg"]["error_code"] == status
    assert document["error_msg"]["page_num"] == 3
    assert document["error_msg"]["error_msg"]
    assert quota(client)["package"]["page"] == {"max_count": 2, "used_count": 0}
    paid = client.finished(client.upload(files.book(2), package_type=package_type))
    assert paid["status"] == 300, "what was left pays for less"


@pytest.mark.proves("rule:charges.again")
def test_the_same_file_again_charges_again(new_client: NewClient) -> None:
    client = new_client(elite_page=10)
    for _ in range(2):
        client.ready(files.book(3))
    assert quota(client)["package"]["elite_page"]["used_count"] == 6


def test_a_deleted_document_stays_charged(new_client: NewClient) -> None:
    client = new_client(elite_page=10)
    client.data("DELETE", f"/documents/{client.ready(files.book(3))}")
    assert quota(client)["package"]["elite_page"]["used_count"] == 3


@pytest.mark.proves("rule:conventions.status-429", "rule:charges.question-short")
def test_a_question_too_many_is_429_and_leaves_no_question(new_client: NewClient) -> None:
    client = new_client(elite_page=10, question=1)
    upload_id = client.ready(files.note())
    client.ask(upload_id, "When does the ferry leave?")
    for stream in (True, False):
        body = {"upload_id": upload_id, "question": "When does the ferry leave?", "stream": stream}
        reply = client.http.post("/questions", json=body)
        assert reply.status_code == 429
        assert set(reply.json()) == {"detail"}
    assert len(client.data("GET", "/questions")["items"]) == 1
    assert quota(client)["package"]["question"] == {"max_count": 1, "used_count": 1}
