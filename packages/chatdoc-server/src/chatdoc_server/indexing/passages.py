"""Cuts a document into passages along its structure.

Text under one heading is joined up to a target length, and cut between sentences when it is longer; what stands in
parts, over columns or pages, is one text. Tables are cut between rows. A passage crosses a page only where one text
does, and never mixes a table with text, or footnotes with anything else. Page furniture is left out.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from chatdoc_server.document import FURNITURE, Document, Element, ElementKind, Span
from chatdoc_server.document.continuation import Joined, first_part, joined, parts
from chatdoc_server.indexing.contents import contents_elements
from chatdoc_server.indexing.definitions import defined
from chatdoc_server.indexing.keys import line_labels
from chatdoc_server.indexing.model import Passage
from chatdoc_server.indexing.openings import openings
from chatdoc_server.indexing.tables import TablePiece, cut_table
from chatdoc_server.languages.scripts import weight
from chatdoc_server.languages.sentences import breaks

TARGET = 600
"""Letters of text that are joined into one passage; what `weight` counts as one in Chinese, Japanese and Korean."""

MOST = 900
"""Letters of one element above which it is cut, counted likewise."""

FOOTNOTE = 0.8
"""The prior of footnotes: what they say is mostly an aside."""

POINTING = 0.5
"""The prior of what only points at content."""

NEAR = 2
"""Headings over a passage that say what it is about."""

HEADING = 60
"""Characters of a heading that are put in front of a text for the embedder."""

_FIGURE = re.compile(r"[-–—(]?[$€£¥]?\s?\(?\d[\d,.]*\)?%?")
_LEADER = re.compile(r"(?:\.\s?){4,}|_{3,}|…+")


@dataclass(frozen=True, slots=True)
class Draft:
    """A passage with what the index reads of it.

    `embedded` is what the embedder reads: the near headings, then the text, without figures for tables.
    `counted` is what is searched by words: all headings, and the text. `heads` is what of it says what it is about: the
    near headings, a table's title and column heads. `names` are the labels of rows and columns that figures stand
    under. `defines` are terms that it says the meaning of. `section` is the index of the heading it stands under,
    -1 for none. `prior` is 1 for content and less for what only points at content, such as a contents page.
    """

    passage: Passage
    embedded: str
    counted: str
    heads: str
    names: tuple[str, ...]
    defines: tuple[str, ...] = ()
    section: int = -1
    prior: float = 1.0


@dataclass(frozen=True, slots=True)
class _Piece:
    """Some characters of an element that is not a table, or of several that are one."""

    spans: tuple[Span, ...]
    text: str


@dataclass(frozen=True, slots=True)
class _Above:
    """What stands over elements: their headings, or in a document without any the lines that their page opens with."""

    document: Document
    openings: Mapping[int, tuple[str, ...]]
    with_headings: bool

    def headings(self, element: Element) -> tuple[str, ...]:
        """The path of headings, outermost first."""
        return self.document.headings_over(element.index) if self.with_headings else ()

    def about(self, element: Element) -> tuple[str, ...]:
        """What says what an element is about, the nearest last."""
        opening = self.openings.get(element.page, ()) if self.with_headings else ()
        return self.headings(element) or opening


def cut(document: Document, headings: bool = True) -> list[Draft]:
    """All passages of `document` in reading order, numbered from 0; without `headings` none knows what it is under."""
    pointing = contents_elements(document)
    above = _Above(document, openings(document), headings)
    drafts: list[Draft] = []
    for block in _blocks(document):
        number = len(drafts)
        if isinstance(block, TablePiece):
            draft = _table_draft(above, block, number)
        else:
            draft = _text_draft(above, block, number)
            if _is_note(document, block[0]):
                draft = replace(draft, prior=FOOTNOTE)
        if draft.passage.spans[0].element in pointing:
            # "Net sales ..... 12" is no row of figures.
            draft = replace(draft, prior=POINTING, names=())
        drafts.append(draft)
    return drafts


def _blocks(document: Document) -> Iterator[Sequence[_Piece] | TablePiece]:
    """Groups of text pieces, and pieces of tables, in reading order."""
    group: list[_Piece] = []
    chains = parts(document)
    # Headings are carried by the passages under them; only one that has none becomes text itself.
    pending: list[Element] = []
    for element in document.elements:
        if element.kind in FURNITURE or (element.continues >= 0 and element.table is None):
            continue
        if element.kind is ElementKind.HEADING:
            yield from _flush(group)
            pending.append(element)
            continue
        if pending:
            above = set(_ancestors(document, element))
            bare = [heading for heading in pending if heading.index not in above and heading.text.strip()]
            pending.clear()
            for heading in bare:
                yield from _add(document, group, heading)
        if element.kind is ElementKind.TABLE and element.table is not None:
            yield from _flush(group)
            yield from cut_table(element, first_part(document, element).table)
        elif element.text.strip():
            yield from _add(document, group, element, chains.get(element.index, ()))
    for heading in pending:
        if heading.text.strip():
            yield from _add(document, group, heading)
    yield from _flush(group)


def _add(
    document: Document, group: list[_Piece], element: Element, chain: Sequence[int] = ()
) -> Iterator[Sequence[_Piece]]:
    """Adds an element to the group, with all its parts, and gives out the groups that are full."""
    elements = [document.elements[index] for index in chain] or [element]
    for piece in _pieces(joined(document, [Span(part.index, 0, len(part.text)) for part in elements])):
        if group and not (_go_together(document, group[0], piece) and _fits(group, piece)):
            yield from _flush(group)
        group.append(piece)


def _go_together(document: Document, first: _Piece, piece: _Piece) -> bool:
    """Whether two pieces begin on one page under one heading, and are both footnotes or both not."""
    one, other = (document.elements[each.spans[0].element] for each in (first, piece))
    return (
        one.page == other.page and one.parent == other.parent and _is_note(document, first) == _is_note(document, piece)
    )


def _is_note(document: Document, piece: _Piece) -> bool:
    return document.elements[piece.spans[0].element].kind is ElementKind.FOOTNOTE


def _fits(group: Sequence[_Piece], piece: _Piece) -> bool:
    return sum(weight(each.text) for each in group) + weight(piece.text) <= TARGET


def _flush(group: list[_Piece]) -> Iterator[Sequence[_Piece]]:
    if group:
        yield tuple(group)
        group.clear()


def _ancestors(document: Document, element: Element) -> Iterator[int]:
    parent = element.parent
    while parent >= 0:
        yield parent
        parent = document.elements[parent].parent


def _pieces(whole: Joined) -> list[_Piece]:
    """A text whole, or cut between sentences into parts of about the target length."""
    text = whole.text
    if weight(text) <= MOST:
        return [_Piece(whole.spans(0, len(text)), text)]
    target, most = TARGET * len(text) // weight(text), MOST * len(text) // weight(text)
    cuts, start, previous = [], 0, 0
    for stop in [*breaks(text), len(text)]:
        if stop - start > target and previous > start:
            cuts.append((start, previous))
            start = previous
        while stop - start > most:
            space = text.rfind(" ", start, start + target)
            end = space + 1 if space > start else start + target
            cuts.append((start, end))
            start = end
        previous = stop
    if start < len(text):
        cuts.append((start, len(text)))
    return [_Piece(whole.spans(a, b), text[a:b].strip()) for a, b in cuts if text[a:b].strip()]


def _text_draft(above: _Above, pieces: Sequence[_Piece], number: int) -> Draft:
    first = above.document.elements[pieces[0].spans[0].element]
    text = "\n".join(piece.text for piece in pieces)
    spans = tuple(span for piece in pieces for span in piece.spans)
    passage = Passage(
        number=number,
        page=_most_of(above.document, spans),
        text=text,
        headings=above.headings(first),
        spans=spans,
    )
    about = above.about(first)
    return Draft(
        passage,
        join_embedded(about, _without_noise(text)),
        counted="\n".join((*(passage.headings or about), text)),
        heads="\n".join(about[-NEAR:]),
        names=tuple(line_labels(text)),
        defines=tuple(defined(text, above.document.language)),
        section=first.parent,
    )


def _table_draft(above: _Above, piece: TablePiece, number: int) -> Draft:
    element = above.document.elements[piece.element]
    lead = "" if piece.titled else _lead_in(above.document, element)
    passage = Passage(
        number=number,
        page=element.page,
        text=piece.text,
        headings=above.headings(element),
        spans=piece.spans,
        rows=piece.rows,
    )
    about = above.about(element)
    return Draft(
        passage,
        join_embedded(about, f"{lead} {piece.labels}".strip()),
        counted="\n".join((*(passage.headings or about), piece.text)),
        heads="\n".join((*about[-NEAR:], piece.top)),
        names=piece.names,
        section=element.parent,
    )


def _most_of(document: Document, spans: Sequence[Span]) -> int:
    """The page that has most of a text; of pages that have as much, the first."""
    letters: Counter[int] = Counter()
    for span in spans:
        letters[document.elements[span.element].page] += span.end - span.start
    return max(letters, key=lambda page: letters[page])


def _lead_in(document: Document, table: Element) -> str:
    """What stands right above a table that has no title: short lines on its page, the nearest last."""
    lines: list[str] = []
    for element in reversed(document.elements[max(0, table.index - 3) : table.index]):
        if element.page != table.page or element.kind in (ElementKind.TABLE, ElementKind.HEADING):
            break
        if element.kind in FURNITURE or len(element.text) > 200:
            break
        lines.append(element.text)
    return " ".join(reversed(lines))


def join_embedded(headings: Sequence[str], text: str) -> str:
    """The text the embedder reads: the nearest two headings, shortened, in front of what stands under them."""
    near = [" ".join(heading.split())[:HEADING] for heading in headings[-NEAR:]]
    return ". ".join([*(heading for heading in near if heading and not text.startswith(heading)), text])


def _without_noise(text: str) -> str:
    """Text without dot leaders, and without figures where they are most of it."""
    text = " ".join(_LEADER.sub(" ", text).split())
    words = text.split(" ")
    figures = sum(1 for word in words if _FIGURE.fullmatch(word) or word in "$€£¥%—–-")
    if figures * 3 > len(words):
        text = " ".join(word for word in words if not _FIGURE.fullmatch(word) and word not in "$€£¥%—–-")
    return text
