"""What a contents list says of the headings: which there are."""

import itertools
import re
from collections.abc import Sequence

from chatdoc_server.document import FURNITURE, ElementKind
from chatdoc_server.parsing.pdf.drafts import Draft
from chatdoc_server.parsing.pdf.headings.candidates import can_be
from chatdoc_server.parsing.pdf.headings.outline_match import signature, untitled

_PAGE = re.compile(r"(?:[A-Z]{1,2}-?)?(?:\d{1,4}|[ivxl]{1,6})", re.IGNORECASE)
_LEADER = " .…·"
_LONGEST = 250
_ENTRIES = 4
_KINDS = frozenset({ElementKind.LIST_ITEM, ElementKind.PARAGRAPH})
_SHORTEST = 6
_SHORTEST_CJK = 2


def named(drafts: Sequence[Draft]) -> list[bool]:
    """Whether a contents list further up names what each draft says, as it names a heading."""
    listed = _entries(drafts)
    return [bool(listed) and can_be(draft) and _is_listed(draft, at, listed) for at, draft in enumerate(drafts)]


def _entries(drafts: Sequence[Draft]) -> dict[str, int]:
    """The titles that contents lists name, as signatures with and without number, and where the list ends.

    A contents list is at least four lines one after another that end in a page's number.
    """
    result: dict[str, int] = {}
    pointed = [at for at, draft in enumerate(drafts) if draft.kind not in FURNITURE]
    for is_entry, group in itertools.groupby(pointed, key=lambda at: _title(drafts[at]) is not None):
        run = list(group)
        if is_entry and len(run) >= _ENTRIES:
            for at in run:
                title = _title(drafts[at]) or ""
                for said in (signature(title), untitled(title)):
                    if len(said) >= (_SHORTEST if said.isascii() else _SHORTEST_CJK):
                        result.setdefault(said, run[-1])
    return result


def _is_listed(draft: Draft, at: int, listed: dict[str, int]) -> bool:
    end = listed.get(signature(draft.text), listed.get(untitled(draft.text)))
    return end is not None and at > end


def _title(draft: Draft) -> str | None:
    if draft.kind not in _KINDS or len(draft.text) > _LONGEST:
        return None
    title, _, page = draft.text.rpartition(" ")
    return title.rstrip(_LEADER) if title and _PAGE.fullmatch(page) else None
