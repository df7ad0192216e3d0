"""One quota reply, read by both published examples and by the generated client, before and after each charge."""

import time
from collections.abc import Callable

import httpx
import pytest

import chatdoc
from chatdoc_server.accounts.quota import PackageKind
from tests import files
from tests.api_client import Client, Json
from tests.contract.material import scan
from tests.service import Service

KINDS = [
    "page", "question", "lite_page", "basic_page", "elite_page",
    "documents_tokens", "gpt4_question", "gpt4o_question", "ocr_page",
]  # fmt: skip
GRANTED = {
    "elite_page": 100, "basic_page": 90, "lite_page": 80, "ocr_page": 70, "documents_tokens": 60_000,
    "question": 50, "gpt4_question": 40, "gpt4o_question": 30,
}  # fmt: skip
NOTES = b"# Ferry\n\nThe ferry to Larkfield leaves at seven in the morning.\n"

Used = dict[str, tuple[int, int] | None]
"""Of each kind how many there are and how many are used, None where there is no package."""


def by_the_http_page(service: Service, key: str) -> Used | None:
    """As the description of the HTTP page shows it: `{"data": {"package": …}}`."""
    body = httpx.get(f"{service.api}/users/quota", headers={"Authorization": f"Bearer {key}"}).json()
    return members(body["data"]["package"])


def by_the_response_example(service: Service, key: str) -> Used | None:
    """As the response example shows it: `{"package": …}`."""
    body = httpx.get(f"{service.api}/users/quota", headers={"Authorization": f"Bearer {key}"}).json()
    return members(body["package"])


def by_the_client_page(service: Service, key: str) -> Used | None:
    """As the page of the Python client does it."""
    configuration = chatdoc.Configuration(host=service.api, access_token=key)
    with chatdoc.ApiClient(configuration) as api_client:
        api_response = chatdoc.UsersApi(api_client).get_quota_users_quota_get()
    if api_response.package is None:
        return None
    found = {kind: getattr(api_response.package, kind) for kind in KINDS}
    return {kind: None if one is None else (one.max_count, one.used_count) for kind, one in found.items()}


def members(package: Json | None) -> Used | None:
    if package is None:
        return None
    assert sorted(package) == sorted(KINDS)
    return {kind: one and (one["max_count"], one["used_count"]) for kind, one in package.items()}


READERS = (by_the_http_page, by_the_response_example, by_the_client_page)


class Account:
    """A user whose quota all readers see alike."""

    def __init__(self, service: Service, name: str, **packages: int) -> None:
        self.service = service
        self.key = service.new_user(name, **packages)

    def quota(self) -> Used | None:
        seen = [read(self.service, self.key) for read in READERS]
        assert seen[0] == seen[1] == seen[2]
        return seen[0]

    def used(self) -> dict[str, int]:
        """What is used, kinds left out that are not."""
        found = self.quota()
        assert found is not None
        return {kind: one[1] for kind, one in found.items() if one is not None and one[1]}

    def client(self) -> Client:
        return self.service.client(self.key)


@pytest.fixture
def new_account(service: Service, request: pytest.FixtureRequest) -> Callable[..., Account]:
    return lambda **packages: Account(service, request.node.name[-80:], **packages)


@pytest.mark.proves("rule:quota.none", "rule:conventions.quota-twice", "operation:GET /users/quota")
def test_no_package_is_null_to_all_of_them(new_account: Callable[..., Account]) -> None:
    assert new_account().quota() is None


@pytest.mark.proves("rule:quota.members", "rule:quota.page-sum")
def test_absent_ones_are_null_to_all_of_them(new_account: Callable[..., Account]) -> None:
    account = new_account(basic_page=7, question=3)
    expected: Used = {**dict.fromkeys(KINDS), "page": (7, 0), "basic_page": (7, 0), "question": (3, 0)}
    assert account.quota() == expected
    every = Account(account.service, "every kind of package", **GRANTED)
    assert every.quota() == {**{kind: (count, 0) for kind, count in GRANTED.items()}, "page": (270, 0)}


@pytest.mark.proves("rule:quota.expired")
def test_expired_ones_are_not_counted_by_any_of_them(service: Service, new_account: Callable[..., Account]) -> None:
    account = new_account(elite_page=5)
    with service.office() as office:
        user = next(user for user in office.users.list() if user.name.startswith("test_expired_ones"))
        for kind, seconds in [("elite_page", -1), ("elite_page", 3600), ("question", -1), ("ocr_page", 3600)]:
            office.quota.grant(user.name, PackageKind(kind), 100, expires_at=int(time.time()) + seconds)
    expected: Used = {**dict.fromkeys(KINDS), "elite_page": (105, 0), "page": (105, 0), "ocr_page": (100, 0)}
    assert account.quota() == expected


@pytest.mark.proves("rule:charges.upload", "rule:charges.question", "rule:charges.ocr", "rule:collections.clone-charge")
def test_each_kind_of_charge_is_seen_by_all_of_them(new_account: Callable[..., Account]) -> None:
    account = new_account(**GRANTED)
    expected: dict[str, int] = {}

    def charged(**counts: int) -> None:
        for kind, count in counts.items():
            expected[kind] = expected.get(kind, 0) + count
        assert account.used() == expected

    with account.client() as client:
        charged()
        for number, depth in enumerate(("elite", "basic", "lite"), 2):
            upload_id = client.ready(files.book(number), package_type=depth)
            charged(page=number, **{f"{depth}_page": number})
        scanned = client.ready(scan(), ocr="force")
        charged(page=1, elite_page=1, ocr_page=1)
        collection_id = client.data("POST", "/collections", json={"name": "Clones"})["id"]
        for original, cost in [(upload_id, {"page": 4, "lite_page": 4}), (scanned, {"page": 1, "elite_page": 1})]:
            body = {"collection_id": collection_id, "upload_ids": [original]}
            client.data("POST", "/collections/clone-documents", json=body)
            charged(**cost)
        for model, kind in [("default", "question"), ("gpt-4", "gpt4_question"), ("gpt-4o", "gpt4o_question")]:
            client.ask(upload_id, "What was built?", model_type=model)
            charged(**{kind: 1})
        client.finished(client.upload(files.without_pages()))
        client.data("DELETE", f"/documents/{scanned}")
        charged()


@pytest.mark.proves("rule:documents.package-flowing", "rule:collections.clone-charge")
def test_tokens_are_charged_and_charged_again_for_a_clone(new_account: Callable[..., Account]) -> None:
    account = new_account(**GRANTED)
    with account.client() as client:
        upload_id = client.ready(NOTES, "notes.md", package_type="lite", ocr="force")
        once = account.used()
        assert set(once) == {"documents_tokens"}
        assert 10 <= once["documents_tokens"] <= 40
        collection_id = client.data("POST", "/collections", json={"name": "Clones"})["id"]
        body = {"collection_id": collection_id, "upload_ids": [upload_id]}
        client.data("POST", "/collections/clone-documents", json=body)
        assert account.used() == {"documents_tokens": 2 * once["documents_tokens"]}
