"""Figures and images: tight rectangles, their own labels and captions, and nothing taken that is content."""

import io
from pathlib import Path

import pikepdf
import pytest

from chatdoc_server.document import Box, Document, Element, ElementKind
from chatdoc_server.parsing.base import Depth
from tests.parsing.pdfs import LETTER, Text, handmade, of_kind, parse, saved, tables, typeset

PAGE = "#set page(width: 612pt, height: 792pt, margin: 60pt)\n#set text(size: 10pt)\n"
CHART = """
#let bar(x, high, fill) = place(dx: x, dy: 120pt - high, rect(width: 30pt, height: high, fill: fill))
#let label(x, y, body) = place(dx: x, dy: y, text(size: 8pt, body))
#let chart = block(width: 240pt, height: 150pt, {
  place(dx: 30pt, dy: 120pt, line(length: 200pt, stroke: 0.5pt))
  place(dx: 30pt, dy: 0pt, line(angle: 90deg, length: 120pt, stroke: 0.5pt))
  bar(50pt, 60pt, navy); bar(110pt, 110pt, navy); bar(170pt, 90pt, navy)
  label(54pt, 124pt, [2021]); label(114pt, 124pt, [2022]); label(174pt, 124pt, [2023])
  label(19pt, 114pt, [10]); label(10pt, 0pt, [120])
  place(dx: 50pt, dy: 140pt, rect(width: 6pt, height: 6pt, fill: navy)); label(60pt, 139pt, [Units sold])
})
"""


def one(document: Document, *kinds: ElementKind) -> Element:
    (element,) = of_kind(document, *(kinds or (ElementKind.FIGURE, ElementKind.IMAGE)))
    return element


def near(box: Box, expected: tuple[float, float, float, float], slack: float = 6) -> bool:
    return all(abs(side - wanted) <= slack for side, wanted in zip(box, expected, strict=True))


def pictured(texts: list[Text], *boxes: tuple[float, float, float, float]) -> bytes:
    """A page of texts over raster images in these boxes (origin top left)."""
    with pikepdf.open(io.BytesIO(handmade([texts]))) as pdf:
        page = pdf.pages[0]
        image = pikepdf.Stream(pdf, bytes(range(256)) * 12)
        image.stream_dict = pikepdf.Dictionary(
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Image,
            Width=32,
            Height=32,
            ColorSpace=pikepdf.Name.DeviceRGB,
            BitsPerComponent=8,
        )
        page.Resources.XObject = pikepdf.Dictionary(I=pdf.make_indirect(image))
        drawn = [
            f"q {right - left} 0 0 {bottom - top} {left} {LETTER[1] - bottom} cm /I Do Q"
            for left, top, right, bottom in boxes
        ]
        page.contents_add(pdf.make_stream("\n".join(drawn).encode()), prepend=True)
        return saved(pdf)


def prose(x: float, y: float, lines: int, words: int = 10) -> list[Text]:
    return [
        Text(x, y - 12 * number, " ".join(f"word{number}x{place}" for place in range(words))) for number in range(lines)
    ]


@pytest.mark.parametrize("depth", [Depth.BASIC, Depth.ELITE])
def test_a_chart_with_its_labels_and_caption(tmp_path: Path, depth: Depth) -> None:
    source = f"{PAGE}{CHART}#lorem(80)\n\n#figure(chart, caption: [Units sold, by year.])\n\n#lorem(60)"
    document = parse(typeset(source), tmp_path, depth)
    figure = one(document)
    assert figure.kind is ElementKind.FIGURE
    assert figure.text.split() == ["120", "10", "2021", "2022", "2023", "Units", "sold"]
    caption = document.elements[figure.caption]
    assert (caption.kind, caption.text) == (ElementKind.CAPTION, "Figure 1: Units sold, by year.")
    assert figure.index + 1 == caption.index
    # The chart is centred: labels from 10 pt, axis to 230 pt of its 240 pt.
    left = (612 - 240) / 2 + 10
    assert abs(figure.box.left - left) < 2
    assert abs(figure.box.right - (left + 220)) < 2
    assert 140 < figure.box.bottom - figure.box.top < 152
    assert figure.box.bottom < caption.box.top
    before, after = of_kind(document, ElementKind.PARAGRAPH)
    assert before.box.bottom < figure.box.top
    assert after.box.top > caption.box.bottom
    assert len(before.text.split()) == 80


