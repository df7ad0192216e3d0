"""Reading order: columns however they stand, margins, and text that runs from right to left."""

from pathlib import Path

import pytest
import typst

from chatdoc_server.document import Document, ElementKind
from tests.parsing.pdfs import Text, handmade, of_kind, parse, typeset

FONTS = frozenset(typst.Fonts().families())
SENTENCE = "Much is said here of how the year went"


def lines(x: float, top: float, words: str, count: int, *, step: float = 12, size: float = 10) -> list[Text]:
    """Lines of text under one another, each with its number at the end."""
    return [Text(x, top - step * n, f"{words} {n}", size) for n in range(count)]


def texts(document: Document) -> str:
    """All text in reading order."""
    return " ".join(element.text for element in document.elements)


def in_order(text: str, *pieces: str) -> bool:
    """Whether each piece stands in the text, after the ones before it."""
    places = [text.find(piece) for piece in pieces]
    return -1 not in places and places == sorted(places)


def numbered(count: int) -> list[str]:
    """So many words of many lengths, no two alike."""
    return [f"{'abcdef'[: 1 + number * 5 % 6]}{number}" for number in range(count)]


@pytest.mark.parametrize("columns", [2, 3])
def test_columns_are_read_one_after_the_other(tmp_path: Path, columns: int) -> None:
    words = numbered(900)
    source = f"#set page(columns: {columns}, width: 760pt, height: 700pt)\n#set par(justify: true)\n{' '.join(words)}"
    text = texts(parse(typeset(source), tmp_path))
    assert text.replace("-", "").split() == words


def test_a_narrow_gutter_parts_columns(tmp_path: Path) -> None:
    words = numbered(500)
    source = "#set page(width: 500pt, height: 700pt)\n#set par(justify: true)\n"
    text = texts(parse(typeset(f"{source}#columns(2, gutter: 9pt)[{' '.join(words)}]"), tmp_path))
    assert text.replace("-", "").split() == words


def test_columns_with_other_leading_are_not_mixed(tmp_path: Path) -> None:
    page = lines(50, 700, SENTENCE, 20, step=14, size=12) + lines(330, 703, SENTENCE.upper()[:30], 30, step=9, size=7.5)
    text = texts(parse(handmade([page]), tmp_path))
    expected = [f"{SENTENCE} {n}" for n in range(20)] + [f"{SENTENCE.upper()[:30].strip()} {n}" for n in range(30)]
    assert in_order(text, *expected)


def test_a_full_width_part_stands_between_columns(tmp_path: Path) -> None:
    wide = "This line runs over both of the columns from the left edge of the page to its right edge, as some do"
    page = lines(50, 740, f"a {SENTENCE}", 10) + lines(320, 740, f"b {SENTENCE}", 10)
    page += [Text(50, 600, wide)]
    page += lines(50, 570, f"c {SENTENCE}", 10) + lines(320, 570, f"d {SENTENCE}", 10)
    text = texts(parse(handmade([page]), tmp_path))
    assert in_order(text, *(f"{name} {SENTENCE} {n}" for name in "ab" for n in range(10)), wide, "c Much", "d Much")


def test_a_title_over_columns_comes_first(tmp_path: Path) -> None:
    prose = "Much is said here about how the year went for us"
    page = [Text(60, 740, "A title that runs over both of the columns of this page", 16)]
    page += [Text(50, 700 - 12 * line, prose) for line in range(20)]
    page += [Text(330, 700 - 12 * line, prose.upper()[:30]) for line in range(20)]
    title, left, right = parse(handmade([page]), tmp_path).elements
    assert title.kind is ElementKind.HEADING
    assert left.box.right < right.box.left


def test_columns_of_unequal_length_are_read_to_their_ends(tmp_path: Path) -> None:
    page = lines(50, 740, f"a {SENTENCE}", 40) + lines(320, 740, f"b {SENTENCE}", 8)
    text = texts(parse(handmade([page]), tmp_path))
    assert in_order(text, *(f"a {SENTENCE} {n}" for n in range(40)), *(f"b {SENTENCE} {n}" for n in range(8)))


def test_a_note_in_the_margin_comes_after_the_text_beside_it(tmp_path: Path) -> None:
    page = lines(200, 740, f"{SENTENCE} and of what came of it for all of us", 30)
    page += [
        Text(50, 700 - 8.3 * n, line, 7)
        for n, line in enumerate(
            ["Correspondence to:", "The Editor", "12 Long Street", "Farmouth", "letters@example.org"]
        )
    ]
    text = texts(parse(handmade([page]), tmp_path))
    assert in_order(text, "us 0", "us 29", "Correspondence to:", "The Editor", "Farmouth")


def test_a_table_is_not_cut_into_columns(tmp_path: Path) -> None:
    rows = [("Net sales of the company", "1,204", "1,100"), ("Cost of what was sold", "800", "700")]
    rows += [("Other income and costs of the year", "12", "13"), ("Net income of the company", "416", "413")]
    page = [
        Text(x, 700 - 14 * n, word) for n, row in enumerate(rows) for x, word in zip((60, 400, 470), row, strict=True)
    ]
    (table,) = of_kind(parse(handmade([page]), tmp_path), ElementKind.TABLE)
    assert "Cost of what was sold\t800\t700" in table.text


def test_a_large_initial_begins_its_paragraph(tmp_path: Path) -> None:
    page = [Text(60, 676, "O", 33)]
    page += [Text(86, 693 - 12 * n, f"ver the years {SENTENCE.lower()} by line {n}") for n in range(2)]
    page += [Text(60, 669 - 12 * n, f"and of much else {SENTENCE.lower()} by line {n}") for n in range(3)]
    (element,) = parse(handmade([page]), tmp_path).elements
    assert element.text.startswith("Over the years much")
    assert element.text.count("by line") == 5


def test_chinese_columns_are_told_without_spaces(tmp_path: Path) -> None:
    sentences = [
        f"第{n}句话说明公司在这一年中的经营情况以及今后的发展方向，并对主要风险作出说明。" for n in range(100, 140)
    ]
    source = '#set page(columns: 2, width: 500pt, height: 700pt)\n#set text(font: "Noto Sans CJK SC", size: 10pt)\n'
    if "Noto Sans CJK SC" not in FONTS:
        pytest.skip("no Chinese font is installed")
    text = "".join(element.text for element in parse(typeset(source + "".join(sentences)), tmp_path).elements)
    assert in_order(text.replace(" ", ""), *sentences)


def test_lines_from_right_to_left_are_read_so(tmp_path: Path) -> None:
    line = "שלום עולם 456 זה טקסט English words בעברית"
    if "DejaVu Sans" not in FONTS:
        pytest.skip("no font with Hebrew letters is installed")
    source = f'#set page(width: 500pt)\n#set text(font: "DejaVu Sans", lang: "he", dir: rtl)\n{line}'
    assert [element.text for element in parse(typeset(source), tmp_path).elements] == [line]
