"""Word files, from upload to a quote that is found on the page of the PDF made of them."""

import io
from collections.abc import Callable, Generator
from contextlib import ExitStack, closing
from dataclasses import dataclass

import httpx
import pypdfium2
import pytest

from tests import files
from tests.api_client import READY, Client
from tests.service import Service
from tests.word import packages
from tests.word.conftest import needs_office
from tests.words import ShownWords

PAGES, SEED = 4, 21
FACTS = files.facts(PAGES, SEED)
DUES = {"What were mooring fees in 2024?": "412", "What were pilot fees in 2023?": "104"}


@dataclass(frozen=True)
class Case:
    """A Word file that is ready, at the service that took it in."""

    service: Service
    client: Client
    upload_id: str

    @property
    def pdf(self) -> bytes:
        return self.client.http.get(f"/documents/{self.upload_id}/download").content


WAYS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "docx": ("service", lambda: packages.book(PAGES, SEED)),
    "doc": ("service", lambda: packages.old_book(PAGES, SEED)),
    "docx-without-office": ("without_office", lambda: packages.book(PAGES, SEED)),
}


@pytest.fixture(
    scope="module",
    params=[
        pytest.param("docx", marks=needs_office),
        pytest.param("doc", marks=needs_office),
        "docx-without-office",
    ],
)
def case(request: pytest.FixtureRequest) -> Generator[Case]:
    """The book as each kind of Word file, by each way to a PDF, under a name that says nothing of it."""
    name, make = WAYS[request.param]
    service: Service = request.getfixturevalue(name)
    with service.client(service.new_user(f"reader-{request.param}", elite_page=100, question=100)) as client:
        yield Case(service, client, client.ready(make(), "letter.pdf"))


@pytest.mark.proves("rule:sources.resolve", "rule:sources.paged")
def test_every_quote_stands_under_its_rectangles(case: Case) -> None:
    with closing(ShownWords(case.pdf)) as shown:
        for fact in FACTS:
            answer = case.client.ask(case.upload_id, fact.question)
            assert fact.sentence in answer.text
            assert answer.source_info
            assert fact.sentence in shown.under(answer.source_info)
            assert all(source["upload_id"] == case.upload_id for source in answer.source_info)


def test_cells_of_a_table_are_found_in_it(case: Case) -> None:
    with closing(ShownWords(case.pdf)) as shown:
        for question, figure in DUES.items():
            answer = case.client.ask(case.upload_id, question)
            assert figure in answer.text
            assert answer.source_info
            assert figure in shown.under(answer.source_info)


def test_headings_tables_and_pictures_are_kept(case: Case) -> None:
    parsed = case.client.data("GET", f"/pdf_parser/{case.upload_id}")
    headings = [one["text"] for one in parsed["elements"] if one.get("is_heading")]
    assert {f"Chapter {number + 1}" for number in range(PAGES)} <= set(headings)
    (table,) = [one for one in parsed["elements"] if one["type"] == "table"]
    texts = {cell["text"] for cell in table["cells"].values()}
    assert {cell for row in packages.TABLE_ROWS for cell in row if cell} <= texts
    with pypdfium2.PdfDocument(case.pdf) as pdf:
        kinds = [one.type for page in pdf for one in page.get_objects(max_depth=4)]
        assert kinds.count(pypdfium2.raw.FPDF_PAGEOBJ_IMAGE) == 1
        assert parsed["document"]["page_count"] == len(pdf)


@pytest.mark.proves("rule:charges.upload")
def test_pages_of_the_pdf_are_charged(case: Case) -> None:
    with pypdfium2.PdfDocument(case.pdf) as pdf:
        pages = len(pdf)
    assert case.client.data("GET", "/users/quota")["package"]["elite_page"]["used_count"] == pages
    assert case.service.held(f"document:{case.upload_id}") == []


@pytest.mark.proves("rule:documents.download-word")
def test_the_download_is_the_pdf_whole_or_in_part(case: Case) -> None:
    path = f"/documents/{case.upload_id}/download"
    whole = case.client.http.get(path, headers={"Origin": "https://reader.example"})
    assert (whole.status_code, whole.headers["content-type"]) == (200, "application/pdf")
    assert whole.headers["access-control-allow-origin"] == "*"
    assert whole.content.startswith(b"%PDF-")
    part = case.client.http.get(path, headers={"Range": "bytes=5-24"})
    assert (part.status_code, part.content) == (206, whole.content[5:25])


@pytest.mark.proves("status:20", "status:30")
@needs_office
@pytest.mark.parametrize("make", [packages.book, packages.old_book])
def test_a_conversion_is_watched_by_its_statuses(client: Client, make: Callable[[int, int], bytes]) -> None:
    upload_id = client.upload(make(2, 5), "report.docx")
    with client.stream("GET", f"/documents/{upload_id}/events") as (_, events):
        seen = [event["status"] for event in events]
    assert seen == sorted(seen), "a status never goes back"
    assert 20 in seen
    assert seen[-1] == READY
    assert set(seen) <= {1, 20, 30, 40, 50, 70, 210, 300}


@needs_office
def test_conversions_at_once_do_not_meet(client: Client) -> None:
    made = {seed: client.upload(packages.book(1, seed), f"{seed}.docx") for seed in range(30, 34)}
    for seed, upload_id in made.items():
        assert client.finished(upload_id)["status"] == READY
        (fact,) = files.facts(1, seed)
        assert fact.sentence in client.ask(upload_id, fact.question).text


