"""Headings that the file's tags state, where the tags know which lines are headings."""

from collections.abc import Sequence

from chatdoc_server.parsing.pdf.drafts import Draft

_TEXT = 0.5


def stated(drafts: Sequence[Draft], found: Sequence[bool]) -> dict[int, int]:
    """The level of each draft that the tags call a heading; empty where they are not to be believed.

    They are not where half of the text would be headings, nor where more lines look like headings, as `found` says,
    without being called so than are.
    """
    result = {at: draft.stated for at, draft in enumerate(drafts) if draft.stated > 0}
    missed = sum(is_found and draft.stated < 0 for draft, is_found in zip(drafts, found, strict=True))
    headings = sum(len(drafts[at].text) for at in result)
    return result if missed <= len(result) and headings < _TEXT * sum(len(draft.text) for draft in drafts) else {}


def titles(drafts: Sequence[Draft], found: Sequence[bool], levels: dict[int, int]) -> dict[int, int]:
    """What stands before the first of the tagged headings and is larger than all of them: a title, of level 1."""
    first = min(levels)
    largest = max(drafts[at].height for at in levels)
    return {at: 1 for at in range(first) if found[at] and drafts[at].height > largest}
