"""What reading by character recognition costs, and that answers point into the scans, over HTTP."""

from collections.abc import Callable

import pytest

from tests import files
from tests.api_client import Client, Json
from tests.ocr.scans import blank, joined, scan
from tests.words import ShownWords

NewClient = Callable[..., Client]
FACTS = files.facts(2, seed=7)
BOOK = files.book(2, seed=7)
MIXED = joined(files.note(), scan(BOOK), blank())


def used(client: Client) -> dict[str, int]:
    """How many pages of each kind were charged."""
    package: Json = client.data("GET", "/users/quota")["package"]
    return {kind: package[kind]["used_count"] for kind in ("elite_page", "ocr_page")}


@pytest.mark.proves("rule:documents.ocr-auto", "rule:charges.ocr")
def test_auto_charges_the_pages_it_read_and_answers_point_into_them(new_client: NewClient) -> None:
    client = new_client(elite_page=10, ocr_page=10, question=10)
    assert used(client) == {"elite_page": 0, "ocr_page": 0}
    upload_id = client.ready(MIXED, ocr="auto")
    assert used(client) == {"elite_page": 4, "ocr_page": 2}
    document = client.document(upload_id)
    assert document["ocr_type"] == "auto"
    shown = ShownWords(joined(files.note(), BOOK, blank()))
    for fact in FACTS:
        answer = client.ask(upload_id, fact.question)
        assert answer.source_info
        pages = {int(page) for source in answer.source_info for page in source if page != "upload_id"}
        assert pages == {fact.page + 1}
        assert fact.sentence in shown.under(answer.source_info)
    shown.close()


@pytest.mark.proves("rule:documents.ocr-disable")
def test_disable_reads_no_picture_and_charges_for_none(new_client: NewClient) -> None:
    client = new_client(elite_page=10, ocr_page=10)
    upload_id = client.ready(MIXED)
    assert used(client) == {"elite_page": 4, "ocr_page": 0}
    parsed = client.data("GET", f"/pdf_parser/{upload_id}")
    assert {element["page"] for element in parsed["elements"] if element.get("text")} == {0}


@pytest.mark.proves("rule:documents.ocr-force", "rule:charges.ocr")
def test_force_charges_every_page(new_client: NewClient) -> None:
    client = new_client(elite_page=10, ocr_page=10)
    upload_id = client.ready(joined(files.note(), blank()), ocr="force")
    assert used(client) == {"elite_page": 2, "ocr_page": 2}
    parsed = client.data("GET", f"/pdf_parser/{upload_id}")
    assert parsed["document"]["ocr_type"] == "force"
    assert [element["text"] for element in parsed["elements"]] == [
        "Notice",
        "The ferry to Larkfield leaves at seven in the morning.",
    ]


@pytest.mark.proves("rule:charges.ocr-short", "status:-13")
def test_too_few_pages_for_ocr_end_the_document_and_charge_nothing(new_client: NewClient) -> None:
    client = new_client(elite_page=10, ocr_page=1)
    document = client.finished(client.upload(MIXED, ocr="auto"))
    assert document["status"] == -13
    error = document["error_msg"]
    assert error["error_code"] == -13
    assert error["error_msg"]
    assert (error["page_num"], error["ocr_page_num"]) == (4, 2)
    assert used(client) == {"elite_page": 0, "ocr_page": 0}
    client.ready(joined(scan(files.note()), blank()), ocr="auto")
    assert used(client) == {"elite_page": 2, "ocr_page": 1}, "what was left pays for less"


@pytest.mark.parametrize("ocr", ["auto", "force"])
def test_a_user_without_pages_for_ocr_may_upload_what_needs_none_or_is_told(new_client: NewClient, ocr: str) -> None:
    client = new_client(elite_page=10)
    document = client.finished(client.upload(files.note(), ocr=ocr))
    assert document["status"] == (300 if ocr == "auto" else -13)
