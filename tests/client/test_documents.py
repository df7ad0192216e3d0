"""The hand-written client against a real server: from a file to citations."""

import asyncio
from collections.abc import Generator
from pathlib import Path

import pytest

from chatdoc import AsyncChatDOC, BadRequestError, ChatDOC, Document, NotFoundError, ParsedElement, Progress, Rect
from tests import files
from tests.service import Service

EXPORTS = {
    "report.md": "# ", "report.HTML": "<!doctype html>", "report.json": '{"format":"chatdoc-document"',
    "report.docling.json": '{"schema_name":"DoclingDocument"',
}  # fmt: skip
FACT = files.facts(3)[1]


@pytest.fixture(scope="module")
def client(service: Service) -> Generator[ChatDOC]:
    with ChatDOC(service.new_user("client-tests", elite_page=50, lite_page=5, question=50), service.api) as client:
        yield client


@pytest.fixture(scope="module")
def book(client: ChatDOC, tmp_path_factory: pytest.TempPathFactory) -> Document:
    path = tmp_path_factory.mktemp("files") / "a book.pdf"
    path.write_bytes(files.book(3))
    return client.documents.upload(path).wait(60)


def test_progress_is_reported_on_the_way(client: ChatDOC) -> None:
    steps: list[Progress] = []
    uploaded = client.documents.upload(files.note(), name="note.pdf", package="lite")
    assert not uploaded.ready
    document = uploaded.wait(60, steps.append)
    assert document.ready
    assert document.name == "note.pdf"
    assert steps[-1].is_final
    assert [step.status for step in steps] == sorted(step.status for step in steps)
    document.delete()
    with pytest.raises(NotFoundError):
        document.refresh()


def test_an_answer_comes_in_chunks_with_typed_citations(client: ChatDOC, book: Document) -> None:
    answer = client.ask(book, FACT.question, detailed_citation=True)
    assert (answer.answer, answer.id, answer.citations) == ("", None, ())
    chunks = list(answer)
    assert len(chunks) > 1
    assert "".join(chunks) == answer.answer == answer.text()
    assert FACT.sentence in answer.answer
    assert '[<span data-index="0">1</span>]' in answer.answer
    citation = answer.citations[0]
    assert (citation.source, citation.upload_id, citation.page) == (0, book.id, FACT.page)
    [paragraph] = [one for one in client.documents.elements(book, [1]) if FACT.sentence in _words(one)]
    left, top, right, bottom = paragraph.outline
    for rectangle in citation.rectangles:
        assert isinstance(rectangle, Rect)
        assert left - 1 <= rectangle.left < rectangle.right <= right + 1
        assert top - 1 <= rectangle.top < rectangle.bottom <= bottom + 1
    assert answer.id is not None
    stored = client.questions.get(answer.id)
    assert (stored.question, stored.answer, stored.citations) == (FACT.question, answer.answer, answer.citations)
    assert stored in list(client.questions.list(book))


def test_answers_are_saved(client: ChatDOC, book: Document, tmp_path: Path) -> None:
    answer = client.ask(book, FACT.question, detailed_citation=True)
    answer.text()
    assert answer.id is not None
    saved = client.questions.export(answer.id, tmp_path / "answer.md")
    assert FACT.sentence in saved.read_text(encoding="utf-8")
    assert client.questions.export(answer.id, tmp_path / "answer.pdf", document=book).read_bytes().startswith(b"%PDF")
    with pytest.raises(BadRequestError, match="draw"):
        client.questions.export(answer.id, tmp_path / "other.pdf", document="0" * 36)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["answer.md", "answer.pdf"]


def test_search(client: ChatDOC, book: Document) -> None:
    best, *others = client.search([book], FACT.sentence, limit=2)
    assert len(others) == 1
    assert FACT.sentence in " ".join(best.text.split())
    assert best.headings == ("Chapter 2",)
    assert best.citations[0].page == best.page == FACT.page
    assert client.search(book.id, FACT.sentence, limit=1)[0].text == best.text


