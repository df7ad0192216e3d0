"""Tables that go on over the next page: their parts, and the one table they make."""

from pathlib import Path

import pytest

from chatdoc_server.document import Document, Element, ElementKind, Table
from chatdoc_server.document.continuation import joined_table, parts
from tests.parsing.pdfs import Text, handmade, lookup, of_kind, parse, tables, typeset

ITEMS = [f"Item {first}{second} of the list" for first in "abcdefgh" for second in "abcdefgh"]
PER_PAGE = 46
HEADS = ("2021", "2020")
COLUMNS = (300.0, 400.0)


def rows(labels: list[str], top: float = 700, columns: tuple[float, ...] = COLUMNS) -> list[Text]:
    """Rows of figures, one for each label."""
    page = []
    for line, label in enumerate(labels):
        y = top - 13 * line
        page.append(Text(50, y, label))
        page += [Text(x, y, f"{ITEMS.index(label) + 100},{column}00") for column, x in enumerate(columns)]
    return page


def heads(top: float = 713, texts: tuple[str, ...] = HEADS) -> list[Text]:
    """Heads over the columns."""
    return [Text(x, top, text) for x, text in zip(COLUMNS, texts, strict=False)]


def first_page(title: str = "Holdings by country (in millions)") -> list[Text]:
    """A page that a table with a title fills."""
    return [Text(50, 726, title), *heads(), *rows(ITEMS[:PER_PAGE])]


def continued(document: Document) -> list[Element]:
    """The tables that go on with another."""
    return [element for element in document.elements if element.table is not None and element.continues >= 0]


def whole(document: Document) -> Table:
    """The one logical table of a document."""
    ((_, chain),) = parts(document).items()
    return joined_table([table for at in chain if (table := document.elements[at].table) is not None])


def test_a_part_without_heads_stands_in_the_columns_of_the_first(tmp_path: Path) -> None:
    document = parse(handmade([first_page(), rows(ITEMS[PER_PAGE:], 740)]), tmp_path)
    (part,) = continued(document)
    assert part.table is not None
    assert (part.page, part.table.header_rows, part.table.columns) == (1, 0, 3)
    assert part.table.unit == "in millions"
    joined = whole(document)
    assert lookup(joined, "Item hh of the list", "2020") == "163,100"
    assert lookup(joined, "Item aa of the list", "2021") == "100,000"
    assert joined.rows == len(ITEMS) + 1


def test_a_column_that_is_empty_on_the_next_page_stays_one(tmp_path: Path) -> None:
    second = [text for text in rows(ITEMS[PER_PAGE:], 740) if text.x != COLUMNS[0]]
    joined = whole(parse(handmade([first_page(), second]), tmp_path))
    assert lookup(joined, "Item hh of the list", "2020") == "163,100"
    assert lookup(joined, "Item hh of the list", "2021") == ""


def test_heads_that_are_repeated_are_left_out_of_the_whole(tmp_path: Path) -> None:
    document = parse(handmade([first_page(), [*heads(740), *rows(ITEMS[PER_PAGE:], 727)]]), tmp_path)
    (part,) = continued(document)
    assert part.table is not None
    assert part.table.header_rows == 1
    joined = whole(document)
    assert joined.rows == len(ITEMS) + 1
    assert [cell.text for cell in joined.cells].count("2021") == 1


@pytest.mark.parametrize(
    "title", ["Holdings by country (continued)", "Holdings by country (in millions)", "Holdings by country, cont'd"]
)
def test_a_title_that_is_repeated_is_no_other_title(title: str, tmp_path: Path) -> None:
    second = [Text(50, 745, title), *heads(720), *rows(ITEMS[PER_PAGE:], 707)]
    document = parse(handmade([first_page(), second]), tmp_path)
    assert len(continued(document)) == 1
    assert lookup(whole(document), "Item hh of the list", "2021") == "163,000"


def test_three_pages_make_one_table(tmp_path: Path) -> None:
    pages = [
        [Text(50, 740, "Holdings by country"), *heads(), *rows(ITEMS[:20], 700), *rows(ITEMS[20:46], 440)],
        rows(ITEMS[:46], 700),
        rows(ITEMS[46:], 700),
    ]
    document = parse(handmade(pages), tmp_path)
    ((start, chain),) = parts(document).items()
    assert [document.elements[at].page for at in (start, *chain[1:])] == [0, 1, 2]


