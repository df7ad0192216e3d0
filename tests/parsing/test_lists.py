"""Lists: what is an item of one, and what is not."""

from pathlib import Path

import pytest

from chatdoc_server.document import ElementKind
from tests.parsing.pdfs import Text, handmade, of_kind, parse, typeset

LONG = "of the things that are said here at such a length that they run over more than one line of the page they are on"


@pytest.mark.parametrize(
    "marker", ["-", "\u2022", "1.", "12.", "1)", "(1)", "(a)", "b)", "iv)", "[3]", "(ii)", "\u25a0"]
)
def test_an_item_begins_with_its_marker(tmp_path: Path, marker: str) -> None:
    hanging = f'#grid(columns: (24pt, 1fr), text("{marker}"), [First {LONG}])'
    source = f"#set page(width: 400pt, height: 300pt)\n#set text(size: 10pt)\nBefore it.\n\n{hanging}"
    before, item = parse(typeset(source), tmp_path).elements
    assert (before.kind, item.kind) == (ElementKind.PARAGRAPH, ElementKind.LIST_ITEM)
    assert item.text == f"{marker} First {LONG}"


def test_items_hang_and_the_text_after_them_does_not(tmp_path: Path) -> None:
    source = f"#set page(width: 400pt, height: 400pt)\n- One {LONG}\n- Two {LONG}\n\nAfter the list, {LONG}"
    one, two, after = parse(typeset(source), tmp_path).elements
    assert [one.kind, two.kind, after.kind] == [ElementKind.LIST_ITEM, ElementKind.LIST_ITEM, ElementKind.PARAGRAPH]
    assert two.text.endswith(LONG)
    assert after.text == f"After the list, {LONG}"


def test_a_number_that_a_broken_line_begins_with_is_no_marker(tmp_path: Path) -> None:
    lines = [
        "The rules are laid down in the parts of the act that follow part",
        "12. Of these the last was added later.",
    ]
    page = [Text(60, 700 - 12 * n, line) for n, line in enumerate(lines)]
    (element,) = parse(handmade([page]), tmp_path).elements
    assert element.kind is ElementKind.PARAGRAPH
    assert element.text == " ".join(lines)


def test_an_initial_is_no_marker(tmp_path: Path) -> None:
    page = [Text(60, 700, "A. Writer and B. Editor wrote this page")]
    assert not of_kind(parse(handmade([page]), tmp_path), ElementKind.LIST_ITEM)


def test_markers_far_from_their_items_are_no_column(tmp_path: Path) -> None:
    prose = [
        Text(54, 760 - 12 * at, f"Much is said here about how the {at}th year went for all of us") for at in range(9)
    ]
    items = ["Buoys off the coast", "Ropes in the northern harbour", "Sails of last year's boats", "Masts of all kinds"]
    page = [*prose, *(Text(63, 600 - 14 * at, "\u2022") for at in range(len(items)))]
    page += [Text(83, 600 - 14 * at, f"{item}, some of which were lost in a storm") for at, item in enumerate(items)]
    found = of_kind(parse(handmade([page]), tmp_path), ElementKind.LIST_ITEM)
    assert [item.text for item in found] == [f"\u2022 {item}, some of which were lost in a storm" for item in items]
