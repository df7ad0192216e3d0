"""Lists as lists: the items under the sentence or heading that leads into them, or those that a sentence enumerates."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from chatdoc_server.answering.base import Support
from chatdoc_server.answering.lines import Composed, Line
from chatdoc_server.answering.phrases import Phrases
from chatdoc_server.answering.prose.quotes import Evidence, Quote, sentences_in
from chatdoc_server.document import FURNITURE, Document, Element, ElementKind, Span
from chatdoc_server.document.continuation import joined
from chatdoc_server.questions.answer_types import count_asked, listed
from chatdoc_server.questions.question import Question
from chatdoc_server.questions.words import Stems
from chatdoc_server.retrieval.base import Hit

MOST_ITEMS = 30
_PASSAGES = 10
"""Of how many of the best passages lists are looked at."""
_ENOUGH = 0.6
"""The least share of a question, its words weighed by rarity, that what leads into a list must hold."""
_HEADED = 0.7
"""What a word counts that stands only in the headings over a list."""
_ITS_OWN = 0.3
"""What a word counts that only the items themselves hold."""
_AS_MANY = 0.2
"""What a list gains that has as many items as are asked for."""
_A_RANK = 0.01
"""What each rank of its passage takes from a list."""
_FURTHEST = 400
"""Elements between the first and the last item of a list, page furniture included."""
_BULLET = re.compile(r"^(?:[•▪◦●○■–—*-]\s+|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s+)")
_MARK = re.compile(r"^[•▪◦●○■–—*-]\s+")
_ENUMERATED = re.compile(
    r"(?::|\b(?:are|were|includes?|included|including|comprises?|comprised(?: of)?|consist(?:s|ed)? of|contains?|namely"
    r"|such as|as follows):?)\s+",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(r"\s*(?:;\s*(?:and|or)?|,\s*(?:and|or)\b|,|(?<=\w)\s(?:and|or)\b)\s+")
_PARTED = re.compile(r"\s*;\s*(?:and|or)?\s*")
"""What parts items that are clauses, or hold commas themselves."""
_LONGEST_ITEM = 9
"""Words; a longer piece of a sentence is a clause, no item."""
_CLAUSE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might|shall|should|must|do|does|did|that|which|who|when"
    r"|where|while|if|because|although|we|they|it)\b",
    re.IGNORECASE,
)
"""What makes a clause of a piece."""
_LEAST_ITEMS = 3
_CLOSED = (".", "!", "?", ";", ",", "。", "！", "？", "；")
"""How a text ends that leads into nothing."""
_KINDS = """
    step item thing point case ground reason condition example type kind sort task work job instance part way"""
"""What any list may be asked as, so that it need not say so."""
_TITLED = 0.8
"""The score of a list right under a heading that says all that is asked."""
_SECONDARY = 0.4
"""The share of the rarest word's weight from which a word tells what is asked."""
_LEVELS = 2
"""Headings over a passage whose subheadings are looked at."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A list of a document: what leads into it, empty when a heading does, and its items as spans with their words."""

    upload_id: str
    lead: str
    lead_spans: tuple[Span, ...]
    headings: tuple[str, ...]
    items: tuple[tuple[tuple[Span, ...], str], ...]


def compose(
    question: Question,
    evidence: Evidence,
    documents: Mapping[str, Document],
    hits: Sequence[Hit],
    stems: Stems,
    phrases: Phrases,
) -> Composed | None:
    """The list that a question asks for, each item cited; None when no list of the passages found is that."""
    best: tuple[float, Listed] | None = None
    for rank, hit in enumerate(hits[:_PASSAGES]):
        document = documents[hit.upload_id]
        for found in (*lists_at(document, hit), *_subheadings(document, hit)):
            score = _score(found, question, evidence, stems)
            if score >= _ENOUGH and (best is None or score - _A_RANK * rank > best[0]):
                best = score - _A_RANK * rank, found
    if best is not None:
        return Composed(tuple(lines(best[1], phrases)))
    return None


def lines(found: Listed, phrases: Phrases) -> Iterator[Line]:
    """What leads into a list, and a line for each item."""
    if found.lead_spans:
        yield Line(phrases.quoted(found.lead), (Support(found.upload_id, found.lead_spans),))
    else:
        yield Line(phrases.lead)
    for spans, text in found.items[:MOST_ITEMS]:
        yield Line(f"- {phrases.quoted(text)}", (Support(found.upload_id, spans),))


def lists_at(document: Document, hit: Hit) -> Iterator[Listed]:
    """The lists that a passage leads into, or holds an item of, each once."""
    seen: set[int] = set()
    for index in hit.passage.elements:
        element = document.elements[index]
        first = _first_item(document, element)
        if first is None or first in seen:
            continue
        seen.add(first)
        if (found := _list_from(document, first, hit.upload_id)) is not None:
            yield found


