"""The account, and the page for developers, whose commands are run as they stand there."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests import files
from tests.api_client import Client
from tests.service import Service
from tests.web.browser import Watched
from tests.web.conftest import OpenPage

NODE = Path(sys.executable).with_name("node")
COMMAND_SECONDS = 120


def quota_line(page: Page, name: str) -> str:
    return page.get_by_role("listitem").filter(has=page.get_by_text(name, exact=True)).inner_text()


def test_quota_bars_equal_the_ledger(open_app: OpenPage, new_client: Callable[..., Client]) -> None:
    client = new_client(elite_page=40, lite_page=10, question=5)
    client.ready(files.book(4))
    client.ready(files.book(4, seed=1), package_type="lite")
    client.ready(files.book(5, seed=2), package_type="lite")
    package = client.data("GET", "/users/quota")["package"]
    page = open_app("#/account", key=_key_of(client))
    bars = page.get_by_role("progressbar")
    expect(bars).to_have_count(3)
    for kind, name, warning in [
        ("elite_page", "Elite pages", ""),
        ("lite_page", "Lite pages", "Nearly used up"),
        ("question", "Questions", ""),
    ]:
        used, most = package[kind]["used_count"], package[kind]["max_count"]
        bar = page.get_by_role("progressbar", name=name, exact=True)
        expect(bar).to_have_attribute("aria-valuenow", str(round(100 * used / most)))
        expect(bar).to_have_attribute("aria-valuetext", f"{used} of {most} used")
        line = quota_line(page, name)
        assert f"{most - used} left" in line
        assert f"{used} of {most} used · {round(100 * used / most)}%" in line
        assert ("Nearly used up" in line) == bool(warning)


def test_a_user_without_packages_is_told_what_to_do(open_app: OpenPage, new_client: Callable[..., Client]) -> None:
    page = open_app("#/account", key=_key_of(new_client()))
    expect(page.get_by_text("You have no packages")).to_be_visible()
    expect(page.get_by_text("chatdoc-server packages grant")).to_be_visible()


def test_the_user_and_the_service_are_named(open_app: OpenPage, service: Service) -> None:
    page = open_app("#/account")
    # The name stands isolated, so that one in another direction of writing turns nothing around it.
    expect(page.get_by_text("Signed in as \u2068local\u2069.")).to_be_visible()
    version = httpx.get(f"{service.api}/service", headers={"Authorization": f"Bearer {service.key}"}).json()["data"]
    expect(page.get_by_text(f"ChatDOC {version['version']}")).to_be_visible()


def test_a_key_is_made_shown_once_and_revoked(
    watched: Callable[..., Watched], new_client: Callable[..., Client]
) -> None:
    client = new_client(question=1)
    watching = watched(key=_key_of(client), permissions=["clipboard-read", "clipboard-write"])
    page = watching.page
    page.goto("/#/account")
    rows = page.get_by_role("region", name="API keys").get_by_role("listitem")
    expect(rows).to_have_count(1)
    expect(rows.first).to_contain_text("This browser")

    page.get_by_role("button", name="Create key").click()
    dialog = page.get_by_role("dialog", name="Your new key")
    secret = dialog.locator("code").inner_text()
    dialog.get_by_role("button", name="Copy").click()
    expect(dialog.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == secret
    assert _status_of(client, secret) == 200
    dialog.get_by_role("button", name="I have kept it").click()
    expect(page.get_by_text(secret)).to_have_count(0)
    expect(rows).to_have_count(2)

    other = rows.filter(has_not_text="This browser")
    other.get_by_role("button", name="Revoke").click()
    page.get_by_role("button", name="Cancel").click()
    expect(rows).to_have_count(2)
    other.get_by_role("button", name="Revoke").click()
    page.get_by_role("dialog").get_by_role("button", name="Revoke").click()
    expect(rows).to_have_count(1)
    assert _status_of(client, secret) == 401


def test_revoking_the_key_in_use_signs_out(open_app: OpenPage, new_client: Callable[..., Client]) -> None:
    client = new_client()
    made = client.data("POST", "/users/keys")
    page = open_app("#/account", key=made["secret"])
    mine = page.get_by_role("listitem").filter(has_text="This browser")
    mine.get_by_role("button", name="Revoke").click()
    expect(page.get_by_role("dialog")).to_contain_text("you will be signed out at once")
    page.get_by_role("dialog").get_by_role("button", name="Revoke").click()
    expect(page.get_by_label("API key")).to_be_visible()
    assert _status_of(client, made["secret"]) == 401


def test_what_can_t_be_read_says_so_and_is_tried_again(watched: Callable[..., Watched]) -> None:
    watching = watched()
    page = watching.page
    page.route("**/users/quota", lambda route: route.abort())
    page.goto("/#/account")
    expect(page.get_by_text("The service does not answer")).to_be_visible()
    page.unroute("**/users/quota")
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("progressbar", name="Elite pages")).to_be_visible()
    watching.forgive("net::ERR_FAILED")


@pytest.mark.parametrize("with_key", [False, True])
def test_the_commands_for_curl_run_as_they_stand(
    open_app: OpenPage, new_client: Callable[..., Client], tmp_path: Path, with_key: bool
) -> None:
    client = new_client(elite_page=20, question=5)
    key = _key_of(client)
    page = open_app("#/developers", key=key)
    commands = commands_of(page, "curl", with_key=with_key)
    assert list(commands) == [*([] if with_key else ["key"]), "upload", "wait", "ask", "sources", "search", "quota"]
    commands.pop("key", None)
    (tmp_path / "report.pdf").write_bytes(files.book(3))
    script = "\n".join(["set -e", *(f"{code}\necho; echo ---" for code in commands.values())])
    said = run(["bash", "-c", script], tmp_path, {} if with_key else {"CHATDOC_API_KEY": key})
    upload, wait, ask, sources, search, quota = [part.strip() for part in said.split("---")[:-1]]
    assert client.document(upload)["status"] == 300
    assert json.loads(wait.splitlines()[-1].removeprefix("data: "))["status"] == 300
    last = json.loads(ask.split("data: ")[-1])
    assert "source_info" in last
    [asked] = json.loads(sources)["data"]["items"]
    assert asked["id"] == last["id"]
    assert {one["upload_id"] for one in json.loads(search)["data"]} == {upload}
    assert json.loads(quota)["data"]["package"]["elite_page"]["used_count"] == 3


@pytest.mark.parametrize("with_key", [False, True])
def test_the_programs_run_as_they_stand(
    open_app: OpenPage, new_client: Callable[..., Client], tmp_path: Path, with_key: bool
) -> None:
    client = new_client(elite_page=20, question=5)
    key = _key_of(client)
    page = open_app("#/developers", key=key)
    python = commands_of(page, "Python", with_key=with_key)
    script = commands_of(page, "JavaScript", with_key=with_key)
    environment = {} if with_key else {"CHATDOC_API_KEY": key}
    (tmp_path / "report.pdf").write_bytes(files.book(3))
    assert python["install"] == "pip install chatdoc"

    assert run_program(python["client"], tmp_path, environment).strip()
    [document] = client.data("GET", "/documents")["items"]
    assert document["status"] == 300
    assert "question" in run_program(python["hosted"], tmp_path, environment)
    link = run_program(python["token"], tmp_path, environment, document["id"]).strip()
    assert httpx.get(link).content == files.book(3)

    (tmp_path / "ask.mjs").write_text(script["fetch"])
    said = run([str(NODE), "ask.mjs", document["id"]], tmp_path, environment)
    [newest, *_] = client.data("GET", "/questions")["items"]
    assert said.startswith(newest["answer"])
    assert json.loads(said.splitlines()[-1]) == newest["source_info"]


def test_a_command_is_copied_whole(watched: Callable[..., Watched]) -> None:
    page = watched(permissions=["clipboard-read", "clipboard-write"]).page
    page.goto("/#/developers")
    commands = commands_of(page, "Viewer on your page", with_key=False)
    page.get_by_role("button", name="Copy: Frame the viewer").click()
    expect(page.get_by_role("status").filter(has_text="Copied")).to_be_attached()
    assert page.evaluate("navigator.clipboard.readText()") == commands["viewer"]


def test_tabs_are_moved_between_by_arrows(open_app: OpenPage) -> None:
    page = open_app("#/developers")
    page.get_by_role("tab", name="curl").click()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tab", name="Python")).to_be_focused()
    expect(page.get_by_role("tabpanel", name="Python")).to_contain_text("from chatdoc import ChatDOC")
    page.keyboard.press("End")
    expect(page.get_by_role("tab", name="Viewer on your page")).to_have_attribute("aria-selected", "true")


def commands_of(page: Page, tab: str, *, with_key: bool) -> dict[str, str]:
    """The commands under a tab as they stand on the page, by their ids."""
    page.get_by_role("switch", name="Insert my key").set_checked(with_key)
    page.get_by_role("tab", name=tab).click()
    expect(page.get_by_role("tabpanel", name=tab)).to_be_visible()
    found: dict[str, str] = page.evaluate(
        """() => Object.fromEntries([...document.querySelectorAll("[data-command]")].map(
            (one) => [one.dataset.command, one.querySelector("code").textContent]))"""
    )
    return found


def run_program(code: str, folder: Path, environment: dict[str, str], *arguments: str) -> str:
    (folder / "program.py").write_text(code)
    return run([sys.executable, "program.py", *arguments], folder, environment)


def run(command: list[str], folder: Path, environment: dict[str, str]) -> str:
    """Runs a command with nothing of the service in its environment but what is given."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("CHATDOC_")}
    done = subprocess.run(
        command,
        cwd=folder,
        env=clean | environment,
        capture_output=True,
        text=True,
        timeout=COMMAND_SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def _key_of(client: Client) -> str:
    return client.http.headers["Authorization"].removeprefix("Bearer ")


def _status_of(client: Client, key: str) -> int:
    return httpx.get(client.http.base_url.join("users/me"), headers={"Authorization": f"Bearer {key}"}).status_code