@pytest.mark.proves("status:-3")
def test_a_doc_without_office_says_what_helps(without_office: Service) -> None:
    data = packages.compound({"WordDocument": bytes(4096), "1Table": bytes(4096)})
    with without_office.client() as client:
        document = client.finished(client.upload(data, "old.doc"))
    assert document["status"] == -3
    message = document["error_msg"]["error_msg"]
    assert "libreoffice-writer" in message
    assert ".docx or PDF" in message


@pytest.mark.parametrize("chosen", [pytest.param("service", marks=needs_office), "without_office"])
def test_many_languages_keep_their_words(request: pytest.FixtureRequest, chosen: str) -> None:
    lines = [
        "Der Hafen öffnet um sieben.",
        "码头早上七点开放。",
        "Гавань открывается в семь.",
        "Łódź, Ångström",
    ]
    service: Service = request.getfixturevalue(chosen)
    with service.client() as client:
        upload_id = client.ready(packages.package("".join(packages.paragraph(line) for line in lines)), "lines.docx")
        text = "\n".join(one["text"] for one in client.data("GET", f"/documents/{upload_id}/elements"))
        pdf = client.http.get(f"/documents/{upload_id}/download").content
    for line in lines:
        assert line.replace(" ", "") in text.replace(" ", "")
    assert "码头" in _words(pdf)


@pytest.mark.parametrize("chosen", [pytest.param("service", marks=needs_office), "without_office"])
def test_a_document_with_macros_is_read_without_them(request: pytest.FixtureRequest, chosen: str) -> None:
    macros = packages.Link("rIdMacros", "vbaProject", "vbaProject.bin", outside=False)
    parts = packages.Parts([macros], {"word/vbaProject.bin": bytes(2000)}, packages.WITH_MACROS)
    service: Service = request.getfixturevalue(chosen)
    with service.client() as client:
        upload_id = client.ready(packages.package(packages.paragraph("The ferry leaves at nine."), parts), "a.docm")
        assert "The ferry leaves at nine." in _words(client.http.get(f"/documents/{upload_id}/download").content)


@pytest.mark.parametrize("chosen", [pytest.param("service", marks=needs_office), "without_office"])
def test_what_can_not_be_shown_hinders_nothing(request: pytest.FixtureRequest, chosen: str) -> None:
    pictures = {"garbage.png": b"no picture", "half.png": packages.png()[:60], "old.emf": bytes(200)}
    links = [packages.Link(f"rId{name[:4]}", "image", f"media/{name}", outside=False) for name in pictures]
    parts = packages.Parts(links, {f"word/media/{name}": data for name, data in pictures.items()})
    body = "".join(
        [
            packages.paragraph("Before #pagebreak() $x$ @nobody <nowhere> *not bold* = all of it."),
            *(packages.picture(f'r:embed="{link.id}"') for link in links),
            packages.formula("√∫∬undefined_{{}^#"),
            '<w:p><w:hyperlink w:anchor="nowhere"><w:r><w:t>to a bookmark</w:t></w:r></w:hyperlink></w:p>',
            packages.paragraph("What follows is still there."),
        ]
    )
    service: Service = request.getfixturevalue(chosen)
    with service.client() as client:
        upload_id = client.ready(packages.package(body, parts), "odd.docx")
        words = _words(client.http.get(f"/documents/{upload_id}/download").content)
    assert "Before #pagebreak() $x$ @nobody <nowhere> *not bold* = all of it." in words
    assert "to a bookmark" in words
    assert "What follows is still there." in words


@pytest.mark.parametrize("chosen", [pytest.param("service", marks=needs_office), "without_office"])
def test_of_tracked_changes_the_outcome_is_read(request: pytest.FixtureRequest, chosen: str) -> None:
    who = 'w:author="clerk" w:date="2024-01-01T00:00:00Z"'
    runs = (
        "<w:r><w:t>The ferry leaves at </w:t></w:r>"
        f'<w:del w:id="1" {who}><w:r><w:delText>seven</w:delText></w:r></w:del>'
        f'<w:ins w:id="2" {who}><w:r><w:t>nine</w:t></w:r></w:ins>'
    ).replace("<w:t>", '<w:t xml:space="preserve">')
    service: Service = request.getfixturevalue(chosen)
    with service.client() as client:
        upload_id = client.ready(packages.package(f"<w:p>{runs}</w:p>", packages.settings()), "changed.docx")
        assert _words(client.http.get(f"/documents/{upload_id}/download").content) == "The ferry leaves at nine"


@pytest.mark.proves("rule:charges.ocr-word")
def test_recognition_may_be_asked_of_every_page(without_office: Service) -> None:
    with without_office.client(without_office.new_user("forced", elite_page=9, ocr_page=9)) as client:
        data = packages.package(packages.paragraph("The ferry leaves at nine."))
        document = client.finished(client.upload(data, "forced.docx", ocr="force"))
        assert document["status"] == READY, document
        package = client.data("GET", "/users/quota")["package"]
    assert (package["elite_page"]["used_count"], package["ocr_page"]["used_count"]) == (1, 1)


@pytest.mark.proves("rule:documents.download-word")
def test_the_original_is_not_handed_out(case: Case) -> None:
    reply: httpx.Response = case.client.http.get(f"/documents/{case.upload_id}/download")
    assert not reply.content.startswith((b"PK", b"\xd0\xcf"))


def _words(pdf: bytes) -> str:
    with ExitStack() as stack:
        document = stack.enter_context(pypdfium2.PdfDocument(io.BytesIO(pdf)))
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)