def _subheadings(document: Document, hit: Hit) -> Iterator[Listed]:
    """The headings right under each heading over a passage, as the list that it is the heading of."""
    parent = document.elements[hit.passage.elements[0]].parent if hit.passage.elements else -1
    for _ in range(_LEVELS):
        if parent < 0:
            return
        over = document.elements[parent]
        items = tuple(
            ((Span(element.index, 0, len(element.text)),), element.text)
            for element in document.elements[parent + 1 : parent + _FURTHEST]
            if element.kind is ElementKind.HEADING and element.parent == parent
        )
        distinct = {text for _, text in items}
        named = len(distinct) == len(items) and not any(map(str.isdigit, "".join(distinct)))
        if named and _LEAST_ITEMS - 1 <= len(items) <= MOST_ITEMS:
            yield Listed(hit.upload_id, over.text, (Span(parent, 0, len(over.text)),), (), items)
        parent = over.parent


def led_into(document: Document, quote: Quote) -> Listed | None:
    """The list that a sentence leads into; None when it is a whole sentence by itself, or no list follows."""
    element = document.elements[quote.spans[-1].element]
    if not _leads(quote.text) or _is_item(element):
        return None
    first = _next_item(document, element)
    if first is not None:
        return _list_from(document, first, quote.upload_id)
    return _rows_after(document, element, quote) if quote.text.rstrip().endswith((":", "：")) else None


def announced(document: Document, quote: Quote, count: int) -> Listed | None:
    """The headings that follow a sentence which says how many things there are: "We run two farms."."""
    if count_asked(quote.text) != count or not count:
        return None
    place = quote.spans[-1].element
    over = document.elements[place].parent
    following = [
        element
        for element in document.elements[place + 1 :]
        if element.kind is ElementKind.HEADING and element.parent == over
    ]
    if len(following) != count:
        return None
    items = tuple(((Span(element.index, 0, len(element.text)),), element.text) for element in following)
    return Listed(quote.upload_id, quote.text, quote.spans, (), items)


def _leads(text: str) -> bool:
    """Whether a text leads into what follows: by a colon, or by not coming to an end."""
    bare = text.rstrip()
    return bare.endswith((":", "：")) or (len(bare.split()) > _LEVELS and not bare.rstrip("\"'”’»)").endswith(_CLOSED))


def _rows_after(document: Document, element: Element, quote: Quote) -> Listed | None:
    """The rows of the small table that a sentence leads into, as a list of their cells."""
    following = (
        other for other in document.elements[element.index + 1 : element.index + 4] if other.kind not in FURNITURE
    )
    table = next(following, None)
    if table is None or table.table is None or table.table.rows > MOST_ITEMS:
        return None
    items: dict[int, list[int]] = {}
    for position, cell in enumerate(table.table.cells):
        if cell.row >= table.table.header_rows and cell.text.strip():
            items.setdefault(cell.row, []).append(position)
    cells = table.table.cells
    listed = tuple(
        (
            tuple(Span(table.index, 0, len(cells[position].text), position) for position in positions),
            " ".join(cells[position].text for position in positions),
        )
        for positions in items.values()
    )
    return Listed(quote.upload_id, quote.text, quote.spans, (), listed) if listed else None


def enumerated(quote: Quote, phrases: Phrases, count: int = 0) -> list[Line]:
    """The items that one sentence enumerates, each a line; none where it does not, or of another number than asked."""
    if len(quote.spans) != 1:
        return []
    [span] = quote.spans
    best: list[tuple[int, int]] = []
    for lead in _ENUMERATED.finditer(quote.text):
        pieces = _pieces(quote.text, lead.end())
        fits = len(pieces) == count if count else len(pieces) >= _LEAST_ITEMS
        if fits and len(pieces) >= len(best):
            best = pieces
    if not best:
        return []
    start = span.start
    begin = best[0][0]
    lead_text = quote.text[:begin].rstrip()
    found = [Line(phrases.quoted(lead_text), (Support(quote.upload_id, (span._replace(end=start + len(lead_text)),)),))]
    for first, last in best:
        part = span._replace(start=start + first, end=start + last)
        found.append(Line(f"- {phrases.quoted(quote.text[first:last])}", (Support(quote.upload_id, (part,)),)))
    return found


