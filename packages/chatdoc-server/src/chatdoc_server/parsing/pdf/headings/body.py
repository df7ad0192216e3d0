"""What running text looks like: the font height and weight that headings stand out from."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from chatdoc_server.document import ElementKind
from chatdoc_server.parsing.pdf.drafts import Draft

LARGER = 1.08
"""A heading's font height, in those of running text, from which size alone makes it one."""

_MUCH_LARGER = 1.35
_ALIKE = 0.04
_EVEN = 0.4
_AROUND = 2
_ENOUGH = 1200
_LINE = 40


class Body(NamedTuple):
    """How running text is set: its font's height in points, whether it is bold or slanted.

    `larger` is the height from which text is evidently larger: more where heights vary from line to line, as those that
    character recognition measures do.
    """

    height: float = 0.0
    bold: bool = False
    italic: bool = False
    larger: float = 0.0


def bodies(drafts: Sequence[Draft]) -> dict[int, Body]:
    """How the text of each page, and of the pages around it, is set.

    A filing's exhibits need not be set as the filing is; where little text stands around, the document's rule holds.
    """
    pages: dict[int, Counter[Body]] = {}
    for draft in drafts:
        found = pages.setdefault(draft.page, Counter())
        if draft.kind in {ElementKind.PARAGRAPH, ElementKind.LIST_ITEM}:
            # Many short lines, as of an address or a stub, are no running text.
            weight = len(draft.text) if len(draft.text) > _LINE else 0.2 * len(draft.text)
            found[Body(round(draft.height, 1), draft.bold, draft.face.italic)] += round(weight)
    whole: Counter[Body] = sum(pages.values(), Counter())
    usual = _most(whole)
    result = {}
    for page in pages:
        near: Counter[Body] = sum(
            (pages[at] for at in range(page - _AROUND, page + _AROUND + 1) if at in pages), Counter()
        )
        result[page] = _most(near) if near.total() >= _ENOUGH else usual
    return result


def _most(seen: Counter[Body]) -> Body:
    if not seen:
        return Body()
    usual = seen.most_common(1)[0][0]
    alike = sum(weight for body, weight in seen.items() if abs(body.height - usual.height) <= _ALIKE * usual.height)
    return usual._replace(larger=usual.height * (LARGER if alike >= _EVEN * seen.total() else _MUCH_LARGER))
