"""Text that goes on over the end of a column or a page: which draft is a part of which before it."""

import re
from collections.abc import Sequence

from chatdoc_server.document import FURNITURE, ElementKind
from chatdoc_server.parsing.pdf.drafts import Draft

_TEXT = frozenset({ElementKind.PARAGRAPH, ElementKind.LIST_ITEM})
_ENDS = re.compile(r"[.!?:;。！？：；]['\"”’)\]]*$")
_SAME = 0.06


def continue_text(drafts: Sequence[Draft], levels: Sequence[int]) -> None:
    """Mark each paragraph that goes on with the last one of the column or page before it, by setting `continues`.

    The earlier part does not end a sentence, and the later one starts in lower case, in the same font.
    """
    last = -1
    for at, draft in enumerate(drafts):
        if draft.kind in FURNITURE or draft.is_aside:
            continue
        if draft.kind in _TEXT and not levels[at]:
            if last >= 0 and _goes_on(drafts[last], draft):
                draft.continues = at - last
            last = at
        elif draft.kind not in {ElementKind.FIGURE, ElementKind.IMAGE, ElementKind.CAPTION, ElementKind.FOOTNOTE}:
            last = -1


def _goes_on(last: Draft, draft: Draft) -> bool:
    breaks = draft.page == last.page + 1 or (draft.page == last.page and draft.box.top < last.box.top)
    return (
        breaks
        and draft.kind is ElementKind.PARAGRAPH
        and draft.text[0].islower()
        and not _ENDS.search(last.text)
        and abs(draft.height - last.height) <= _SAME * last.height
        and draft.bold == last.bold
    )