def _pieces(text: str, start: int) -> list[tuple[int, int]]:
    """Where the pieces of an enumeration begin and end, from a character to the end of its sentence."""
    end = len(text.rstrip(" .;。"))
    pieces: list[tuple[int, int]] = []
    begin = start
    for found in (_PARTED if ";" in text[start:end] else _SEPARATOR).finditer(text, start, end):
        pieces.append((begin, found.start()))
        begin = found.end()
    pieces.append((begin, end))
    items = [text[first:last] for first, last in pieces]
    whole = all(item.count("(") == item.count(")") for item in items)
    parted = ";" in text[start:end]
    short = all(
        item and (parted or (len(item.split()) <= _LONGEST_ITEM and _CLAUSE.search(item) is None)) for item in items
    )
    return pieces if whole and short and len(pieces) >= _LEAST_ITEMS - 1 else []


def _score(found: Listed, question: Question, evidence: Evidence, stems: Stems) -> float:
    terms = evidence.terms
    if terms is None:
        return 0.0
    stated = frozenset(stems.all(found.lead))
    held = terms.held(found.upload_id, stated, found.lead.lower()) | terms.related(stated)
    over = frozenset(stems.all(" ".join(found.headings[-2:])))
    headed = ((terms.weights.keys() & over) | terms.related(over)) - held
    own = frozenset(stem for _, text in found.items[:MOST_ITEMS] for stem in stems.all(text))
    inside = (terms.weights.keys() & own) - held - headed
    score = terms.share(held) + _HEADED * terms.share(headed) + _ITS_OWN * terms.share(inside)
    things = listed(question.text)
    thing = stems.of(things) if things else ""
    if thing in terms.weights and thing not in held | headed and thing not in _kinds():
        return 0.0
    usual = max(terms.weights.values(), default=0.0)
    telling = {term for term, weight in terms.weights.items() if weight >= _SECONDARY * usual} - _kinds()
    title = frozenset(stems.all(found.lead or "".join(found.headings[-1:])))
    if telling and telling <= title | terms.related(title):
        score = max(score, _TITLED)
    count = count_asked(question.text)
    if count:
        score += _AS_MANY if len(found.items) == count else -_AS_MANY
    return score


@cache
def _kinds() -> frozenset[str]:
    return frozenset(map(Stems().of, _KINDS.split()))


def _is_item(element: Element) -> bool:
    return element.kind is ElementKind.LIST_ITEM or (
        element.kind is ElementKind.PARAGRAPH and _BULLET.match(element.text) is not None
    )


def _first_item(document: Document, element: Element) -> int | None:
    """The first item of the list that an element is an item of, or leads into."""
    if _is_item(element):
        index = element.index
        for before in reversed(document.elements[max(0, index - _FURTHEST) : index]):
            if _is_item(before) and before.parent == element.parent:
                index = before.index
            elif before.kind not in FURNITURE:
                break
        return index
    if element.kind is ElementKind.PARAGRAPH and _leads(element.text):
        return _next_item(document, element)
    return None


def _next_item(document: Document, element: Element) -> int | None:
    for following in document.elements[element.index + 1 : element.index + 12]:
        if following.kind in FURNITURE:
            continue
        return following.index if _is_item(following) else None
    return None


def _list_from(document: Document, first: int, upload_id: str) -> Listed | None:
    """The list that begins with an item; None when it has but one."""
    items: list[tuple[tuple[Span, ...], str]] = []
    beginning = document.elements[first]
    for element in document.elements[first : first + _FURTHEST]:
        if element.kind in FURNITURE or element.continues >= 0:
            continue
        if not _is_item(element) or element.parent != beginning.parent:
            break
        items.append(_item(document, element))
    if len(items) < 2:
        return None
    lead, spans = _lead(document, first)
    return Listed(upload_id, lead, spans, document.headings_over(first), tuple(items))


def _item(document: Document, element: Element) -> tuple[tuple[Span, ...], str]:
    """The words of an item without its bullet, with what it goes on with over a page, and where they stand."""
    spans = [Span(element.index, 0, len(element.text))]
    for following in document.elements[element.index + 1 : element.index + 12]:
        if following.continues == spans[-1].element:
            spans.append(Span(following.index, 0, len(following.text)))
    whole = joined(document, spans)
    bullet = _MARK.match(whole.text)
    begin = bullet.end() if bullet else 0
    return whole.spans(begin, len(whole.text)), whole.text[begin:]


def _lead(document: Document, first: int) -> tuple[str, tuple[Span, ...]]:
    """The last sentence before a list, when it leads into it by a colon."""
    for element in reversed(document.elements[max(0, first - 12) : first]):
        if element.kind in FURNITURE:
            continue
        if element.kind is ElementKind.PARAGRAPH and _leads(element.text):
            found = list(sentences_in(document, (Span(element.index, 0, len(element.text)),)))
            if found:
                spans, text = found[-1]
                return text, spans
        break
    return "", ()
