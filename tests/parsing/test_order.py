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


RIGHT_TO_LEFT = [
    pytest.param("he", "שלום עולם 456 זה טקסט English words בעברית", id="with words from left to right"),
    # Lam with alef is one glyph; the article, alef with lam, is two.
    pytest.param(
        "ar", "لائحة الإعارة الآن خلال الأسابيع الثلاثة، السلام والالتزام إلا إلى 2024", id="ligatures keep their order"
    ),
    pytest.param(
        "ar",
        "في عام 2022. كانت النسبة 5% ثم 12.5%؛ وفي الفترة 2020-2022، حتى 31/12/2023! السعر €40 أو 1,234.5: كثير",
        id="signs beside figures",
    ),
    pytest.param("he", "בשנת 2022. היה 1,234.5, ואז 2023: סוף", id="signs beside figures in Hebrew"),
]


@pytest.mark.skipif("DejaVu Sans" not in FONTS, reason="no font with Arabic and Hebrew letters is installed")
@pytest.mark.parametrize(("language", "line"), RIGHT_TO_LEFT)
def test_lines_from_right_to_left_are_read_so(tmp_path: Path, language: str, line: str) -> None:
    page = f'#set page(width: 900pt)\n#set text(font: "DejaVu Sans", lang: "{language}", dir: rtl)\n{line}'
    assert [element.text for element in parse(typeset(page), tmp_path).elements] == [line]


TABLE = """#table(columns: 3, stroke: 0.5pt, [Region], [Sold], [Kept],
  [North], [120], [34], [South], [240], [56], [West], [360], [78], [East], [480], [90])"""


def two_columns(left: str, right: str, before: str = "", after: str = "") -> bytes:
    """A page with text over its whole width before and after two columns."""
    page = "#set page(width: 500pt, height: 700pt, margin: 40pt)\n#set par(justify: true)\n#set text(size: 10pt)\n"
    return typeset(f"{page}{before}\n\n#grid(columns: (1fr, 1fr), gutter: 20pt, [{left}], [{right}])\n\n{after}")


def kinds(document: Document) -> list[ElementKind]:
    """The elements' kinds in reading order."""
    return [element.kind for element in document.elements]


def test_a_column_of_tables_comes_before_the_text_right_of_it(tmp_path: Path) -> None:
    left = f"{TABLE} \n\n {TABLE} \n\n leftmost text that stands alone under both of the tables"
    document = parse(two_columns(left, " ".join(numbered(120))), tmp_path)
    assert kinds(document)[:2] == [ElementKind.TABLE] * 2
    assert in_order(texts(document), "leftmost", *numbered(120))


def test_a_table_alone_in_the_right_column_comes_before_what_stands_under_both(tmp_path: Path) -> None:
    source = two_columns(" ".join(numbered(60)), TABLE, after=f"#v(30pt) Under both {SENTENCE}, and how it ended.")
    text, table, under = parse(source, tmp_path).elements
    assert (text.text.split()[0], table.kind) == ("a0", ElementKind.TABLE)
    assert under.text.startswith("Under both")


def test_tables_fill_two_columns_without_any_text(tmp_path: Path) -> None:
    tall = TABLE.replace("[Region]", "[Tall]").replace("stroke:", "inset: 9pt, stroke:")
    document = parse(two_columns(f"{TABLE}\n\n{TABLE}", f"{tall}\n\n{TABLE}"), tmp_path)
    boxes = [element.box for element in document.elements]
    assert [box.left < 250 for box in boxes] == [True, True, False, False]
    assert boxes[0].top < boxes[1].top
    assert boxes[2].top < boxes[3].top


def test_a_table_over_both_columns_parts_them(tmp_path: Path) -> None:
    wide = TABLE.replace("columns: 3", "columns: (1fr, 1fr, 1fr)")
    words = " ".join(f"{SENTENCE} {number}." for number in range(24)).split()
    step = len(words) // 4
    quarter = [" ".join(words[at : at + step]) for at in range(0, len(words), step)]
    page = "#set page(width: 500pt, height: 700pt, margin: 40pt)\n#set par(justify: true)\n#set text(size: 10pt)\n"
    grid = "#grid(columns: (1fr, 1fr), gutter: 20pt, [{}], [{}])\n\n"
    source = page + grid.format(*quarter[:2]) + wide + "\n\n" + grid.format(*quarter[2:])
    document = parse(typeset(source), tmp_path)
    at = kinds(document).index(ElementKind.TABLE)
    before = " ".join(element.text for element in document.elements[:at])
    after = " ".join(element.text for element in document.elements[at + 1 :])
    assert before.split() == words[: 2 * step]
    assert after.split() == words[2 * step :]


def test_a_figure_does_not_cut_the_text_that_runs_round_it(tmp_path: Path) -> None:
    wide, narrow = f"{SENTENCE} and of what is to come in the one after", f"{SENTENCE} in all"
    texts_of = [f"{wide if at < 5 or at > 12 else narrow} {at}" for at in range(18)]
    placed = [f"#place(top + left, dy: {13 * at}pt)[{text}]" for at, text in enumerate(texts_of)]
    figure = "#place(top + right, dy: 68pt, circle(radius: 45pt, fill: blue))"
    page = "#set page(width: 440pt, height: 600pt, margin: 40pt)\n#set text(size: 10pt)\n"
    document = parse(typeset("\n".join([page, *placed, figure])), tmp_path)
    assert ElementKind.FIGURE in kinds(document)
    assert " ".join(texts_of[3:6]) in texts(document)
    assert any(f"{wide} 4 {narrow} 5" in element.text for element in document.elements)


def test_a_figure_at_a_columns_head_belongs_to_it(tmp_path: Path) -> None:
    figure = "#figure(circle(radius: 40pt, fill: blue), caption: [A disc])"
    words = numbered(160)
    document = parse(two_columns(" ".join(words[:100]), f"{figure} {' '.join(words[100:])}"), tmp_path)
    pieces = [e.kind if e.kind is ElementKind.FIGURE else e.text.split()[0] for e in document.elements]
    first = pieces.index(ElementKind.FIGURE)
    assert pieces[first + 1] == "Figure"
    before = " ".join(element.text for element in document.elements[:first])
    assert before.replace("-", "").split() == words[:100]


def test_an_indented_first_line_with_wide_spaces_is_one_line(tmp_path: Path) -> None:
    words = "Mind attack join more uncharacteristically and a man may be of any one or two or of no mind at all in it"
    page = "#set page(width: 270pt, height: 300pt, margin: 50pt)\n#set text(size: 10pt, hyphenate: false)\n"
    source = f"{page}#set par(justify: true, first-line-indent: (amount: 18pt, all: true))\n{words}"
    (element,) = parse(typeset(source), tmp_path).elements
    assert element.text == words
