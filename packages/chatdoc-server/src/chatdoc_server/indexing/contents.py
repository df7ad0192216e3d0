"""Tells contents pages, which only point at content, from content."""

import re
from itertools import pairwise

from chatdoc_server.document import FURNITURE, Document, Element

LONGEST_ENTRY = 300
"""Characters of a line that are looked at."""

_ENTRY = re.compile(r".*\D[\s.…]+(?:[A-Z]-?)?(?:\d{1,4}|[ivxl]{1,6})(?:\s*[-–]\s*\d{1,4})?\s*$")
_NAMED = re.compile(r"\s*(?:table of )?contents\s*|\s*index\s*|\s*(?:form \S+ )?cross[- ]reference.*", re.IGNORECASE)


def contents_elements(document: Document) -> frozenset[int]:
    """The indexes of elements that are entries of a contents list: most of their page's lines end in page numbers.

    Page numbers must rise down the page, so that tables of figures are not taken for contents. A flowing document has
    no pages that anything could point at.
    """
    if not document.is_paged:
        return frozenset()
    by_page: dict[int, list[Element]] = {}
    for element in document.elements:
        if element.kind not in FURNITURE:
            by_page.setdefault(element.page, []).append(element)
    found: set[int] = set()
    for elements in by_page.values():
        if _is_contents(elements, len(document.pages)):
            found.update(element.index for element in elements)
    return frozenset(found)


def _is_contents(elements: list[Element], pages: int) -> bool:
    lines = [line for element in elements for line in _lines(element)]
    numbers = [
        int(match.group(1)) for line in lines if (match := re.search(r"(\d{1,4})\s*$", line)) and _ENTRY.match(line)
    ]
    numbers = [number for number in numbers if number <= pages * 2 + 50]
    if len(numbers) < 5:
        return False
    rising = sum(b >= a for a, b in pairwise(numbers)) / (len(numbers) - 1)
    named = any(_NAMED.fullmatch(line) for line in lines[:6])
    return rising > 0.8 and len(numbers) > len(lines) * (0.25 if named else 0.5)


def _lines(element: Element) -> list[str]:
    """The element's lines with single spaces; what is longer than any entry is cut, so that matching stays cheap."""
    return [" ".join(line[:LONGEST_ENTRY].split()) for line in element.text.split("\n") if line.strip()]
