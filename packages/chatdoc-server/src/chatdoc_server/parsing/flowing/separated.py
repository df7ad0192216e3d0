"""Values parted by commas, semicolons, tabs or bars to a table."""

import csv
from pathlib import Path

from chatdoc_server.errors import DocumentError, DocumentStatus
from chatdoc_server.parsing.base import Converted, Tools
from chatdoc_server.parsing.flowing.decoding import SAMPLE, read_text
from chatdoc_server.parsing.flowing.pieces import check_count, table
from chatdoc_server.parsing.flowing.sniffing import separator_of
from chatdoc_server.parsing.html import Source, canonical, read_html


class CsvConverter:
    """Makes one table of a file of values."""

    def convert(self, path: Path, scratch: Path, tools: Tools) -> Converted:  # noqa: ARG002
        """The values as a table in canonical HTML; see `Converter.convert`.

        Raises:
            DocumentError: CONTENT_DECODE_ERROR, HTML_CONVERT_ERROR when quotes do not close or a value is longer than
                131,072 characters, TEXT_PARSE_ERROR when there is nothing to read in it, EXCEED_TOKENS_ERROR.
        """
        text = read_text(path)
        start = text[:SAMPLE]
        complete = start if len(start) == len(text) else start[: start.rfind("\n") + 1] or start
        separator = separator_of(complete) or ","
        check_count(sum(map(text.count, (separator, "\n", "\r"))))
        try:
            rows = [row for row in csv.reader(text.splitlines(keepends=True), delimiter=separator) if any(row)]
        except csv.Error as error:
            reason = f"Your file can't be read as a table of values: {error}. Please save it again as CSV."
            raise DocumentError(DocumentStatus.HTML_CONVERT_ERROR, reason) from error
        root = read_html(table(rows))
        return Converted(canonical(Source(root, empty=DocumentStatus.TEXT_PARSE_ERROR)))
