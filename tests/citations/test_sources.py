"""What an answer's citations look like on the wire."""

import pytest

from chatdoc_server.answering.base import Citation, Support
from chatdoc_server.citations import SourceCollector, UnresolvedSpan, marker, source_info
from chatdoc_server.document import Span
from tests.answering.builder import DocumentBuilder

BUILDER = DocumentBuilder().paragraph("First page. Two sentences.").page().paragraph("Second page.")
DOCUMENT = BUILDER.build()
FIRST = Support("a", (Span(0, 0, 11),))
BOTH = Support("a", (Span(0, 0, 11), Span(1, 0, 12)))


@pytest.mark.proves("rule:sources.paged", "rule:sources.several-pages")
def test_an_item_names_pages_from_zero_and_its_document() -> None:
    assert source_info([BOTH], {"a": DOCUMENT}) == [
        {"0": [[72.0, 72.0, 127.0, 82.0]], "1": [[72.0, 72.0, 132.0, 82.0]], "upload_id": "a"}
    ]


def test_each_distinct_support_has_one_place() -> None:
    collector = SourceCollector({"a": DOCUMENT, "b": DOCUMENT})
    assert collector.add(Citation((FIRST, BOTH))) == (0, 1)
    assert collector.add(Citation((FIRST, FIRST))) == (0,)
    assert collector.add(Citation((Support("a", (Span(0, 1, 10),)),))) == (0,), "the same rectangles by another span"
    assert collector.add(Citation((Support("b", FIRST.spans), BOTH))) == (2, 1)
    assert len(collector.items) == 3


def test_the_marker_counts_from_one_and_points_from_zero() -> None:
    assert marker(0) == '[<span data-index="0">1</span>]'


def test_what_cannot_be_resolved_is_never_dropped() -> None:
    with pytest.raises(UnresolvedSpan):
        source_info([FIRST, Support("a", (Span(7, 0, 1),))], {"a": DOCUMENT})
    with pytest.raises(KeyError):
        source_info([Support("elsewhere", (Span(0, 0, 1),))], {"a": DOCUMENT})
