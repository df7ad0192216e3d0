"""The file's own outline: where its entries lead, and that a broken one does no harm."""

import io
import math
from pathlib import Path

import pikepdf
import pytest

from chatdoc_server.parsing.pdf.file.outline import MAX_BOOKMARKS, read_outline
from tests.parsing.pdfs import Text, handmade, parse, saved

PAGE = [Text(100, 500, "Overview", 14), Text(100, 200, "Overview", 14)]


def outlined(*, rotate: int = 0, crop: tuple[float, float, float, float] | None = None) -> bytes:
    """A page whose two like titles have an entry each, the second of them first."""
    pdf = pikepdf.open(io.BytesIO(handmade([PAGE], crop=crop, rotate=rotate)))
    with pdf.open_outline() as outline:
        for y in (200, 500):
            outline.root.append(pikepdf.OutlineItem("Overview", 0, "XYZ", left=100, top=y))
    return saved(pdf)


@pytest.mark.parametrize(
    ("rotate", "crop", "tops"),
    [
        (0, None, (592, 292)),
        (0, (50, 100, 562, 700), (500, 200)),
        (180, None, (200, 500)),
        (90, None, (100, 100)),
        (270, (50, 100, 562, 700), (462, 462)),
    ],
)
def test_an_entry_leads_to_where_it_stands_on_the_page_as_displayed(
    tmp_path: Path, rotate: int, crop: tuple[float, float, float, float] | None, tops: tuple[float, float]
) -> None:
    path = tmp_path / "file.pdf"
    path.write_bytes(outlined(rotate=rotate, crop=crop))
    assert [(one.title, one.level, one.page) for one in read_outline(path)] == [("Overview", 1, 0)] * 2
    assert [one.top for one in read_outline(path)] == pytest.approx(tops)


def test_a_title_of_its_own_needs_no_place(tmp_path: Path) -> None:
    pdf = pikepdf.open(io.BytesIO(handmade([PAGE])))
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("Overview", 0, "XYZ", left=100, top=500))
    path = tmp_path / "file.pdf"
    path.write_bytes(saved(pdf))
    (bookmark,) = read_outline(path)
    assert math.isnan(bookmark.top)


def test_an_outline_that_goes_round_ends(tmp_path: Path) -> None:
    pdf = pikepdf.open(io.BytesIO(outlined()))
    first = pdf.Root.Outlines.First
    first.Next = first
    path = tmp_path / "file.pdf"
    path.write_bytes(saved(pdf))
    assert 1 <= len(read_outline(path)) <= MAX_BOOKMARKS
    assert parse(saved(pdf), tmp_path).elements
