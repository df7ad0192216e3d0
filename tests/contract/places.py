"""What stands where a source points: read from the downloaded file, with nothing of the service."""

import io
from typing import Any

import lxml.html
import pypdfium2

Json = dict[str, Any]


def collapsed(text: str) -> str:
    """Text with its white space as a browser shows it."""
    return " ".join(text.split())


def words_in_pdf(source: Json, pdf: bytes) -> str:
    """The words under the rectangles of a `source_info` item, in the order the rectangles come."""
    found = []
    with pypdfium2.PdfDocument(io.BytesIO(pdf)) as document:
        for number, rectangles in source.items():
            if number == "upload_id":
                continue
            page = document[int(number)]
            height = page.get_height()
            text = page.get_textpage()
            for left, top, right, bottom in rectangles:
                assert 0 <= left < right <= page.get_width() + 1
                assert 0 <= top < bottom <= height + 1
                found.append(text.get_text_bounded(left - 1, height - bottom - 1, right + 1, height - top + 1))
    assert found, f"no place in {source}"
    return collapsed(" ".join(found))


def words_in_html(source: Json, page: bytes) -> str:
    """The text of the nodes of a `source_info` item; each stands in the block whose `data-index` the item names."""
    root = lxml.html.fromstring(page).getroottree()
    found = []
    for index, places in source.items():
        if index == "upload_id":
            continue
        for place in places:
            [node] = root.xpath(place["xpath"])
            [block] = node.xpath("ancestor-or-self::*[@data-index][1]")
            assert block.get("data-index") == index
            found.append(node.text_content())
    assert found, f"no place in {source}"
    return collapsed(" ".join(found))


def words_at(source: Json, shown: bytes) -> str:
    """What stands at a source of a downloaded file, whichever form it has."""
    return words_in_pdf(source, shown) if shown.startswith(b"%PDF") else words_in_html(source, shown)
