"""Text that goes on over the end of a column or a page: which draft is a part of which before it."""

import re
from collections.abc import Sequence

from chatdoc_server.document import FURNITURE, ElementKind
from chatdoc_server.document.continuation import SOFT_HYPHEN
from chatdoc_server.parsing.pdf.drafts import Draft
from chatdoc_server.parsing.pdf.scripts import is_ideographic
from chatdoc_server.parsing.pdf.vocabulary import Vocabulary

_TEXT = frozenset({ElementKind.PARAGRAPH, ElementKind.LIST_ITEM})
_FLOATS = frozenset(
    {ElementKind.FIGURE, ElementKind.IMAGE, ElementKind.TABLE, ElementKind.CAPTION, ElementKind.FOOTNOTE}
)
_ENDS = re.compile(r"[.!?:;。！？：；…]['\"”’)\]）」』]*$")
_GOES_ON = re.compile(
    r"(?:[-,，、–—\u00ad]|\b(?:the|a|an|of|and|or|to|for|in|with|by|that|which|as|from|on|at|is|are))$"
)
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_LAST_WORD = re.compile(r"([^\W\d_]+)-$")
_SAME = 0.06
_INDENT = 0.5
_WIDER = 1.25
_BOTH_SHORT = 2


def continue_text(drafts: Sequence[Draft], levels: Sequence[int], known: Vocabulary | None = None) -> None:
    """Mark each paragraph that goes on with the last one of the column or page before it, by setting `continues`.

    The earlier part does not end a sentence; the later one, in the same font, starts in lower case, or without an
    indent after a line that runs to the edge. Figures, tables, their captions and footnotes between do not part them. A
    hyphen at the end of a part becomes a soft one when the words that are `known` say that it is none of its word's.
    """
    last = -1
    for at, draft in enumerate(drafts):
        if draft.kind in FURNITURE or draft.is_aside or draft.kind in _FLOATS or draft.text.isdecimal():
            continue
        if draft.kind in _TEXT and not levels[at] and draft.text:
            if last >= 0 and _goes_on(drafts[last], draft):
                draft.continues = at - last
                _soften(drafts[last], draft, known)
            last = at
        else:
            last = -1


def _goes_on(last: Draft, draft: Draft) -> bool:
    if draft.kind is not ElementKind.PARAGRAPH or not _breaks(last, draft) or _ENDS.search(last.text):
        return False
    if abs(draft.height - last.height) > _SAME * last.height or draft.bold != last.bold:
        return False
    if draft.text[0].islower() or (draft.text[0].isalnum() and _GOES_ON.search(last.text)):
        return True
    is_flush = last.is_full and draft.indent <= _INDENT * draft.height
    if is_ideographic(draft.text[0]):
        return is_flush and is_ideographic(last.text[-1])
    return is_flush and min(last.lines, draft.lines) > 1


def _breaks(last: Draft, draft: Draft) -> bool:
    """Whether a page, a column or something that floats ends between the two."""
    if draft.page != last.page:
        return draft.page == last.page + 1
    if draft.box.top < last.box.top + last.height / 2:
        width = last.box.right - last.box.left
        return last.lines > 1 and draft.box.right - draft.box.left < _WIDER * width
    overlap = min(last.box.right, draft.box.right) - max(last.box.left, draft.box.left)
    return overlap > 0 and draft.box.top - last.box.bottom > 2 * last.height and draft.lines + last.lines > _BOTH_SHORT


def _soften(last: Draft, draft: Draft, known: Vocabulary | None) -> None:
    """Make the hyphen that breaks a word over the parts a soft one, as the two are joined without it."""
    begun, rest = _LAST_WORD.search(last.text), _FIRST_WORD.match(draft.text)
    if begun and rest and known and known.is_broken(begun[1], rest[0]):
        last.text = last.text[:-1] + SOFT_HYPHEN
