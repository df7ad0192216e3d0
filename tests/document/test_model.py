"""What a document tells of itself as a whole."""

import gc
import weakref

import msgspec

from chatdoc_server.document import Document, ElementKind
from tests.answering.builder import DocumentBuilder


def test_a_document_opens_with_its_first_page_and_what_runs_along_every_page() -> None:
    builder = DocumentBuilder().heading("Annual Report").paragraph("Of the Anvil Works.").page()
    builder.paragraph("The Anvil Works", ElementKind.PAGE_HEADER).paragraph("Sales rose.")
    document = builder.build()
    assert [element.text for element in document.opening] == [
        "Annual Report",
        "Of the Anvil Works.",
        "The Anvil Works",
    ]


def test_a_document_without_pages_opens_with_its_first_elements() -> None:
    builder = DocumentBuilder()
    for number in range(20):
        builder.paragraph(f"Paragraph {number}.")
    paged = builder.build()
    flowing = msgspec.structs.replace(
        paged, pages=(), elements=tuple(msgspec.structs.replace(element, page=-1) for element in paged.elements)
    )
    assert [element.index for element in flowing.opening] == list(range(8))


def test_the_text_of_a_document_is_its_own_after_a_change() -> None:
    document = DocumentBuilder().paragraph("Anvils.").paragraph("HAMMERS.").build()
    assert document.lower_text == "anvils.\nhammers."
    changed = msgspec.structs.replace(document, elements=document.elements[:1])
    assert changed.lower_text == "anvils."
    assert changed != document


def test_elements_and_cells_are_passed_by_by_the_garbage_collector() -> None:
    document = DocumentBuilder().paragraph("Anvils.").table([["", "2020"], ["Sales", "5"]]).build()
    table = document.elements[1].table
    assert table is not None
    assert not any(map(gc.is_tracked, (*document.elements, *table.cells, table)))


class Lengths:
    """What is made of a document in the tests below."""

    def __init__(self, document: Document, least: int = 0) -> None:
        self.found = [len(element.text) for element in document.elements if len(element.text) >= least]


def test_what_is_made_of_a_document_is_made_once_for_all_it_depends_on() -> None:
    document = DocumentBuilder().paragraph("Anvils.").paragraph("Hammers and tongs.").build()
    assert document.once(Lengths).found == [7, 18]
    assert document.once(Lengths) is document.once(Lengths)
    assert document.once(Lengths, 10).found == [18]
    changed = msgspec.structs.replace(document, elements=document.elements[:1])
    assert changed.once(Lengths).found == [7]


def test_what_is_made_of_a_document_goes_with_it() -> None:
    document = DocumentBuilder().paragraph("Anvils.").build()
    kept = weakref.ref(document.once(Lengths))
    gc.disable()
    try:
        del document
        assert kept() is None
    finally:
        gc.enable()
