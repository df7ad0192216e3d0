"""Tables that go on over the next page: which draft is a part of which table before it."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from chatdoc_server.document import FURNITURE, Cell, ElementKind, Table
from chatdoc_server.parsing.pdf.drafts import Draft, table_text

_ASIDE = FURNITURE | {ElementKind.FOOTNOTE}
_TEXT = frozenset({ElementKind.PARAGRAPH, ElementKind.HEADING, ElementKind.CAPTION})
_MAX_BETWEEN = 4
_MAX_WORDS = 30
_MAX_MARK = 5
_SLACK = 4.0
_FILLED = 0.65
_CONTINUED = re.compile(
    r"\(?\b(?:continued|cont(?:['’]d|\.)|concluded|suite|fortsetzung|continuaci[oó]n|continua(?:zione)?|continuação)\)?"
    r"|[(（]?续(?:表|上表)?[)）]?",
    re.IGNORECASE,
)
_TOTAL = re.compile(r"(?:grand )?tota|summe|gesamt|[总總]计|[合总總][计計]|итого", re.IGNORECASE)

Interval = tuple[float, float]


def continue_tables(drafts: Sequence[Draft]) -> None:
    """Join each table to the one that ends the page before it, where it is a part of the same table.

    Sets `continues`, gives the part the title and unit of the first where it has none, and lays the cells of a part
    without heads in the columns of the first. Furniture and footnotes between the parts do not count, a title that is
    repeated or says "(continued)" is no other title, and heads that are repeated are no other heads.

    Where tags tell tables, they leave repeated heads out, as artifacts of the page (ISO 32000-1, 14.8.2.2): texts over
    the part that are the first part's heads again become furniture.
    """
    first: dict[int, int] = {}
    floors = _floors(drafts)
    floor = max(floors.values(), default=0.0)
    for before, at in _neighbours(drafts):
        last, draft = drafts[before], drafts[at]
        start = drafts[first.get(before, before)]
        between = [drafts[one] for one in _between(drafts, before, at)]
        heads = _repeated_heads(between, start, draft)
        between = between[: len(between) - len(heads)]
        if floors[last.page] < _FILLED * floor and not _is_titled_again(between, start):
            continue
        table = _part(start, last, draft, between, heads)
        if table is None:
            continue
        first[at] = first.get(before, before)
        draft.continues = at - before
        draft.table = table
        draft.text = table_text(table)
        for head in heads:
            head.kind, draft.title = ElementKind.PAGE_HEADER, 0


def _neighbours(drafts: Sequence[Draft]) -> Iterator[tuple[int, int]]:
    """The pairs of tables of which one ends its page and the other starts the next one."""
    last = -1
    lines = 0
    for at, draft in enumerate(drafts):
        if draft.kind in _ASIDE or draft.is_aside:
            continue
        ahead = draft.page - drafts[last].page if last >= 0 else 0
        if draft.table is not None:
            if last >= 0 and ahead == 1:
                yield last, at
            last, lines = at, 0
        elif ahead == 1 and draft.kind in _TEXT and (lines < _MAX_BETWEEN or _is_beside(drafts[at - 1], draft)):
            lines += not _is_beside(drafts[at - 1], draft)
        elif not (last >= 0 and ahead == 0 and _says_it_goes_on(draft)):
            last = -1


def _is_beside(before: Draft, draft: Draft) -> bool:
    """Whether a text stands in one line with the draft before it."""
    return before.page == draft.page and min(before.box.bottom, draft.box.bottom) > max(before.box.top, draft.box.top)


def _says_it_goes_on(draft: Draft) -> bool:
    return draft.text.count(" ") < _MAX_MARK and bool(_CONTINUED.search(draft.text))


def _floors(drafts: Sequence[Draft]) -> dict[int, float]:
    """The lowest that each page's text, furniture apart, comes: a table that ends high up was not cut by its page."""
    floors: dict[int, float] = {}
    for draft in drafts:
        if draft.kind not in FURNITURE:
            floors[draft.page] = max(floors.get(draft.page, 0.0), draft.box.bottom)
    return floors


def _between(drafts: Sequence[Draft], before: int, at: int) -> list[int]:
    """The texts between two tables that are neighbours."""
    return [one for one in range(before + 1, at) if drafts[one].kind not in _ASIDE and not drafts[one].is_aside]


def _repeated_heads(between: Sequence[Draft], start: Draft, draft: Draft) -> Sequence[Draft]:
    """The last texts before a tagged part that, untagged, together say what the heads of the first part do."""
    if start.table is None or not draft.mcids:
        return ()
    wanted = _words(cell.text for cell in start.table.cells if cell.row < start.table.header_rows)
    said: Counter[str] = Counter()
    for at in range(len(between) - 1, -1, -1):
        said += _words([between[at].text])
        if between[at].page != draft.page or between[at].mcids or not said <= wanted:
            return ()
        if said == wanted:
            return between[at:]
    return ()