def test_curves_are_a_figure_and_small_decoration_is_none(tmp_path: Path) -> None:
    source = (
        f"{PAGE}#lorem(40)\n#circle(radius: 6pt, fill: red)\n#line(length: 100%)\n#lorem(40)\n"
        "#curve(stroke: blue, curve.move((0pt, 80pt)), curve.cubic((50pt, 0pt), (100pt, 90pt), (200pt, 10pt)))"
    )
    document = parse(typeset(source), tmp_path)
    figure = one(document)
    assert figure.text == ""
    assert abs(figure.box.left - 60) < 3
    assert abs(figure.box.right - 260) < 3


def test_labels_turned_along_an_axis_belong_to_the_figure(tmp_path: Path) -> None:
    turned = "#place(dx: -6pt, dy: 40pt, rotate(-90deg, reflow: true, text(size: 8pt)[Thousands]))"
    document = parse(typeset(f"{PAGE}{CHART}#lorem(30)\n\n#chart"), tmp_path)
    plain = one(document)
    source = f"{PAGE}{CHART}#lorem(30)\n\n#block({{ [{turned}]; chart }})\n"
    document = parse(typeset(source), tmp_path)
    figure = one(document)
    assert set(figure.text.split()) == {*plain.text.split(), "Thousands"}
    assert not [element for element in document.elements if element.rotation]
    boxes = document.words.boxes[slice(*figure.words)]
    assert all(boxes[:, 0] >= figure.box.left - 1)
    assert all(boxes[:, 3] <= figure.box.bottom + 1)


def test_an_image_without_and_with_a_caption(tmp_path: Path) -> None:
    texts = [*prose(60, 740, 5), Text(120, 292, "Figure 2. The harbor from above"), *prose(60, 250, 5)]
    document = parse(pictured(texts, (120, 130, 260, 230), (120, 330, 420, 485)), tmp_path)
    image, figure = one(document, ElementKind.IMAGE), one(document, ElementKind.FIGURE)
    assert near(image.box, (120, 130, 260, 230), 1)
    assert image.caption == -1
    assert near(figure.box, (120, 330, 420, 485), 1)
    assert document.elements[figure.caption].text == "Figure 2. The harbor from above"
    assert [element.kind for element in document.elements] == [
        ElementKind.PARAGRAPH,
        ElementKind.IMAGE,
        ElementKind.FIGURE,
        ElementKind.CAPTION,
        ElementKind.PARAGRAPH,
    ]


@pytest.mark.parametrize("box", [(0, 0, 612, 792), (30, 40, 580, 700), (40, 30, 560, 250)])
def test_what_lies_behind_text_is_no_figure(tmp_path: Path, box: tuple[float, float, float, float]) -> None:
    texts = prose(60, 740, 12)
    document = parse(pictured(texts, box), tmp_path)
    assert [element.kind for element in document.elements] == [ElementKind.PARAGRAPH]


def test_logos_that_come_back_and_specks_are_none(tmp_path: Path) -> None:
    logo = (500, 20, 560, 60)
    with pikepdf.new() as pdf:
        for number in range(5):
            texts = [*prose(60, 700, 4), Text(60, 600, f"What page {number} says")]
            with pikepdf.open(io.BytesIO(pictured(texts, logo, (60, 300, 80, 310)))) as page:
                pdf.pages.extend(page.pages)
        data = saved(pdf)
    assert not of_kind(parse(data, tmp_path), ElementKind.FIGURE, ElementKind.IMAGE)


def test_a_drawn_logo_that_comes_back_is_none(tmp_path: Path) -> None:
    logo = (
        "background: place(top + right, dx: -40pt, dy: 20pt, circle(radius: 25pt, fill: gradient.linear(navy, aqua)))"
    )
    chapters = "\n#pagebreak()\n".join(["#lorem(200)"] * 4)
    page = PAGE.replace("margin: 60pt", "margin: 60pt, " + logo)
    document = parse(typeset(page + chapters + "\n#circle(radius: 40pt, fill: navy)"), tmp_path)
    assert one(document).page == 3


