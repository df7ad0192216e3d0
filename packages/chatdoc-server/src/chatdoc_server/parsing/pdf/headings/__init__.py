"""Headings and their one tree over the whole document.

What may be a heading is told by how it is set (`candidates`); the file's outline and its contents list name headings
too. Styles are put in order, outermost first (`ranks`), and ranks become levels (`tree`). Where the file's outline
covers the document, its levels stand over all styles; where its tags state headings, these and no others are headings.

A document's title is its outermost heading, of level 1, with the chapters at level 2. Where the title stands on a cover
of its own, the cover's lines are levelled among themselves, and the chapters are level 1.
"""

from collections import Counter
from collections.abc import Sequence

from chatdoc_server.document import FURNITURE
from chatdoc_server.parsing.pdf.drafts import Draft
from chatdoc_server.parsing.pdf.headings.body import bodies
from chatdoc_server.parsing.pdf.headings.candidates import candidates
from chatdoc_server.parsing.pdf.headings.listed import named
from chatdoc_server.parsing.pdf.headings.outline_match import matched
from chatdoc_server.parsing.pdf.headings.ranks import ranked
from chatdoc_server.parsing.pdf.headings.stated import stated, titles
from chatdoc_server.parsing.pdf.headings.styles import Style, styles
from chatdoc_server.parsing.pdf.headings.tree import levels as tree_levels
from chatdoc_server.parsing.pdf.headings.tree import parents
from chatdoc_server.parsing.pdf.model import Bookmark

__all__ = ["levels", "parents"]

_LISTED = 0.5
_ONE_LINE = 1
_NAMED = 1 / 3


def levels(drafts: Sequence[Draft], outline: Sequence[Bookmark]) -> list[int]:
    """Each draft's heading level from 1, or 0 for what is no heading; `outline` is the file's own."""
    found = candidates(drafts, bodies(drafts))
    tagged = stated(drafts, found)
    if tagged:
        tagged |= titles(drafts, found, tagged)
        found = [at in tagged or (found[at] and not draft.stated) for at, draft in enumerate(drafts)]
    anchors = tagged or matched(drafts, found, outline)
    listed = [False] * len(drafts) if tagged else named(drafts)
    for at in range(len(drafts)):
        found[at] = found[at] or at in anchors or (listed[at] and _stands_alone(drafts, listed, at))
    seen = styles(drafts, found)
    inside = 0 if tagged else _cover(drafts, seen)
    parts = ((0, inside), (inside, len(drafts)))
    result = [level for part in parts for level in _leveled(drafts, seen, anchors, listed, *part)]
    return [tagged.get(at, level) for at, level in enumerate(result)]


def _stands_alone(drafts: Sequence[Draft], listed: Sequence[bool], at: int) -> bool:
    """Whether a line stands by itself: no line does in a list of headings, as of what a chapter holds."""
    near = (other for other in (at - 1, at + 1) if 0 <= other < len(drafts))
    draft = drafts[at]
    return draft.lines == _ONE_LINE and not draft.text[0].islower() and not any(listed[other] for other in near)


def _leveled(
    drafts: Sequence[Draft],
    seen: Sequence[Style | None],
    anchors: dict[int, int],
    listed: Sequence[bool],
    start: int,
    stop: int,
) -> list[int]:
    """The levels of the drafts from `start` to `stop`."""
    sequence: list[tuple[Style, bool]] = []
    follows = False
    naming: Counter[Style] = Counter()
    for at in range(start, stop):
        style = seen[at]
        if style:
            sequence.append((style, follows))
            naming[style.key] += listed[at]
        if drafts[at].kind not in FURNITURE:
            follows = style is not None
    counts = Counter(style.key for style, _ in sequence)
    ranks = ranked(sequence, frozenset(key for key in counts if naming[key] >= _LISTED * counts[key]))
    # What the file itself says stands over all styles; what it leaves out is as deep as what looks alike, or deeper.
    above = max(anchors.values(), default=0)
    alike = _anchored(seen, anchors)
    return tree_levels(
        [
            anchors.get(at) or alike.get(style.key) or alike.get(style.look) or above + ranks[style.key]
            if (style := seen[at]) is not None
            else None
            for at in range(start, stop)
        ]
    )


def _anchored(seen: Sequence[Style | None], anchors: dict[int, int]) -> dict[Style, int]:
    """The usual level, as the file says it, of each key and each look of which it names many."""
    counts = Counter(one for style in seen if style for one in {style.key, style.look})
    found: dict[Style, Counter[int]] = {}
    for at, level in anchors.items():
        if style := seen[at]:
            for one in {style.key, style.look}:
                found.setdefault(one, Counter())[level] += 1
    return {
        one: said.most_common(1)[0][0]
        for one, said in found.items()
        if one.is_firm or said.total() >= _NAMED * counts[one]
    }


def _cover(drafts: Sequence[Draft], seen: Sequence[Style | None]) -> int:
    """How many drafts stand on a cover: a first page none of whose headings' styles comes back; 0 for none.

    An article's first page is none: its sections look like those of the pages after it.
    """
    inside = next((at for at, draft in enumerate(drafts) if draft.page > 0), len(drafts))
    later = {form for style in seen[inside:] if style for form in (style.key, style.look)}
    first = [style for style in seen[:inside] if style]
    return inside if later and not any(style.key in later or style.look in later for style in first) else 0
