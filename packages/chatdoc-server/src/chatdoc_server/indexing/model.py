"""What an index holds: the passages a document was cut into."""

import msgspec

from chatdoc_server.document import Span


class Passage(msgspec.Struct, frozen=True, kw_only=True):
    """A piece of a document that can be found, quoted and cited.

    `text` is what the passage says, for a reader: for a piece of a table its title, column heads and
    rows. `spans` is exactly what it covers in the document, in reading order; column heads that are
    repeated in front of a later piece of a table are not covered. `headings` is the path of headings
    above it, outermost first. `rows` is the half-open range of table rows it covers, None outside tables.
    `page` is the page that has most of it.
    """

    number: int
    page: int
    text: str
    headings: tuple[str, ...]
    spans: tuple[Span, ...]
    rows: tuple[int, int] | None = None

    @property
    def elements(self) -> tuple[int, ...]:
        """The indexes of the elements it covers, in reading order, each once."""
        return tuple(dict.fromkeys(span.element for span in self.spans))
