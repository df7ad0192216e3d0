"""Documents with known truth: that they are told truly, and that reading them keeps what any sane change keeps."""

from collections import Counter
from difflib import SequenceMatcher
from pathlib import Path

import pytest

from bench.structure.corpus.inks import index_of, ink
from bench.structure.corpus.making import Made, Plan, made, plans
from bench.structure.corpus.typst import missing
from bench.structure.text import dense
from bench.structure.truth import FURNITURE, Kind, Structure
from chatdoc_server.document import FURNITURE as LEFT_OUT
from chatdoc_server.document import Document, ElementKind
from tests.parsing.pdfs import of_kind, parse

FLOORS = {
    "report-en-typst-1": (0.95, 0.9, 0.9),
    "brochure-en-typst-1": (0.95, 0.9, 0.85),
    "statements-en-typst-1": (0.95, 0.9, 0.9),
    "paper-en-typst-1": (0.95, 0.9, 0.9),
    "manual-en-typst-1": (0.95, 0.85, 0.75),
    "statements-zh-typst-1": (0.95, 0.9, 0.9),
    "contract-zh-typst-1": (0.95, 0.9, 0.9),
}
"""The least likeness of headings, and the least shares of cells and of whole paragraphs; what is read is well above."""

PLANS = {plan.name: plan for plan in plans()}


def making(name: str) -> Made:
    plan = PLANS[name]
    if reason := plan.missing():
        pytest.skip(reason)
    return made(plan)


def headings(structure: Structure) -> list[str]:
    return [dense(block.text) for block in structure.blocks if block.kind is Kind.HEADING]


def cells(structure: Structure) -> Counter[str]:
    texts = (
        cell.text for block in structure.blocks if block.table is not None for row in block.table.rows for cell in row
    )
    return Counter(dense(text) for text in texts if dense(text))


def cells_read(document: Document) -> Counter[str]:
    found = (element for element in document.elements if element.table is not None)
    return Counter(
        dense(cell.text) for element in found if element.table for cell in element.table.cells if dense(cell.text)
    )


def text_read(document: Document) -> str:
    return "".join(dense(element.text) for element in document.elements if element.kind not in LEFT_OUT)


@pytest.mark.parametrize("name", FLOORS)
def test_a_made_document_is_read_well(name: str, tmp_path: Path) -> None:
    document = making(name)
    assert not document.wrong
    truth, read = document.structure, parse(document.pdf, tmp_path)
    least_headings, least_cells, least_paragraphs = FLOORS[name]

    found = [dense(element.text) for element in of_kind(read, ElementKind.HEADING)]
    assert SequenceMatcher(None, headings(truth), found, autojunk=False).ratio() > least_headings

    told = cells(truth)
    assert (told & cells_read(read)).total() > least_cells * told.total()

    whole = text_read(read)
    paragraphs = [dense(block.text) for block in truth.blocks if block.kind is Kind.PARAGRAPH]
    assert sum(paragraph in whole for paragraph in paragraphs) > least_paragraphs * len(paragraphs)


@pytest.mark.parametrize("name", ["report-en-typst-1", "contract-en-typst-1"])
def test_furniture_stays_out_of_the_text(name: str, tmp_path: Path) -> None:
    document = making(name)
    blocks = document.structure.blocks
    written = "".join(dense(block.text) for block in blocks if block.kind not in FURNITURE)
    whole = text_read(parse(document.pdf, tmp_path))

    running = {dense(block.text) for block in blocks if block.kind in FURNITURE and len(block.text) > 7}
    assert running
    assert all(whole.count(text) <= written.count(text) for text in running)


def test_a_document_is_made_alike_each_time() -> None:
    one, other = making("contract-en-typst-1"), making("contract-en-typst-1")

    assert one.pdf == other.pdf
    assert one.structure == other.structure


def test_truth_stands_on_its_page() -> None:
    structure = making("paper-en-typst-1").structure

    for block in structure.blocks:
        assert block.boxes
        for place in block.boxes:
            size = structure.pages[place.page]
            assert 0 <= place.left < place.right <= size.width
            assert 0 <= place.top < place.bottom <= size.height


def test_inks_tell_blocks_apart() -> None:
    colours = [ink(index) for index in range(3000)]

    assert len(set(colours)) == 3000
    assert [index_of(*bytes.fromhex(colour[1:])) for colour in colours] == list(range(3000))
    assert index_of(0, 0, 0) is None
    assert index_of(255, 255, 255) is None


def test_plans_cover_all_kinds_in_both_languages() -> None:
    every: list[Plan] = list(PLANS.values())

    assert {plan.language for plan in every} == {"en", "zh"}
    assert {plan.backend for plan in every} == {"typst", "latex", "office"}
    assert len({plan.genre for plan in every}) == 7
    assert missing("en") == ""