def _words(texts: Iterable[str]) -> Counter[str]:
    """How often each word stands in the texts."""
    return Counter(word for text in texts for word in text.split())


def _part(start: Draft, last: Draft, draft: Draft, between: list[Draft], heads: Sequence[Draft]) -> Table | None:
    """The draft's table as a part of the one that starts at `start` and was last seen at `last`, or None.

    Where the heads of the first stand over it as `heads`, it has no others, and none of them is its title.
    """
    table = draft.table
    if start.table is None or last.table is None or table is None or draft.rotation != last.rotation:
        return None
    if heads:
        table = msgspec.structs.replace(table, header_rows=0, title="")
    if not all(_is_repeated(one, start) for one in between):
        return None
    repeats = _heads(start.table) == _heads(table)
    is_named = any(_CONTINUED.search(one.text) for one in between)
    is_named = is_named or (repeats and _is_titled_again(between, start))
    if table.header_rows and not is_named and not (repeats and not _ends_in_total(last.table)):
        return None
    if table.header_rows and not repeats and start.table.columns != table.columns:
        return None
    onto = _columns_onto(last.table, table)
    if onto is None and (repeats or heads) and start.table.columns == table.columns:
        onto = list(range(table.columns))
    return None if onto is None else _laid(table, onto, start.table)


def _is_repeated(between: Draft, start: Draft) -> bool:
    """Whether a text over the part is no title of its own: the first part's again, or no more than "(continued)"."""
    if start.table is None or between.text.count(" ") > _MAX_WORDS:
        return False
    bare = _bare(between.text)
    if not bare or _CONTINUED.search(between.text):
        return True
    return bare in _bare(start.table.title) or bare == _bare(start.table.unit)


def _bare(text: str) -> str:
    """What two ways of writing a title have in common: its letters and figures, in small ones."""
    return "".join(character for character in text.casefold() if character.isalnum())


def _is_titled_again(between: list[Draft], start: Draft) -> bool:
    """Whether the title of the first part stands over the later one too."""
    title = _bare(start.table.title) if start.table else ""
    return bool(title) and title in _bare(" ".join(one.text for one in between))


def _ends_in_total(table: Table) -> bool:
    """Whether its last row is a total, after which the same heads are those of another table."""
    label = next((cell.text for cell in table.cells if cell.row == table.rows - 1), "")
    return bool(_TOTAL.match(label))


def _heads(table: Table) -> list[str]:
    """The heads over figures; what stands over the labels, such as a unit, may not be repeated."""
    return [_bare(cell.text) for cell in table.cells if cell.row < table.header_rows and cell.column]


def _columns_onto(last: Table, part: Table) -> list[int] | None:
    """For each column of the part the one of the last part that stands over it, or None if they are others."""
    above, below = _extents(last), _extents(part)
    if len(below) < 2 or len(below) > len(above) or any(one is None for one in below):
        return None
    onto: list[int] = []
    for found in below:
        fits = [
            at
            for at, other in enumerate(above)
            if found and other and at > (onto[-1] if onto else -1) and _is_same(found, other)
        ]
        if not fits:
            return None
        onto.append(fits[0])
    return onto


def _extents(table: Table) -> list[Interval | None]:
    """Where the body's cells of each column stand, from left to right; None for a column without any."""
    found: list[Interval | None] = [None] * table.columns
    for cell in table.cells:
        if cell.row >= table.header_rows and cell.column_span == 1:
            known = found[cell.column]
            left, right = cell.box.left, cell.box.right
            found[cell.column] = (min(known[0], left), max(known[1], right)) if known else (left, right)
    return found


def _is_same(one: Interval, other: Interval) -> bool:
    """Whether two columns are aligned at an edge or the middle."""
    offsets = (one[0] - other[0], one[1] - other[1], (sum(one) - sum(other)) / 2)
    return min(map(abs, offsets)) <= _SLACK and min(one[1], other[1]) > max(one[0], other[0])


def _laid(table: Table, onto: list[int], start: Table) -> Table:
    """The part in the columns of the first, with its title and unit where it has none."""
    cells = tuple(_moved(cell, onto) for cell in table.cells)
    lines = table.column_lines if len(onto) == start.columns else ()
    return msgspec.structs.replace(
        table,
        columns=max(start.columns, max(onto) + 1),
        cells=cells,
        column_lines=lines,
        title=table.title or start.title,
        unit=table.unit or start.unit,
    )


def _moved(cell: Cell, onto: list[int]) -> Cell:
    column = onto[cell.column]
    span = onto[cell.column + cell.column_span - 1] - column + 1
    return cell if column == cell.column else msgspec.structs.replace(cell, column=column, column_span=span)
