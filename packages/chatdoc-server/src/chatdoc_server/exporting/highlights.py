"""An answer's claims as highlights on the pages of one document."""

from collections.abc import Sequence

from chatdoc_server.document import Box, Page
from chatdoc_server.exporting.claims import Claim
from chatdoc_server.exporting.sources import Source
from chatdoc_server.parsing.base import Highlight


def highlights(
    claims: Sequence[Claim], sources: Sequence[Source], upload_id: str, pages: Sequence[Page]
) -> list[Highlight]:
    """One highlight for each claim and each page that it rests on, in the order of the pages.

    Claims with the very same rectangles share one, so that none hides another; its comment has a line for each. Places
    beside the document's pages are left out.
    """
    comments: dict[tuple[int, tuple[Box, ...]], list[str]] = {}
    for claim in claims:
        boxes: dict[int, dict[Box, None]] = {}
        for source in (sources[index] for index in claim.sources):
            if source.upload_id == upload_id:
                for page, found in source.boxes.items():
                    boxes.setdefault(page, {}).update(dict.fromkeys(found))
        for page, found_boxes in boxes.items():
            if page < len(pages):
                comments.setdefault((page, tuple(found_boxes)), []).append(claim.words)
    return [
        Highlight(page, pages[page].width, pages[page].height, boxes, "\n".join(dict.fromkeys(words)))
        for (page, boxes), words in sorted(comments.items(), key=lambda one: one[0][0])
    ]
