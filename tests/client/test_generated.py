"""The generated layer: the published example, both forms of the quota, and its pages."""

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import chatdoc
from chatdoc import ApiException
from chatdoc.models.package_quota_resp import PackageQuotaResp
from tests.client.peer import Reply, peer
from tests.service import Service

PAGES = Path(__file__).parents[2] / "packages/chatdoc/docs"
HOSTED = "https://api.chatdoc.com/api/v2"

# As the hosted service's own page for its client has it.
EXAMPLE = r"""
import time
import os
import chatdoc
from chatdoc.models.package_quota_resp import PackageQuotaResp
from chatdoc.rest import ApiException
from pprint import pprint

# Defining the host is optional and defaults to https://api.chatdoc.com/api/v2
# See configuration.py for a list of all supported configuration parameters.
configuration = chatdoc.Configuration(
    host="https://api.chatdoc.com/api/v2"
)

# The client must configure the authentication and authorization parameters
# in accordance with the API server security policy.
# Examples for each auth method are provided below, use the example that
# satisfies your auth use case.

# Configure Bearer authorization: HTTPBearer
configuration = chatdoc.Configuration(
    access_token=os.environ["BEARER_TOKEN"]
)

# Enter a context with an instance of the API client
with chatdoc.ApiClient(configuration) as api_client:
    # Create an instance of the API class
    api_instance = chatdoc.UsersApi(api_client)

    try:
        # Get Quota
        api_response = api_instance.get_quota_users_quota_get()
        print("The response of UsersApi->get_quota_users_quota_get:\n")
        pprint(api_response)
    except Exception as e:
        print("Exception when calling UsersApi->get_quota_users_quota_get: %s\n" % e)
"""
GONE = "This page has expired, please refresh the page and try again."
PACKAGE = {"elite_page": {"max_count": 3000, "used_count": 1045}, "question": None}


def run_example(text: str, key: str, url: str) -> str:
    environment = os.environ | {"BEARER_TOKEN": key, "CHATDOC_API_URL": url}
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", text],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_published_example_runs_word_for_word(service: Service) -> None:
    # Its second Configuration names no host, so the environment does.
    for text in (EXAMPLE, EXAMPLE.replace(HOSTED, service.api)):
        printed = run_example(text, service.key, service.api)
        assert "Exception" not in printed
        assert "elite_page=PackageDataResp(max_count=1000000, used_count=" in printed


def test_the_example_says_what_went_wrong(service: Service) -> None:
    assert "(401)" in run_example(EXAMPLE, "ak-wrong", service.api)


