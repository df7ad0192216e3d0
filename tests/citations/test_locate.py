"""Spans to rectangles, checked by reading the words under the rectangles."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatdoc_server.citations import UnresolvedSpan, rectangles
from chatdoc_server.document import Box, Cell, Document, Element, ElementKind, Page, Range, Span, Table, Words
from tests.answering.builder import LINE, DocumentBuilder

WORDS = st.lists(st.text(alphabet="abcdefghij,.$%()1234567890é漢", min_size=1, max_size=14), min_size=1, max_size=60)


@given(words=WORDS, data=st.data())
def test_the_words_under_the_rectangles_are_the_words_of_the_span(words: list[str], data: st.DataObject) -> None:
    builder = DocumentBuilder().paragraph("Something else stands above.")
    builder.paragraph(" ".join(words)).paragraph("And below.")
    text = builder.elements[1].text
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words) - 1))
    start = len(" ".join(words[:first])) + (1 if first else 0)
    end = len(" ".join(words[: last + 1]))
    assert text[start:end] == " ".join(words[first : last + 1])
    rects = rectangles(builder.build(), Span(1, start, end))
    assert [word for rect in rects for word in builder.words_under(rect)] == words[first : last + 1]
    tops = [rect.box.top for rect in rects]
    assert tops == sorted(set(tops)), "one rectangle for each line, from top to bottom"
    assert all(rect.box.bottom - rect.box.top < LINE for rect in rects), "lines are not merged with one another"


@given(start=st.integers(-3, 40), end=st.integers(-3, 40))
def test_any_offsets_give_rectangles_or_one_clear_error(start: int, end: int) -> None:
    builder = DocumentBuilder().paragraph("Net sales rose.  In 2022")
    text = builder.elements[0].text
    if 0 <= start <= end <= len(text) and text[start:end].strip():
        assert rectangles(builder.build(), Span(0, start, end))
    else:
        with pytest.raises(UnresolvedSpan):
            rectangles(builder.build(), Span(0, start, end))


def test_a_word_covered_in_part_counts_whole() -> None:
    builder = DocumentBuilder().paragraph("Impairment of goodwill")
    (rect,) = rectangles(builder.build(), Span(0, 3, 12))
    assert builder.words_under(rect) == ["Impairment", "of"]


@given(text=st.text(alphabet="漢字仮名，。7a", min_size=2, max_size=30), data=st.data())
def test_of_a_line_without_spaces_only_the_characters_covered_count(text: str, data: st.DataObject) -> None:
    document = DocumentBuilder().paragraph(text).build()
    [(left, top, right, bottom)] = document.words.boxes.tolist()
    cuts = sorted(data.draw(st.sets(st.integers(1, len(text) - 1), max_size=3)))
    boxes = [rectangles(document, Span(0, *ends))[0].box for ends in pairwise([0, *cuts, len(text)])]
    assert all(box.top == top and box.bottom == bottom for box in boxes)
    if any(character in "漢字仮名，。" for character in text):
        assert [boxes[0].left, *(box.right for box in boxes)] == sorted({boxes[0].left, *(box.right for box in boxes)})
        assert (boxes[0].left, boxes[-1].right) == pytest.approx((left, right))
        assert all(one.right == pytest.approx(other.left) for one, other in pairwise(boxes))
    else:
        assert all((box.left, box.right) == (left, right) for box in boxes)


def test_a_cell_is_cited_by_its_own_words() -> None:
    builder = DocumentBuilder().table([["", "2022", "2021"], ["Net sales", "$ 4,000", "$ 3,500"]])
    document = builder.build()
    table = document.elements[0].table
    assert table is not None
    position = next(i for i, cell in enumerate(table.cells) if cell.text == "$ 3,500")
    (rect,) = rectangles(document, Span(0, 0, 7, position))
    assert builder.words_under(rect) == ["$", "3,500"]


def test_a_span_over_a_tables_text_finds_its_cells() -> None:
    builder = DocumentBuilder().table(
        [["", "2022", "2021"], ["Net sales", "$ 4,000", "$ 3,500"], ["Costs", "4,000", ""]]
    )
    document = builder.build()
    text = document.elements[0].text
    start = text.index("Costs")
    rects = rectangles(document, Span(0, start, len(text)))
    assert [word for rect in rects for word in builder.words_under(rect)] == ["Costs", "4,000"]


def test_what_has_no_words_is_its_own_box() -> None:
    box, cell_box = Box(10, 10, 200, 100), Box(10, 10, 50, 20)
    cell = Cell(row=0, column=0, text="", box=cell_box, words=Range(0, 0))
    table = Table(rows=1, columns=1, header_rows=0, cells=(cell,))
    elements = (
        Element(index=0, kind=ElementKind.FIGURE, page=0, box=box, text="", words=Range(0, 0)),
        Element(index=1, kind=ElementKind.TABLE, page=0, box=box, text="", words=Range(0, 0), table=table),
    )
    document = _document(elements, [], [])
    assert [rect.box for rect in rectangles(document, Span(0, 0, 0))] == [box]
    assert [rect.box for rect in rectangles(document, Span(1, 0, 0, 0))] == [cell_box]


@pytest.mark.proves("rule:sources.displayed")
def test_lines_of_a_turned_page_run_down_the_page() -> None:
    boxes = [Box(100, 50, 110, 80), Box(100, 85, 110, 120), Box(115, 50, 125, 90)]
    spans = [(0, 3), (4, 7), (8, 11)]
    element = Element(
        index=0,
        kind=ElementKind.PARAGRAPH,
        page=0,
        box=Box(100, 50, 125, 120),
        text="one two six",
        words=Range(0, 3),
        rotation=90,
    )
    document = _document((element,), spans, boxes)
    assert [rect.box for rect in rectangles(document, Span(0, 0, 11))] == [Box(100, 50, 110, 120), boxes[2]]


@pytest.mark.parametrize(
    "span", [Span(9, 0, 1), Span(-1, 0, 1), Span(0, 0, 1, 3), Span(0, 5, 4), Span(0, 0, 999)], ids=str
)
def test_a_span_that_points_at_nothing_is_an_error(span: Span) -> None:
    with pytest.raises(UnresolvedSpan):
        rectangles(DocumentBuilder().paragraph("Hello there.").build(), span)


def _document(elements: tuple[Element, ...], spans: list[tuple[int, int]], boxes: list[Box]) -> Document:
    words = Words(
        spans=np.array(spans, dtype=np.int32).reshape(-1, 2), boxes=np.array(boxes, dtype=np.float32).reshape(-1, 4)
    )
    return Document(pages=(Page(number=0, width=612, height=792),), elements=elements, words=words)
