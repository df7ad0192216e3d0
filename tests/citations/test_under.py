"""What stands under rectangles, or in blocks of the HTML: the way back from a place to characters."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from chatdoc_server.citations import rectangles, spans_in, spans_of_text, spans_under
from chatdoc_server.citations.locate import nodes
from chatdoc_server.document import Box, Cell, Document, Element, ElementKind, Node, Rect, Span, Table, Words
from tests.answering.builder import DocumentBuilder

TEXT = (
    "The ferry to Larkfield leaves at seven in the morning and comes back once the last mail has been loaded at noon."
)
ROWS = [["", "2024", "2023"], ["Mooring fees", "412", "398"], ["Crane hire", "58", "61"]]


def paged() -> DocumentBuilder:
    return DocumentBuilder().heading("Notice").paragraph(TEXT).page().paragraph("It sails in fog.").table(ROWS)


DOCUMENT = paged().build()


@settings(deadline=None)
@given(first=st.integers(0, 20), count=st.integers(1, 12), slack=st.floats(-0.4, 0.4))
def test_words_are_found_under_their_own_rectangles(first: int, count: int, slack: float) -> None:
    rows = DOCUMENT.elements[1].words
    spans = DOCUMENT.words.spans[rows.start : rows.stop].tolist()
    chosen = spans[first : first + count]
    span = Span(1, chosen[0][0], chosen[-1][1])
    rects = [
        Rect(page, Box(box.left - slack, box.top - slack, box.right + slack, box.bottom + slack))
        for page, box in rectangles(DOCUMENT, span)
    ]
    assert spans_under(DOCUMENT, rects) == (span,)


@settings(deadline=None)
@given(
    st.lists(
        st.builds(
            lambda page, sides: Rect(page, Box(*sides)),
            st.integers(-1, 4),
            st.tuples(*[st.floats(-900, 900, allow_nan=False)] * 4),
        ),
        max_size=4,
    )
)
def test_whatever_the_rectangles_every_span_can_be_shown(rects: list[Rect]) -> None:
    for span in spans_under(DOCUMENT, rects):
        assert rectangles(DOCUMENT, span)


def test_a_cell_is_found_apart_from_its_neighbours() -> None:
    table = DOCUMENT.elements[3].table
    assert table is not None
    place = next(number for number, cell in enumerate(table.cells) if cell.text == "61")
    span = Span(3, 0, 2, place)
    assert spans_under(DOCUMENT, rectangles(DOCUMENT, span)) == (span,)


def test_corners_may_be_given_in_any_order() -> None:
    span = Span(1, 0, 9)
    (rect,) = rectangles(DOCUMENT, span)
    left, top, right, bottom = rect.box
    assert spans_under(DOCUMENT, [Rect(rect.page, Box(right, bottom, left, top))]) == (span,)


def flowing() -> Document:
    cells = tuple(
        Cell(row=row, column=column, text=text, xpath=f"/html/body/table/tr[{row + 1}]/td[{column + 1}]")
        for row, texts in enumerate([["", "2024", "2023"], ["Mooring", "58", "61"], ["Crane", "61", "58"]])
        for column, text in enumerate(texts)
        if text
    )
    table = Table(rows=3, columns=3, header_rows=1, cells=cells)
    text = "2024\t2023\nMooring\t58\t61\nCrane\t61\t58"
    empty = Words(spans=np.zeros((0, 2), np.int32), boxes=np.zeros((0, 4), np.float32))
    elements = (
        Element(index=0, kind=ElementKind.PARAGRAPH, text=TEXT, xpath="/html/body/p[1]"),
        Element(index=1, kind=ElementKind.PARAGRAPH, text="It sails in fog.", xpath="/html/body/p[2]"),
        Element(index=2, kind=ElementKind.TABLE, text=text, table=table, xpath="/html/body/table"),
    )
    return Document(pages=(), elements=elements, words=empty)


def test_a_part_of_a_block_is_found_by_its_text() -> None:
    (span,) = spans_in(flowing(), [0], "leaves  at\nseven")
    assert flowing().text_of(span) == "leaves at seven"


def test_several_blocks_are_taken_whole_and_those_that_are_not_there_hold_nothing() -> None:
    found = spans_in(flowing(), [1, 0, 99, -4], "noon. It sails")
    assert [flowing().text_of(span) for span in found] == [TEXT, "It sails in fog."]
    assert spans_in(flowing(), [99, -4], "noon") == ()


def test_cells_with_the_same_text_are_told_apart_by_the_node_selected() -> None:
    document = flowing()
    node = "/html/body/table/tr[3]/td[2]/text()"
    (span,) = spans_in(document, [2], "61", [node, node])
    assert nodes(document, span) == (Node(2, "/html/body/table/tr[3]/td[2]"),)
    assert len(spans_in(document, [2], "61")) == 2


def test_a_text_is_found_wherever_it_stands() -> None:
    assert spans_of_text(DOCUMENT, "the  last mail") == (Span(1, TEXT.find("the last mail"), TEXT.find(" has been")),)
    assert spans_of_text(DOCUMENT, "Crane hire") == (Span(3, 0, 10, 5),)
    assert spans_of_text(DOCUMENT, "the first mail") == ()
    assert spans_of_text(DOCUMENT, "  ") == ()


def test_a_long_text_is_found_by_its_beginning_and_its_end() -> None:
    long = " ".join(f"Sentence {number} tells of the harbour." for number in range(60))
    document = DocumentBuilder().paragraph(f"Before it. {long} After it.").build()
    (span,) = spans_of_text(document, long.replace(" ", "\n"))
    assert document.text_of(span) == long
    assert spans_of_text(document, f"{long} And more that is not there.") == ()