def test_host(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CHATDOC_API_URL", raising=False)
    assert chatdoc.Configuration().host == HOSTED
    monkeypatch.setenv("CHATDOC_API_URL", "http://elsewhere/api/v2")
    assert chatdoc.Configuration().host == "http://elsewhere/api/v2"
    assert chatdoc.Configuration(host="http://here/api/v2").host == "http://here/api/v2"


@pytest.mark.proves("rule:conventions.quota-twice")
@pytest.mark.parametrize(
    "body",
    [
        {"data": {"package": PACKAGE}},
        {"package": PACKAGE},
        {"status": "ok", "data": {"package": PACKAGE}, "package": PACKAGE},
    ],
    ids=["data", "package", "both"],
)
def test_quota_in_each_form(body: object) -> None:
    with peer(Reply(body=body)) as answering:
        configuration = chatdoc.Configuration(host=answering.url, access_token="ak-x")
        with chatdoc.ApiClient(configuration) as api_client:
            quota = chatdoc.UsersApi(api_client).get_quota_users_quota_get()
            api_client.rest_client.pool_manager.clear()
        with chatdoc.ChatDOC("ak-x", answering.url) as client:
            assert client.quota() == quota.package
    assert isinstance(quota, PackageQuotaResp)
    assert quota.package is not None
    assert quota.package.elite_page == chatdoc.PackageDataResp(max_count=3000, used_count=1045)
    assert quota.package.question is None
    assert answering.received[0].headers["Authorization"] == "Bearer ak-x"


def test_no_package() -> None:
    with peer(Reply(body={"status": "ok", "data": {"package": None}, "package": None})) as answering:
        with chatdoc.ApiClient(chatdoc.Configuration(host=answering.url)) as api_client:
            assert chatdoc.UsersApi(api_client).get_quota_users_quota_get().package is None
            api_client.rest_client.pool_manager.clear()
        with chatdoc.ChatDOC("ak-x", answering.url) as client:
            assert client.quota().page is None


def test_an_error_keeps_its_form() -> None:
    with (
        peer(Reply(404, {"data": {}, "detail": GONE})) as answering,
        chatdoc.ApiClient(chatdoc.Configuration(host=answering.url)) as api_client,
    ):
        with pytest.raises(ApiException) as caught:
            chatdoc.DocumentsApi(api_client).get_document_documents_upload_id_get("x")
        api_client.rest_client.pool_manager.clear()
    assert caught.value.status == 404
    assert caught.value.data == chatdoc.Gone(data={}, detail=GONE)


def test_every_documented_call_returns_what_is_in_the_envelope(service: Service) -> None:
    with chatdoc.ApiClient(chatdoc.Configuration(host=service.api, access_token=service.key)) as api_client:
        page = chatdoc.DocumentsApi(api_client).list_documents_documents_get(limit=1)
        assert isinstance(page, chatdoc.DocumentPage)
        assert isinstance(chatdoc.QuestionsApi(api_client).list_questions_questions_get(), chatdoc.QuestionPage)
        api_client.rest_client.pool_manager.clear()


def test_the_page_of_users() -> None:
    page = (PAGES / "UsersApi.md").read_text()
    assert f"```python{EXAMPLE}```" in page
    assert "> PackageQuotaResp get_quota_users_quota_get()\n\nGet Quota\n\nGet quota of not expired package" in page
    assert re.findall(r"^### (.*)$", page, re.MULTILINE) == [
        "Example",
        "Parameters",
        "Return type",
        "Authorization",
        "HTTP request headers",
        "HTTP response details",
    ]
    for line in (
        "All URIs are relative to *https://api.chatdoc.com/api/v2*",
        "[**get_quota_users_quota_get**](UsersApi.md#get_quota_users_quota_get) | **GET** /users/quota | Get Quota",
        "[**PackageQuotaResp**](PackageQuotaResp.md)",
        "[HTTPBearer](../README.md#HTTPBearer)",
        " - **Content-Type**: Not defined",
        " - **Accept**: application/json",
        "**200** | Successful Response |  -  |",
    ):
        assert f"\n{line}\n" in page


def test_links_of_the_pages_lead_somewhere() -> None:
    readme = (PAGES.parent / "README.md").read_text()
    anchors = {re.sub(r"[^a-z0-9 -]", "", heading.lower()).replace(" ", "-") for heading in _headings(readme)}
    for page in PAGES.glob("*.md"):
        for target in re.findall(r"\]\(([^)#]*)(?:#[^)]*)?\)", page.read_text()):
            assert not target or (PAGES / target).exists(), f"{page.name}: {target}"
    text = "".join(page.read_text() for page in PAGES.glob("*.md"))
    linked = {name.lower() for name in re.findall(r"README\.md#([\w-]+)", text)}
    assert linked <= anchors
    assert {page.name for page in PAGES.glob("*Api.md")} == set(re.findall(r"docs/(\w+Api\.md)", readme))


def test_examples_of_the_pages_are_python() -> None:
    for page in PAGES.glob("*Api.md"):
        for example in re.findall(r"```python\n(.*?)```", page.read_text(), re.DOTALL):
            ast.parse(example)


def _headings(text: str) -> list[str]:
    return re.findall(r"^#+ (.*)$", text, re.MULTILINE)
