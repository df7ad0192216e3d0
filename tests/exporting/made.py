"""Documents made by hand, to be exported."""

from typing import Any

import numpy as np

from chatdoc_server.document import Box, Document, Element, ElementKind, Page, Words


class Made:
    """Adds elements in reading order, each below the one before it."""

    def __init__(self) -> None:
        self.page = 0
        self.elements: list[Element] = []

    def add(self, kind: ElementKind, text: str, *, left: float = 0, **options: Any) -> int:  # noqa: ANN401  # whatever an element has
        """Adds an element that begins `left` points right of the margin, and returns its index."""
        index = len(self.elements)
        top = 20.0 * (index + 1)
        box = Box(72 + left, top, 172 + left, top + 10)
        self.elements.append(Element(index=index, kind=kind, page=self.page, box=box, text=text, **options))
        return index

    def document(self) -> Document:
        """All that was added."""
        return Document(
            pages=tuple(Page(number=number, width=612, height=792) for number in range(self.page + 1)),
            elements=tuple(self.elements),
            words=Words(np.zeros((0, 2), np.int32), np.zeros((0, 4), np.float32)),
            language="en",
        )
