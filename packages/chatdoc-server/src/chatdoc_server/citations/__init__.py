"""What an answer says to the rectangles it came from."""

from chatdoc_server.citations.locate import UnresolvedSpan, locate, nodes, rectangles
from chatdoc_server.citations.sources import SourceCollector, SourceItem, marker, source_info
from chatdoc_server.citations.under import spans_in, spans_of_text, spans_under

__all__ = [
    "SourceCollector",
    "SourceItem",
    "UnresolvedSpan",
    "locate",
    "marker",
    "nodes",
    "rectangles",
    "source_info",
    "spans_in",
    "spans_of_text",
    "spans_under",
]
