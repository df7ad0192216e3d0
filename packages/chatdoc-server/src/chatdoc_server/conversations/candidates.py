"""Questions that a document may answer, made from its headings, tables and sentences."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import TypeVar

from chatdoc_server.answering.prose.quotes import NOT_QUOTED, sentences_in
from chatdoc_server.answering.tables.grid import Grid, grid_of
from chatdoc_server.answering.tables.headed import head_rows
from chatdoc_server.conversations.question_templates import Templates, templates_for
from chatdoc_server.document import Document, Element, ElementKind, Span
from chatdoc_server.document.continuation import whole_spans
from chatdoc_server.indexing.contents import contents_elements
from chatdoc_server.indexing.embedding.choice import ENGLISH
from chatdoc_server.languages.scripts import weight
from chatdoc_server.questions.keyphrases import keyphrases
from chatdoc_server.questions.naming import folded, items_in
from chatdoc_server.questions.words import STOP_WORDS

_MOST_ELEMENTS = 6_000
"""Elements that are looked at, from the beginning of a document."""
_MOST_READ = 400
"""Elements whose sentences are read, evenly from all of them."""
_MOST_OF_A_KIND = 24
_COVERED = 5
"""Pages of a document whose first one is taken for a cover, which says nothing to ask about."""
_SHORTEST = 30
"""Letters of a sentence that a question is made from."""
_LONGEST = 400
_LABEL = 60
"""Characters of a row's label or a heading that a question may name."""
_ROWS = 2
"""Rows of one table that questions are made from."""
_LONGEST_WORD = 24
"""Letters of a word in a script with spaces."""
_SECTION = 60
"""Letters of the first text of a section that is worth a question."""
_LETTERS = re.compile(r"[^\W\d_]{2}")
_SUBJECT = r"(?P<subject>(?:The|Our|[A-Z][\w’'&-]+)(?:\s+[\w’'&-]+){0,6}?)"
_DATED = re.compile(
    rf"^{_SUBJECT}\s+(?P<was>was|were)\s+(?P<done>\w+(?:ed|en|lt|de|ld|nd|un|pt|ut|wn))\b.*\b(?:1[5-9]|20)\d\d\b"
)
_DEFINED = re.compile(
    r"^(?P<subject>(?:The|Our|An?)\s+(?:[\w’'&-]+\s+){0,5}?[\w’'&-]+)\s+(?P<is>is|are)\s+(?:the|an?|one)\s"
)
_PRONOUNS = STOP_WORDS - {"the", "a", "an", "our"}

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A question, and the elements it was made from: one of them must stand behind its answer."""

    question: str
    elements: frozenset[int]


def candidates(document: Document, language: str) -> Iterator[Candidate]:
    """Questions in a language, the kinds taking turns, each kind's from all over the document; the same every time."""
    templates = templates_for(language)
    told = _told(document)
    sampled = told[:: 1 + len(told) // _MOST_READ]
    texts = whole_spans(document)
    sentences = [(one.index, text) for one in sampled for text in _sentences(document, texts.get(one.index, ()))]
    phrases = keyphrases([text for _, text in sentences], language)
    english = language in ENGLISH
    kinds: list[Iterable[Candidate]] = [
        _figures(document, templates, english=english),
        _spread(list(_facts(sentences)) if english else []),
        _spread(list(_topics(sentences, phrases, templates, 0))),
        _spread(list(_sections(document, told, templates))),
    ]
    seen: set[str] = set()
    rest = (_topics(sentences, phrases, templates, rank) for rank in range(1, 5))
    in_turn = (one for group in zip_longest(*kinds) for one in group if one is not None)
    whole = Candidate(templates.whole, frozenset(element.index for element in told))
    for candidate in (*in_turn, *(one for group in rest for one in _spread(list(group))), whole):
        # What is named in it may stand on several lines of the document.
        question = " ".join(candidate.question.split())
        if question.casefold() not in seen:
            seen.add(question.casefold())
            yield Candidate(question, candidate.elements)


def _told(document: Document) -> list[Element]:
    """The elements that tell something: neither furniture nor entries of a contents list."""
    pointing = contents_elements(document) if document.is_paged else frozenset[int]()
    return [
        element
        for element in document.elements[:_MOST_ELEMENTS]
        if element.index not in pointing
        and not (element.page == 0 and len(document.pages) > _COVERED)
        and element.kind not in NOT_QUOTED
        and element.text.strip()
    ]


def _sentences(document: Document, spans: Sequence[Span]) -> Iterator[str]:
    for _, text in sentences_in(document, spans):
        if weight(text) >= _SHORTEST and len(text) <= _LONGEST and _LETTERS.search(text):
            yield text


def _figures(document: Document, templates: Templates, *, english: bool) -> list[Candidate]:
    """Questions for the figures of tables, two of each; in English those of usual items first, then those of a year."""
    elements = document.elements[:_MOST_ELEMENTS]
    tables = [grid for element in elements if (grid := grid_of(document, element)) is not None]
    if english:
        found = [one for grid in tables for one in _of_years(grid)]
        usual = [candidate for candidate, is_usual in found if is_usual]
        others = [candidate for candidate, is_usual in found if not is_usual]
        if found:
            return [*_spread(usual), *_spread(others)]
    return _spread([one for grid in tables for one in _rows(grid, templates)])


def _of_years(grid: Grid) -> list[tuple[Candidate, bool]]:
    """The first rows of a table under a year: "What were net sales in 2022?", and whether many documents state it."""
    found: list[tuple[Candidate, bool]] = []
    for row in grid.rows:
        label = row.label.strip().rstrip(":").strip()
        over = [grid.head(row.number, value) for value in row.values]
        years = [head.year for head in over if head.year and not head.change and head.months in (0, 12)]
        if not years or len(label) > _LABEL or not _is_legible(label):
            continue
        named = label[0].lower() + label[1:] if label[1:2].islower() else label
        was = "were" if label.endswith("s") and not label.endswith("ss") else "was"
        question = f"What {was} {named} in {max(years)}?"
        found.append((Candidate(question, frozenset({grid.element.index})), bool(items_in(folded(label), None))))
    return sorted(found, key=lambda entry: not entry[1])[:_ROWS]


def _is_legible(text: str) -> bool:
    """Whether a text has letters, and no word so long that its spaces must have been lost."""
    return _LETTERS.search(text) is not None and max(map(len, text.split())) <= _LONGEST_WORD


def _rows(grid: Grid, templates: Templates) -> list[Candidate]:
    """The first rows of a table that have a label and, under a head, a figure."""
    found = list[Candidate]()
    for row, filled in grid.lines.items():
        cells = [cell for _, cell in filled]
        if row < head_rows(grid.table) or len(cells) < 2:
            continue
        label, head = cells[0].text.strip().rstrip(":"), grid.column_heads.get(cells[1].column, "")
        has_figure = any(character.isdigit() for character in cells[1].text)
        if head and has_figure and len(label) <= _LABEL and len(head) <= _LABEL and _LETTERS.search(label):
            question = templates.figure.format(label=label, head=head)
            found.append(Candidate(question, frozenset({grid.element.index})))
        if len(found) == _ROWS:
            break
    return found


def _facts(sentences: Sequence[tuple[int, str]]) -> Iterator[Candidate]:
    """English sentences that say when something was done, or what it is."""
    for index, text in sentences:
        if not _is_legible(text):
            continue
        if (found := _DATED.match(text)) and found["subject"].split()[0].lower() not in _PRONOUNS:
            yield Candidate(f"When {found['was']} {_inside(found['subject'])} {found['done']}?", frozenset({index}))
        elif found := _DEFINED.match(text):
            yield Candidate(f"What {found['is']} {_inside(found['subject'])}?", frozenset({index}))


def _inside(subject: str) -> str:
    """A subject as it stands inside a sentence."""
    first = subject.split(maxsplit=1)[0]
    return subject[0].lower() + subject[1:] if first in ("The", "Our", "A", "An") else subject


def _topics(
    sentences: Sequence[tuple[int, str]], phrases: Sequence[Sequence[str]], templates: Templates, rank: int
) -> Iterator[Candidate]:
    """Questions about a phrase of each sentence: its most telling one for rank 0, the next for 1."""
    taken: set[int] = set()
    for (index, _), found in zip(sentences, phrases, strict=True):
        if rank < len(found) and (rank or index not in taken):
            taken.add(index)
            yield Candidate(templates.topic.format(topic=found[rank]), frozenset({index}))


def _sections(document: Document, told: Sequence[Element], templates: Templates) -> Iterator[Candidate]:
    """Questions about the sections that have text of their own."""
    under: dict[int, set[int]] = {}
    for element in told:
        long = weight(element.text) >= _SECTION
        if element.parent >= 0 and (long or element.parent in under):
            under.setdefault(element.parent, set()).add(element.index)
    for heading, elements in under.items():
        text = " ".join(document.elements[heading].text.split())
        kind = document.elements[heading].kind
        if kind is ElementKind.HEADING and 2 <= len(text) <= _LABEL and _LETTERS.search(text):
            yield Candidate(templates.section.format(heading=text), frozenset(elements))


def _spread(items: Sequence[Item]) -> list[Item]:
    """At most `_MOST_OF_A_KIND` of some items, so ordered that however many are taken, they are from all over."""
    order: list[int] = []
    step = len(items)
    while step >= 1 and len(order) < len(items):
        order += [place for place in range(0, len(items), step) if place not in order]
        step //= 2
    return [items[place] for place in order[:_MOST_OF_A_KIND]]
