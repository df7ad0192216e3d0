"""What an answer says to the rectangles it came from."""

from chatdoc_server.citations.locate import UnresolvedSpan, locate
from chatdoc_server.citations.sources import SourceCollector, SourceItem, marker, source_info

__all__ = ["SourceCollector", "SourceItem", "UnresolvedSpan", "locate", "marker", "source_info"]
