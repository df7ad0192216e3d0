"""The markers of a detailed citation, found in an answer as it is kept."""

import re
from collections.abc import Iterator

from chatdoc_server.citations import marker

_MARKER = re.compile(r'\[<span data-index="(\d{1,6})">\d{1,6}</span>\]')


def pieces(answer: str, sources: int) -> Iterator[str | int]:
    """The answer's text, none of it empty, and between it the positions in `source_info` that markers point at.

    What looks like a marker but points at none of that many sources is text.
    """
    text, at = "", 0
    for found in _MARKER.finditer(answer):
        index = int(found[1])
        if index >= sources or found[0] != marker(index):
            continue
        text += answer[at : found.start()]
        at = found.end()
        if text:
            yield text
            text = ""
        yield index
    text += answer[at:]
    if text:
        yield text