def test_a_table_with_shaded_cells_is_none(tmp_path: Path) -> None:
    rows = ", ".join(f"[Item {name}], [1{name}], [2{name}], [3{name}]" for name in range(8))
    shade = "fill: (x, y) => if y == 0 { navy } else if calc.even(y) { rgb(60, 120, 200) }"
    source = f"{PAGE}#lorem(30)\n\n#table(columns: 4, {shade}, [], [2023], [2022], [2021], {rows})\n\n#lorem(30)"
    document = parse(typeset(source), tmp_path)
    assert not of_kind(document, ElementKind.FIGURE, ElementKind.IMAGE)
    (table,) = tables(document)
    assert (table.rows, table.columns) == (9, 4)


def test_a_panel_of_text_is_none(tmp_path: Path) -> None:
    source = f"{PAGE}#lorem(30)\n\n#rect(fill: yellow.darken(30%), radius: 8pt, inset: 12pt)[#lorem(60)]\n\n#lorem(30)"
    document = parse(typeset(source), tmp_path)
    assert {element.kind for element in document.elements} == {ElementKind.PARAGRAPH}


def test_a_figure_beside_a_column_leaves_its_text_alone(tmp_path: Path) -> None:
    grid = "#grid(columns: (220pt, 250pt), column-gutter: 20pt, [#lorem(120)], chart)"
    document = parse(typeset(f"{PAGE}{CHART}{grid}\n\n#lorem(50)"), tmp_path)
    figure = one(document)
    assert figure.box.left >= 300
    assert figure.text.split()[-5:] == ["2021", "2022", "2023", "Units", "sold"]
    words = " ".join(element.text for element in of_kind(document, ElementKind.PARAGRAPH)).split()
    assert len(words) == 170


def test_a_table_below_a_chart_stays_a_table(tmp_path: Path) -> None:
    table = (
        "#table(columns: 4, stroke: none, [], [2023], [2022], [2021], [Sold], [10], [9], [8], [Kept], [1], [2], [3])"
    )
    document = parse(typeset(f"{PAGE}{CHART}#lorem(30)\n\n#chart\n{table}"), tmp_path)
    assert one(document).text.split()[-2:] == ["Units", "sold"]
    (found,) = tables(document)
    assert found.columns == 4


def test_lite_reads_no_figures(tmp_path: Path) -> None:
    document = parse(typeset(f"{PAGE}{CHART}#figure(chart, caption: [Units.])"), tmp_path, Depth.LITE)
    assert {element.kind for element in document.elements} == {ElementKind.PARAGRAPH}


def test_a_diagram_of_boxes_and_lines_is_one_figure(tmp_path: Path) -> None:
    boxes = [f"rect(width: 90pt, height: 40pt)[{name}]" for name in ("Received", "Packed", "Shipped")]
    chain = ", align(horizon, line(length: 30pt)), ".join(boxes)
    figure = f"#figure(stack(dir: ltr, {chain}), caption: [How an order goes.])"
    document = parse(typeset(f"{PAGE}#lorem(60)\n\n{figure}\n\n#lorem(60)"), tmp_path)
    found = one(document)
    assert found.text.split() == ["Received", "Packed", "Shipped"]
    assert near(found.box, ((612 - 330) / 2, found.box.top, (612 + 330) / 2, found.box.top + 40), 3)
    assert document.elements[found.caption].text == "Figure 1: How an order goes."


def test_boxes_that_no_line_connects_are_frames(tmp_path: Path) -> None:
    boxes = "\n\n".join(f"#rect(width: 90pt, height: 40pt)[{name}]" for name in ("Note", "Hint"))
    document = parse(typeset(f"{PAGE}#lorem(60)\n\n{boxes}\n\n#lorem(60)"), tmp_path)
    assert not of_kind(document, ElementKind.FIGURE)


def test_pictures_side_by_side_over_one_caption_are_one_figure(tmp_path: Path) -> None:
    texts = [*prose(60, 740, 5), Text(200, 392, "Figure 3. Two views of the harbor"), *prose(60, 350, 5)]
    document = parse(pictured(texts, (100, 280, 280, 385), (320, 280, 500, 385)), tmp_path)
    figure = one(document)
    assert near(figure.box, (100, 280, 500, 385), 1)
    assert document.elements[figure.caption].text == "Figure 3. Two views of the harbor"


def test_a_caption_beside_its_picture(tmp_path: Path) -> None:
    texts = [*prose(60, 700, 4), Text(320, 520, "Figure 2: The weir at Holm"), *prose(60, 340, 4)]
    document = parse(pictured(texts, (60, 200, 300, 400)), tmp_path)
    figure = one(document)
    assert figure.kind is ElementKind.FIGURE
    assert document.elements[figure.caption].text == "Figure 2: The weir at Holm"


