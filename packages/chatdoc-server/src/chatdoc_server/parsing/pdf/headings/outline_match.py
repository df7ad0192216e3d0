"""Bookmarks matched to the drafts that they name, on their page and by their text."""

import math
import unicodedata
from collections.abc import Sequence

from chatdoc_server.parsing.pdf.drafts import Draft
from chatdoc_server.parsing.pdf.headings.candidates import can_be
from chatdoc_server.parsing.pdf.headings.numbering import number
from chatdoc_server.parsing.pdf.model import Bookmark

COVERED = 0.5
"""The share of an outline's entries that must be found in the text before it decides levels."""

_FEWEST = 2
_PART = 0.6
_FAR = 60.0


def signature(text: str) -> str:
    """The letters and digits of a text, in compatibility form and without case: what two writings of it share."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    return "".join(filter(str.isalnum, text.casefold()))


def untitled(text: str) -> str:
    """The signature of a text without the number that it starts with."""
    found = number(text)
    return signature(text[found.end :] if found else text)


def matched(drafts: Sequence[Draft], found: Sequence[bool], outline: Sequence[Bookmark]) -> dict[int, int]:
    """Each draft that a bookmark names, with the bookmark's level; empty where the outline covers too little.

    `found` says which drafts look like headings: of several that fit, those come first, then the one nearest to where
    the bookmark leads.
    """
    pages: dict[int, list[int]] = {}
    for at, draft in enumerate(drafts):
        if can_be(draft):
            pages.setdefault(draft.page, []).append(at)
    result: dict[int, int] = {}
    entries = [one for one in outline if one.page >= 0 and signature(one.title)]
    for bookmark in entries:
        fits = {
            at: fit
            for at in pages.get(bookmark.page, ())
            if at not in result and (fit := _fit(drafts[at].text, bookmark.title, found[at]))
        }
        if fits:
            result[min(fits, key=lambda at: (-fits[at], _distance(drafts[at], bookmark), at))] = bookmark.level
    return result if len(result) >= max(_FEWEST, COVERED * len(entries)) else {}


def _fit(text: str, title: str, looks: bool) -> int:
    """How well a draft's text fits a bookmark's title, 0 for not at all."""
    said, wanted = signature(text), signature(title)
    if said == wanted:
        return 4 + looks
    if untitled(text) and untitled(text) == untitled(title):
        return 2 + looks
    shorter, longer = sorted((said, wanted), key=len)
    return int(
        looks and len(shorter) >= _PART * len(longer) and (longer.startswith(shorter) or longer.endswith(shorter))
    )


def _distance(draft: Draft, bookmark: Bookmark) -> float:
    if math.isnan(bookmark.top):
        return 0.0
    # Viewers show some room over the place; what stands higher up is not meant.
    below = draft.box.top - bookmark.top
    return below if below > -draft.height else _FAR - below
