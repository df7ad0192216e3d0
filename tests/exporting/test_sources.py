"""What sources quote, and which rectangles a claim is highlighted by."""

import pytest

from chatdoc_server.answering.base import Support
from chatdoc_server.citations import marker, source_info
from chatdoc_server.document import Box, Document, Span
from chatdoc_server.exporting.claims import claims
from chatdoc_server.exporting.highlights import highlights
from chatdoc_server.exporting.sources import LONGEST_QUOTE, Source, source_of
from tests.answering.builder import DocumentBuilder


@pytest.fixture
def paged() -> Document:
    builder = DocumentBuilder().heading("Income").paragraph("Dues rose. Fees fell in the same year.")
    builder.table([["Item", "2024"], ["Fees", "41"], ["Crane", "58"]])
    return builder.page().paragraph("Works went on.").build()


def item(document: Document, *spans: Span) -> dict[str, object]:
    [made] = source_info([Support("one", spans)], {"one": document})
    return made


def test_the_words_under_rectangles_are_quoted(paged: Document) -> None:
    source = source_of(item(paged, Span(1, 11, 38)), "a.pdf", paged)
    assert (source.upload_id, source.name, source.quotes) == ("one", "a.pdf", ("Fees fell in the same year.",))
    assert list(source.boxes) == [0]


def test_cells_of_a_table_are_parted_and_pages_stand_apart(paged: Document) -> None:
    source = source_of(item(paged, Span(2, 0, 4, 2), Span(2, 0, 2, 3), Span(3, 0, 14)), "a.pdf", paged)
    assert source.quotes == ("Fees · 41", "Works went on.")
    assert list(source.boxes) == [0, 1]


def test_a_long_quotation_is_cut() -> None:
    document = DocumentBuilder().paragraph("word " * 1000).build()
    [quote] = source_of(item(document, Span(0, 0, 4999)), "a.pdf", document).quotes
    assert len(quote) <= LONGEST_QUOTE
    assert quote.endswith("…")


def test_of_a_document_that_is_gone_only_places_are_known(paged: Document) -> None:
    source = source_of(item(paged, Span(1, 0, 10)), None, None)
    assert (source.name, source.quotes, list(source.boxes)) == (None, (), [0])


FLOWING = {"2": [{"xpath": "/html/body/p[1]"}], "upload_id": "two"}


def flowing() -> Document:
    builder = DocumentBuilder().heading("Harbour").heading("Dues", 2).paragraph("They rose.")
    document = builder.build()
    return Document(pages=(), elements=document.elements, words=document.words)


def test_blocks_are_quoted_with_the_headings_over_them() -> None:
    source = source_of(FLOWING, "a.md", flowing())
    assert (source.boxes, source.headings, source.quotes) == ({}, ("Harbour", "Dues"), ("They rose.",))


@pytest.mark.parametrize("places", [{"99": [{"xpath": "/x"}]}, {}])
def test_a_block_that_is_not_there_is_quoted_by_nothing(places: dict[str, object]) -> None:
    source = source_of({**places, "upload_id": "two"}, "a.md", flowing())
    assert (source.headings, source.quotes) == ((), ())


def test_what_was_selected_is_quoted_as_it_was() -> None:
    selected = {"material": " They\nrose", "indexes": [2], "anchorNode": "/x", "upload_id": "two"}
    source = source_of(selected, "a.md", flowing())
    assert (source.headings, source.quotes) == (("Harbour", "Dues"), ("They rose",))


ONE, TWO, THREE = Box(1, 2, 3, 4), Box(5, 6, 7, 8), Box(9, 10, 11, 12)
SOURCES = [
    Source("one", None, {0: (ONE, TWO)}),
    Source("one", None, {0: (TWO,), 1: (THREE,)}),
    Source("two", None, {0: (ONE,)}),
    Source("one", None, {7: (ONE,)}),
]


def test_a_claim_is_highlighted_once_a_page_by_all_that_it_rests_on(paged: Document) -> None:
    answer = f"First.{marker(0)}{marker(1)} Second.{marker(2)} Third.{marker(3)}"
    found = highlights(claims(answer, 4), SOURCES, "one", paged.pages)
    assert [(one.page, one.boxes, one.comment) for one in found] == [(0, (ONE, TWO), "First."), (1, (THREE,), "First.")]
    assert {(one.width, one.height) for one in found} == {(612, 792)}
    assert [one.comment for one in highlights(claims(answer, 4), SOURCES, "two", paged.pages)] == ["Second."]


def test_claims_with_the_same_rectangles_share_a_highlight(paged: Document) -> None:
    answer = f"First.{marker(0)} Second.{marker(0)} Third.{marker(1)}"
    found = highlights(claims(answer, 2), SOURCES, "one", paged.pages)
    assert [one.comment for one in found] == ["First.\nSecond.", "Third.", "Third."]
