"""Contents lists: an entry a line, no headings and no tables among them."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from chatdoc_server.document import Element, ElementKind
from tests.parsing.pdfs import Text, handmade, of_kind, parse, typeset
from tests.parsing.test_headings import REPORT

FILLER = [Text(60, 700 - 12 * line, "Much is said here about how the year went for all of us") for line in range(20)]


def entries(data: bytes, folder: Path) -> list[Element]:
    """What stands on the first page; none of it is a heading or a table but for the list's own title."""
    elements = [element for element in parse(data, folder).elements if element.page == 0]
    assert ElementKind.TABLE not in {element.kind for element in elements}
    return elements


def listed(rows: Sequence[tuple[str, ...]], *, columns: tuple[float, ...], right: float = 540) -> bytes:
    """A page that lists titles, each row's words at `columns` and its last, a number, ending at `right`."""
    page = [Text(250, 740, "Contents", 14)]
    for at, row in enumerate(rows):
        y = 700 - 16 * at
        page += [Text(x, y, words) for x, words in zip(columns, row[:-1], strict=False) if words]
        page += [Text(right - 5.56 * len(row[-1]), y, row[-1])] if row[-1] else []
    return handmade([page, FILLER])


@pytest.mark.parametrize("fill", ["repeat[.]", "none"])
def test_a_list_has_an_entry_a_line_and_no_headings(tmp_path: Path, fill: str) -> None:
    source = (
        f"#set outline.entry(fill: {fill})\n#show outline.entry.where(level: 1): strong\n#outline()\n#pagebreak()\n"
    )
    found = entries(typeset(source + REPORT), tmp_path)[1:]
    assert [entry.text.rsplit(" ", 1)[0] for entry in found[:5]] == [
        "Business",
        "Products",
        "Customers",
        "Risks",
        "Weather",
    ]
    assert all(entry.text.rsplit(" ", 1)[1].isdecimal() for entry in found[:5])
    assert ElementKind.HEADING not in {entry.kind for entry in found}


def test_numbers_titles_and_pages_stand_in_columns(tmp_path: Path) -> None:
    rows = [
        ("PART I", ""),
        ("Item 1.", "Business", "3"),
        ("Item 1A.", "Risk Factors", "9"),
        ("Item 2.", "Properties", "14"),
        ("PART II", ""),
        ("Item 5.", "Market for Our Stock", "15"),
        ("Item 6.", "Selected Data", "15"),
    ]
    _, *found = entries(listed(rows, columns=(60, 130)), tmp_path)
    assert [(entry.text, entry.kind) for entry in found] == [
        (" ".join(filter(None, row)), ElementKind.LIST_ITEM) for row in rows
    ]


def test_a_title_over_two_lines_is_one_entry(tmp_path: Path) -> None:
    rows = [
        ("Introduction and how this book is to be read", "iv"),
        ("A history of the harbour from its beginnings among the fishing huts to the war", ""),
        ("and the years after", "12"),
        ("Pilots", "40"),
        ("Tugs", "112"),
    ]
    _, *found = entries(listed(rows, columns=(60,)), tmp_path)
    assert [entry.text for entry in found] == [
        "Introduction and how this book is to be read iv",
        "A history of the harbour from its beginnings among the fishing huts to the war and the years after 12",
        "Pilots 40",
        "Tugs 112",
    ]


def test_a_list_names_headings_that_look_like_text(tmp_path: Path) -> None:
    titles = ["The harbour and its rights", "The pilots", "The tugs", "The fishery"]
    listing = "#align(center)[Contents]\n" + "".join(
        f"#block[{title} #h(1fr) {at + 2}]\n" for at, title in enumerate(titles)
    )
    body = "".join(f"#pagebreak()\n#block[{title}]\n#lorem(120)\n\n" for title in titles)
    document = parse(typeset("#set page(margin: 60pt)\n#set text(size: 10pt)\n" + listing + body), tmp_path)
    headings = [(element.text, element.page) for element in document.elements if element.level and element.page]
    assert headings == [(title, at + 1) for at, title in enumerate(titles)]


def test_a_small_table_of_rising_figures_is_no_contents_list(tmp_path: Path) -> None:
    source = "#table(columns: 2, [Due], [Amount], [Within one year], [12], [In two years], [20], [Later], [35])"
    document = parse(typeset(f"#lorem(40)\n\n{source}\n\n#lorem(40)"), tmp_path)
    assert [element.kind for element in document.elements] == [
        ElementKind.PARAGRAPH,
        ElementKind.TABLE,
        ElementKind.PARAGRAPH,
    ]


def test_leaders_that_touch_title_and_page_are_left_out(tmp_path: Path) -> None:
    titles = ["Harbour", "Buoys of the coast", "Sails", "Masts and ropes", "Repairs"]
    dots = "#box(width: 1fr, repeat(justify: true)[.])"
    entries = [f"#block[{at + 1} {title}{dots}{3 * at + 2}]" for at, title in enumerate(titles)]
    source = "#set page(width: 400pt, height: 400pt)\n#text(14pt)[Contents]\n" + "\n".join(entries)
    found = of_kind(parse(typeset(source), tmp_path), ElementKind.LIST_ITEM)
    assert [item.text for item in found] == [f"{at + 1} {title} {3 * at + 2}" for at, title in enumerate(titles)]
