"""Characters: how words become a text, at marks, in scripts without spaces, and over line ends."""

from pathlib import Path

import pytest

from tests.parsing.pdfs import parse, typeset

PAGE = "#set page(width: 400pt, height: 300pt)\n#set text(size: 10pt)\n"


def test_a_raised_mark_stays_on_its_word(tmp_path: Path) -> None:
    (element,) = parse(typeset(f"{PAGE}The costs#super[2] of the year rose."), tmp_path).elements
    assert element.text == "The costs2 of the year rose."


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["公司的收入在这一年中", "增长了百分之十二"], "公司的收入在这一年中增长了百分之十二"),
        (["회사의 매출은 올해", "크게 증가했다"], "회사의 매출은 올해 크게 증가했다"),
    ],
)
def test_lines_are_joined_as_their_language_is_written(tmp_path: Path, lines: list[str], expected: str) -> None:
    fonts = '#set text(font: ("Noto Sans CJK SC", "Noto Sans CJK KR", "WenQuanYi Zen Hei", "Droid Sans Fallback"))\n'
    (element,) = parse(typeset(f"{PAGE}{fonts}{lines[0]}\\\n{lines[1]}"), tmp_path).elements
    assert element.text == expected


def test_a_wide_spaced_line_of_justified_text_is_one(tmp_path: Path) -> None:
    lines = [
        "each of these lines runs from one edge of the page to its other",
        "so do these eight words of the next one",
    ]
    source = (
        f"{PAGE}#set par(justify: true)\n{'#linebreak(justify: true)'.join(lines)}#linebreak(justify: true){lines[0]}"
    )
    (element,) = parse(typeset(source), tmp_path).elements
    assert element.text == f"{lines[0]} {lines[1]} {lines[0]}"
