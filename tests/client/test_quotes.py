"""The words that the command shows under a citation."""

from chatdoc import Caption, CellText, Grid, ParsedElement, Rect
from chatdoc.cli.quotes import words_under


def element(kind: str, outline: list[float], **more: object) -> ParsedElement:
    common = {
        "page": 0,
        "index": 0,
        "type": kind,
        "outline": outline,
        "rotation": 0,
        "is_heading": False,
        "syllabus": -1,
    }
    return ParsedElement.model_validate({**common, **more})


PARAGRAPH = element("paragraph", [70, 100, 300, 140], text="One line.\nAnother line.")
TABLE = element(
    "table",
    [70, 200, 370, 300],
    grid=Grid(rows=[50], columns=[100, 200]),
    cells={
        "0_0": CellText(text="Fees"),
        "0_1": CellText(text="2024"),
        "1_0": CellText(text="Pilots"),
        "1_1": CellText(text="97"),
    },
    merged=[[[0, 1], [0, 2]]],
)
FIGURE = element("figure", [70, 400, 300, 500], caption=Caption(text="The quay", outline=[70, 505, 300, 520]))
ALL = [PARAGRAPH, TABLE, FIGURE]


def test_a_whole_paragraph_is_quoted_and_a_part_is_not() -> None:
    first, second = Rect(70, 101, 300, 118), Rect(70, 121, 250, 139)
    assert words_under([first, second], ALL) == ["One line. Another line."]
    assert words_under([first], ALL) == []


def test_cells_are_quoted_one_by_one() -> None:
    assert words_under([Rect(180, 260, 200, 270), Rect(80, 260, 100, 270)], ALL) == ["97", "Pilots"]
    assert words_under([Rect(300, 210, 320, 220)], ALL) == ["2024"]
    assert words_under([Rect(300, 260, 320, 270)], ALL) == []


def test_a_figure_is_quoted_by_its_caption() -> None:
    assert words_under([Rect(70, 401, 300, 499)], ALL) == ["The quay"]


def test_nowhere() -> None:
    assert words_under([Rect(500, 700, 510, 710)], ALL) == []
