"""Tables that go on over the next page: which draft is a part of which table before it."""

from collections.abc import Sequence

from chatdoc_server.document import FURNITURE, ElementKind
from chatdoc_server.parsing.pdf.drafts import Draft


def continue_tables(drafts: Sequence[Draft]) -> None:
    """Mark each table that goes on with the one that ends the page before it, by setting `continues`.

    Nothing but furniture stands between the parts, they have as many columns, and the later one has no title.
    """
    last = -1
    for at, draft in enumerate(drafts):
        if draft.kind in FURNITURE:
            continue
        if draft.kind is ElementKind.TABLE and last >= 0 and _goes_on(drafts[last], draft):
            draft.continues = at - last
        last = at if draft.kind is ElementKind.TABLE else -1


def _goes_on(last: Draft, draft: Draft) -> bool:
    if last.table is None or draft.table is None or draft.page != last.page + 1:
        return False
    return draft.table.columns == last.table.columns and not draft.table.title