def test_another_title_starts_another_table(tmp_path: Path) -> None:
    second = [Text(50, 745, "Liabilities by country (in millions)"), *heads(720), *rows(ITEMS[PER_PAGE:], 707)]
    document = parse(handmade([first_page(), second]), tmp_path)
    assert len(tables(document)) == 2
    assert not continued(document)


def test_other_columns_are_another_table(tmp_path: Path) -> None:
    second = rows(ITEMS[PER_PAGE:], 740, (250.0, 340.0))
    assert not continued(parse(handmade([first_page(), second]), tmp_path))


def test_a_table_that_its_page_did_not_cut_is_whole(tmp_path: Path) -> None:
    short = [Text(50, 740, "Holdings by country"), *heads(), *rows(ITEMS[:8])]
    long = [*heads(740), *rows(ITEMS[:PER_PAGE], 727)]
    assert not continued(parse(handmade([short, long]), tmp_path))


def test_text_between_two_tables_parts_them(tmp_path: Path) -> None:
    prose = Text(50, 760, "The following table shows what the company owed to others at the end of each of the years.")
    second = [prose, *heads(735), *rows(ITEMS[PER_PAGE:], 722)]
    assert not continued(parse(handmade([first_page(), second]), tmp_path))


TAGGED = """
#set page(width: 400pt, height: 300pt, margin: 40pt)
#set text(9pt)
#set par(justify: false)
= Holdings by country
#table(columns: (1fr, 50pt, 80pt, 80pt), align: (left, center, right, right), stroke: none,
  table.header([], [Note], [2021], [2020]), {rows})
{below}
"""


def tagged(rows: str, below: str = "") -> bytes:
    """A PDF whose tags tell a table; where the page cuts it, its heads are printed again as artifacts."""
    return typeset(TAGGED.format(rows=rows, below=below), tagged=True)


def cells(labels: list[str], note: str = "") -> str:
    """Rows of figures, a note and two years, as typst markup."""
    return ",".join(f"[{one}],[{note}],[{ITEMS.index(one) + 100},000],[{ITEMS.index(one) + 100},100]" for one in labels)


def test_heads_that_tags_leave_out_where_they_are_repeated_are_no_others(tmp_path: Path) -> None:
    document = parse(tagged(f"{cells(ITEMS[:9], '7')},{cells(ITEMS[9:18])}"), tmp_path)
    (part,) = continued(document)
    assert part.table is not None
    assert (part.page, part.table.header_rows, part.table.title) == (1, 0, "Holdings by country")
    joined = whole(document)
    assert joined.rows == 19
    for label in ITEMS[9:18]:
        assert lookup(joined, label, "2021") == f"{ITEMS.index(label) + 100},000"
        assert lookup(joined, label, "2020") == f"{ITEMS.index(label) + 100},100"


def test_repeated_heads_are_furniture_and_no_headings(tmp_path: Path) -> None:
    document = parse(tagged(cells(ITEMS[:18])), tmp_path)
    assert [one.text for one in of_kind(document, ElementKind.PAGE_HEADER)] == ["Note", "2021", "2020"]
    assert [one.text for one in of_kind(document, ElementKind.HEADING)] == ["Holdings by country"]


def test_under_repeated_heads_a_row_of_words_is_none(tmp_path: Path) -> None:
    words = "[Other countries],[],[none],[none]"
    document = parse(tagged(f"{cells(ITEMS[:11], '7')},{words},{cells(ITEMS[11:16])}"), tmp_path)
    (part,) = continued(document)
    assert part.table is not None
    assert part.text.startswith("Other countries")
    assert lookup(whole(document), "Other countries", "2020") == "none"


@pytest.mark.parametrize("other", ["Debts of the company", "Note 2021 2019"])
def test_other_texts_over_a_tagged_table_part_it(other: str, tmp_path: Path) -> None:
    opening = TAGGED[TAGGED.index("#table") : TAGGED.index("{rows}")]
    second = f"#pagebreak()\n#pdf.artifact[{other}]\n{opening}{cells(ITEMS[11:16], '7')})"
    document = parse(tagged(cells(ITEMS[:11], "7"), second), tmp_path)
    assert len(tables(document)) == 2
    assert not continued(document)