def test_pictures_with_captions_of_their_own_stay_apart(tmp_path: Path) -> None:
    texts = [*prose(60, 740, 5), Text(100, 392, "Figure 3. The harbor"), Text(320, 392, "Figure 4. The town")]
    document = parse(pictured([*texts, *prose(60, 350, 5)], (100, 280, 280, 385), (320, 280, 500, 385)), tmp_path)
    captions = [document.elements[figure.caption].text for figure in of_kind(document, ElementKind.FIGURE)]
    assert captions == ["Figure 3. The harbor", "Figure 4. The town"]


def test_chinese_text_beside_a_diagram_stays_outside(tmp_path: Path) -> None:
    source = (
        f'{PAGE}#set text(font: "Noto Sans CJK SC")\n{CHART}'
        f"#grid(columns: (220pt, 250pt), column-gutter: 20pt, [{'企业在报告期内实现营业收入增长。' * 20}], chart)"
    )
    figure = one(parse(typeset(source), tmp_path))
    assert figure.box.left >= 300
    assert "企业" not in figure.text


def test_a_diagram_of_boxes_that_are_four_lines_each(tmp_path: Path) -> None:
    frame = """
#let frame(x, word) = {
  place(dx: x, dy: 0pt, line(length: 40pt)); place(dx: x, dy: 18pt, line(length: 40pt))
  place(dx: x, dy: 0pt, line(angle: 90deg, length: 18pt))
  place(dx: x + 40pt, dy: 0pt, line(angle: 90deg, length: 18pt))
  place(dx: x + 6pt, dy: 5pt, text(size: 8pt, word))
}
"""
    nodes = "frame(100pt)[Intake]; frame(160pt)[Mill]; frame(220pt)[Store]"
    lines = "place(dx: 140pt, dy: 9pt, line(length: 20pt)); place(dx: 200pt, dy: 9pt, line(length: 20pt))"
    source = PAGE + frame + "#lorem(30)\n\n#block(width: 360pt, height: 20pt, {" + nodes + "; " + lines + "})\n\n"
    document = parse(typeset(source + "Figure 1: The way of the grain.\n\n#lorem(30)"), tmp_path)
    figure = one(document)
    assert figure.text == "Intake Mill Store"
    assert document.elements[figure.caption].text == "Figure 1: The way of the grain."


def test_numbers_along_an_axis_belong_to_the_chart_also_further_off(tmp_path: Path) -> None:
    chart = CHART
    for old, new in (
        ("label(19pt, 114pt", "label(4pt, 114pt"),
        ("label(10pt, 0pt", "label(0pt, 0pt"),
        ("124pt, [20", "134pt, [20"),
        ("140pt, rect", "150pt, rect"),
        ("139pt, [Units", "149pt, [Units"),
    ):
        chart = chart.replace(old, new)
    figure = one(parse(typeset(PAGE + chart + "#lorem(30)\n\n#v(20pt)\n#chart\n\n#v(20pt)\n#lorem(30)"), tmp_path))
    assert {"10", "120", "2021", "2022", "2023"} <= set(figure.text.split())


def test_a_chart_whose_axis_reaches_into_text_leaves_the_text(tmp_path: Path) -> None:
    text = "Grain was weighed at the gate. " * 5
    axis = "#place(dx: 30pt, dy: -40pt, line(angle: 90deg, length: 160pt, stroke: 0.5pt))\n"
    document = parse(typeset(PAGE + CHART + text + "\n\n" + axis + "#chart\n\nThe end of it."), tmp_path)
    assert "Grain" not in one(document).text
    assert " ".join(element.text for element in of_kind(document, ElementKind.PARAGRAPH)).startswith(text.strip())