def test_structure_and_file(client: ChatDOC, tmp_path: Path) -> None:
    report = client.documents.upload(files.report(), name="report.pdf").wait(60)
    parsed = client.documents.parsed(report)
    assert parsed.document.page_count == 2
    [table] = [element for element in parsed.elements if element.type == "table"]
    assert table.cells is not None
    assert "412" in {cell.text for cell in table.cells.values()}
    assert client.documents.download(report, tmp_path / "copy.pdf").read_bytes() == files.report()
    assert [path.name for path in tmp_path.iterdir()] == ["copy.pdf"]
    for name, beginning in EXPORTS.items():
        assert client.documents.export(report, tmp_path / name).read_text(encoding="utf-8").startswith(beginning)
    named = client.documents.export(report, tmp_path / "structure", format="docling")
    assert named.read_bytes() == (tmp_path / "report.docling.json").read_bytes()
    report.delete()


def test_lists_go_on_over_pieces(client: ChatDOC, book: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chatdoc.lib.calls.PAGE_SIZE", 1)
    others = [client.documents.upload(files.note(), name=f"n{number}.pdf") for number in range(2)]
    assert [one.name for one in client.documents.list()] == ["n1.pdf", "n0.pdf", book.name]
    assert [one.name for one in client.documents.list("n1")] == ["n1.pdf"]
    for other in others:
        other.wait(60).delete()


def test_quota_counts(client: ChatDOC, book: Document) -> None:
    before = client.quota().question
    client.ask(book, FACT.question).text()
    after = client.quota().question
    assert before is not None
    assert after is not None
    assert (after.max_count, after.used_count) == (50, before.used_count + 1)


def test_refusals(client: ChatDOC, book: Document) -> None:
    with pytest.raises(BadRequestError, match="empty"):
        client.documents.upload(b"", name="empty.pdf")
    with pytest.raises(BadRequestError, match="gold"):
        client.documents.upload(files.note(), package="gold")
    with pytest.raises(NotFoundError):
        client.documents.get("../users/quota")
    with pytest.raises(BadRequestError, match="question"):
        client.ask(book, "").text()
    with pytest.raises(FileNotFoundError):
        client.documents.upload("not-there.pdf")


def test_the_same_without_blocking(service: Service, book: Document, tmp_path: Path) -> None:
    key = service.new_user("async-client-tests", elite_page=5, question=5)

    async def use() -> None:
        async with AsyncChatDOC(key, service.api) as other:
            uploaded = await other.documents.upload(files.book(3), name="book.pdf")
            document = await uploaded.wait(60)
            async with other.ask(document, FACT.question) as answer:
                chunks = [chunk async for chunk in answer]
            assert FACT.sentence in "".join(chunks)
            assert answer.citations[0].page == FACT.page
            assert [one.name async for one in other.documents.list()] == ["book.pdf"]
            assert [one.id async for one in other.questions.list(document)] == [answer.id]
            assert (await other.search(document, FACT.sentence))[0].page == FACT.page
            assert (await other.documents.parsed(document)).document.page_count == 3
            copy = await other.documents.download(document, tmp_path / "copy.pdf")
            assert copy.read_bytes() == files.book(3)
            written = await other.documents.export(document, tmp_path / "book.md")
            assert FACT.sentence in written.read_text(encoding="utf-8")
            assert answer.id is not None
            saved = await other.questions.export(answer.id, tmp_path / "answer.md")
            assert FACT.sentence in saved.read_text(encoding="utf-8")
            assert len(await other.documents.elements(document, [0])) < len(await other.documents.elements(document))
            assert (await document.refresh()).ready
            with pytest.raises(NotFoundError):
                await other.documents.get(book)
            await document.delete()

    asyncio.run(use())


def _words(element: ParsedElement) -> str:
    return " ".join((element.text or "").split())
