"""Our own client and command, the whole way: files of every kind, a website, collections, several documents."""

import asyncio
import json
import os
import re
import subprocess
import sys
from collections.abc import Generator
from pathlib import Path

import pytest

from chatdoc import AsyncChatDOC, BadRequestError, ChatDOC, Document, NotFoundError, QuotaExceededError
from tests import files
from tests.contract import places
from tests.contract.material import FACT, MATERIALS, QUESTION, TITLE
from tests.service import Service

OTHER = files.facts(1, seed=41)[0]


@pytest.fixture
def key(host: Service, request: pytest.FixtureRequest) -> str:
    """The key of a user of the test's own."""
    packages = {"elite_page": 10, "documents_tokens": 10_000, "ocr_page": 10, "question": 10}
    return host.new_user(request.node.name[-70:], **packages)


@pytest.fixture
def client(host: Service, key: str) -> Generator[ChatDOC]:
    with ChatDOC(key, host.api) as client:
        yield client


@pytest.mark.parametrize("kind", MATERIALS)
def test_the_whole_way(client: ChatDOC, site: str, tmp_path: Path, kind: str) -> None:
    material = MATERIALS[kind]
    if kind == "website":
        uploaded = client.documents.website(site)
    else:
        uploaded = client.documents.upload(material.make(), name=material.name, **material.form)
    document = uploaded.wait(300)
    assert document.name == (TITLE if kind == "website" else material.name)
    answer = client.ask(document, QUESTION)
    assert "1893" in answer.text()
    shown = client.documents.download(document, tmp_path / "shown").read_bytes()
    assert answer.citations
    for citation in answer.citations:
        assert citation.upload_id == document.id
        assert (citation.page is not None) == bool(citation.rectangles) == material.paged
        assert bool(citation.blocks) != material.paged
    if kind != "scan":
        assert any(FACT in places.words_at(item, shown) for item in answer.source_info)
    document.delete()
    with pytest.raises(NotFoundError):
        document.refresh()


def filled(client: ChatDOC) -> tuple[Document, Document, Document]:
    """Two documents and a collection that holds clones of them."""
    first = client.documents.upload(MATERIALS["md"].make(), name="harbour.md").wait(120)
    second = client.documents.upload(files.book(1, seed=41), name="book.pdf").wait(120)
    collection = client.collections.create("Both")
    assert (collection.type, collection.status, collection.members) == ("collection", 1, ())
    clones = client.collections.clone(collection, [first, second.id])
    assert [one.name for one in clones] == ["harbour.md", "book.pdf"]
    assert all(one.ready for one in clones)
    return first, second, collection.wait(60)


def test_collections_and_several_documents(client: ChatDOC) -> None:
    first, second, collection = filled(client)
    assert [one.name for one in collection.members] == ["harbour.md", "book.pdf"]
    for asked in (collection, [first, second]):
        members = [one.id for one in collection.members] if asked is collection else [first.id, second.id]
        for question, fact, where in ((QUESTION, FACT, members[0]), (OTHER.question, OTHER.sentence, members[1])):
            answer = client.ask(asked, question)
            assert fact in answer.text()
            assert where in {citation.upload_id for citation in answer.citations}
    suggested = client.questions.suggested(first)
    assert len(set(suggested)) == len(suggested) == 5
    with pytest.raises(BadRequestError):
        client.collections.clone(collection, [collection])
    with pytest.raises(BadRequestError):
        client.documents.website("ftp://example.com/")
    collection.delete()
    assert first.refresh().ready


def test_a_clone_that_is_not_paid_for_is_refused(host: Service) -> None:
    with ChatDOC(host.new_user("poor-cloner", elite_page=1), host.api) as client:
        document = client.documents.upload(files.note()).wait(60)
        with pytest.raises(QuotaExceededError):
            client.collections.clone(client.collections.create("Too dear"), [document])


def test_the_same_without_blocking(host: Service, key: str, site: str) -> None:
    async def use() -> None:
        async with AsyncChatDOC(key, host.api) as client:
            collection = await client.collections.create("Later")
            website = await (await client.documents.website(site, collection=collection)).wait(120)
            assert website.type == "doc_of_collection"
            note = await (await client.documents.upload(files.note())).wait(60)
            [clone] = await client.collections.clone(collection, [note])
            assert [one.id for one in (await collection.refresh()).members] == [website.id, clone.id]
            assert FACT in await client.ask([website, clone], QUESTION).text()
            assert len(await client.questions.suggested(website)) == 5

    asyncio.run(use())


def command(host: Service, key: str, folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    known = {"CHATDOC_API_URL": host.api, "CHATDOC_API_KEY": key, "NO_COLOR": "1"}
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "chatdoc", *arguments],
        cwd=folder,
        env=os.environ | known,
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )


def test_the_command_takes_in_a_website_and_collects(host: Service, key: str, site: str, tmp_path: Path) -> None:
    (tmp_path / "harbour.md").write_bytes(MATERIALS["md"].make())
    done = command(host, key, tmp_path, "website", site)
    assert (done.returncode, done.stderr) == (0, "")
    upload_id, _, name = done.stdout.strip().partition("  ")
    assert name == TITLE
    made = command(host, key, tmp_path, "collect", "All of it", upload_id, "--json")
    assert made.returncode == 0, made.stderr
    collection = json.loads(made.stdout)
    assert (collection["name"], collection["status"]) == ("All of it", 300)
    into = command(host, key, tmp_path, "upload", "harbour.md", "--collection", collection["id"])
    assert into.returncode == 0, into.stderr
    asked = command(host, key, tmp_path, "ask", collection["id"], QUESTION)
    assert FACT in asked.stdout
    assert re.search(r"^\[\d\] .+, block \d+\n {4}“.+”$", asked.stdout, re.MULTILINE), asked.stdout
    assert len(command(host, key, tmp_path, "suggest", upload_id).stdout.splitlines()) == 5


def test_the_command_says_what_it_cannot_collect(host: Service, key: str, tmp_path: Path) -> None:
    wrong = command(host, key, tmp_path, "collect", "Nothing", "no-id")
    assert (wrong.returncode, wrong.stderr) == (2, "chatdoc: 'no-id' is not the id of a document.\n")
    unknown = command(host, key, tmp_path, "collect", "Nothing", "0" * 32)
    assert (unknown.returncode, unknown.stderr) == (4, "chatdoc: It is not there, or not yours.\n")
    refused = command(host, key, tmp_path, "website", "nowhere")
    assert refused.returncode == 1
    assert refused.stderr.startswith("chatdoc: nowhere: Please give the address of a website")
    with ChatDOC(key, host.api) as client:
        assert list(client.documents.list()) == []