@pytest.mark.parametrize("fill", ["none", "aqua"])
def test_rows_of_a_ruled_table_are_no_boxes_that_its_column_lines_connect(tmp_path: Path, fill: str) -> None:
    names = ("Barley", "Oats", "Rye", "Spelt", "Wheat")
    rows = "; ".join(f"row({20 * at}pt)[{name}][{at + 2} t]" for at, name in enumerate(names))
    source = f"""{PAGE}
#let row(y, name, weight) = {{
  place(dx: 0.4pt, dy: y + 0.4pt, rect(width: 99.2pt, height: 19.2pt, fill: {fill}, stroke: none))
  place(dx: 100.4pt, dy: y + 0.4pt, rect(width: 99.2pt, height: 19.2pt, fill: {fill}, stroke: none))
  place(dy: y, line(length: 200pt, stroke: 0.4pt)); place(dy: y + 20pt, line(length: 200pt, stroke: 0.4pt))
  for x in (0pt, 100pt, 200pt) {{ place(dx: x, dy: y + 0.6pt, line(angle: 90deg, length: 18.8pt, stroke: 0.4pt)) }}
  place(dx: 6pt, dy: y + 6pt, name); place(dx: 106pt, dy: y + 6pt, weight)
}}
#lorem(30)\n
#block(width: 200pt, height: 100pt, {{ {rows} }})\n
#lorem(30)"""
    document = parse(typeset(source), tmp_path)
    assert not of_kind(document, ElementKind.FIGURE)
    (table,) = tables(document)
    assert (table.rows, table.columns) == (5, 2)


def test_shaded_rows_between_a_frame_are_no_boxes_that_column_lines_connect(tmp_path: Path) -> None:
    rows = "; ".join(
        f"place(dy: {20 * at}pt, rect(width: 200pt, height: 20pt, fill: {('aqua', 'none')[at % 2]}, stroke: none));"
        f"place(dx: 100pt, dy: {20 * at + 0.6}pt, line(angle: 90deg, length: 18.8pt, stroke: 0.4pt));"
        f"place(dx: 6pt, dy: {20 * at + 6}pt)[{name}]; place(dx: 106pt, dy: {20 * at + 6}pt)[{at + 2} t]"
        for at, name in enumerate(("Barley", "Oats", "Rye", "Spelt", "Wheat"))
    )
    frame = "; ".join(f"place(dx: {x}pt, line(angle: 90deg, length: 100pt, stroke: 0.4pt))" for x in (0, 200))
    grid = f"#block(width: 200pt, height: 100pt, {{ {rows}; {frame} }})"
    document = parse(typeset(f"{PAGE}#lorem(30)\n\n{grid}\n\n#lorem(30)"), tmp_path)
    assert not of_kind(document, ElementKind.FIGURE)
    (table,) = tables(document)
    assert (table.rows, table.columns) == (5, 2)


def test_shaded_cells_without_text_of_a_grid_are_no_bars(tmp_path: Path) -> None:
    # Cells over three lines each, shaded line by line, as LaTeX does; the second column has no shade.
    cells = "; ".join(
        f"place(dx: {x}pt, dy: {28 * row}pt, rect(width: 60pt, height: 28pt, fill: green, stroke: none))"
        for row in range(6)
        for x in (60, 180, 240)
    )
    texts = "; ".join(
        f"place(dx: {60 * column + 12}pt, dy: {84 * row + 65}pt)[{f'0.{row}{column}1' if column else name}]"
        for row, name in enumerate(("Small", "Large"))
        for column in range(5)
    )
    lines = "; ".join(
        [f"place(dy: {y}pt, line(length: 300pt, stroke: 0.4pt))" for y in (0, 84, 168)]
        + [f"place(dx: {x}pt, line(angle: 90deg, length: 168pt, stroke: 0.4pt))" for x in range(0, 301, 60)]
    )
    grid = f"#block(width: 300pt, height: 168pt, {{ {cells}; {texts}; {lines} }})"
    document = parse(typeset(f"{PAGE}#lorem(30)\n\n{grid}\n\n#lorem(30)"), tmp_path)
    assert not of_kind(document, ElementKind.FIGURE)
    (table,) = tables(document)
    assert table.columns == 5


def test_shades_that_tile_a_map_without_text_are_a_figure(tmp_path: Path) -> None:
    tiles = "; ".join(
        f"place(dx: {30 * x}pt, dy: {30 * y}pt, rect(width: 30pt, height: 30pt, fill: green, stroke: none))"
        for x in range(5)
        for y in range(4)
    )
    grid = f"#block(width: 150pt, height: 120pt, {{ {tiles} }})"
    figure = one(parse(typeset(f"{PAGE}#lorem(30)\n\n#v(20pt)\n{grid}\n#v(20pt)\n\n#lorem(30)"), tmp_path))
    assert near(figure.box, (60, figure.box.top, 210, figure.box.top + 120), 3)
