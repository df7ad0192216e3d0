"""Which drafts may be headings: short, apart, set larger or heavier than the text around, or numbered by a word."""

import re
from collections import Counter
from collections.abc import Sequence

from chatdoc_server.document import FURNITURE, ElementKind
from chatdoc_server.parsing.pdf.drafts import Draft
from chatdoc_server.parsing.pdf.headings.body import LARGER, Body
from chatdoc_server.parsing.pdf.headings.leads import is_lead
from chatdoc_server.parsing.pdf.headings.numbering import BRACKETED, NAMED, number
from chatdoc_server.parsing.pdf.headings.styles import CONTINUED, edges, is_centred

_SMALLER = 0.9
_MAX_CHARACTERS = 160
_MAX_WORDS = 22
_MAX_LINES = 3
_LETTERS = 3
_IDEOGRAPHS = 2
_SENTENCE = 8
_NAMED_WORDS = 12
_STACK = 5
_COVER = 7
_SAME = 0.04
_IDEOGRAPH = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_SIGNATURE = re.compile(r"(?:/s/|By:|Date[d:]|Name:|Title:|签字|签名|日期[:：])", re.IGNORECASE)
_ENDS = tuple(",;，；、")
_SENTENCE_ENDS = (".", "。")
_MARKS = ".。:：;；=@/"
_OPENS = tuple("($（*†‡")
_CAPITALS = 1.03
_FRONT = 0.9
_REACH = 4.0
_MIDDLE = 0.1
_TEXT = 200
_SECTION = re.compile(
    r"(?:abstract|summary|introduction|background|methods?|materials and methods|results|discussion|conclusions?|"
    r"references|bibliography|acknowledge?ments?|contents|table of contents|appendix|glossary|preface|foreword|"
    r"zusammenfassung|einleitung|literatur(?:verzeichnis)?|inhaltsverzeichnis|anhang|"
    r"résumé|introduction|références|remerciements|sommaire|annexe|resumen|introducción|referencias|conclusiones|"
    r"摘\s*要|前\s*言|引\s*言|绪\s*论|结\s*论|致\s*谢|参考文献|目\s*录|附\s*录|释\s*义|要旨|はじめに|謝辞|参考文献|초록|서론|결론|참고문헌)"
    r"[.:：]?",
    re.IGNORECASE,
)
"""What sections are called all over; alone on a line it is a heading, however it is set."""
_TWO_SENTENCES = re.compile(r"[^\W\d_]{3,}[.)] (?=[A-Z])")
_DIGITS = re.compile(r"\d+")
_OPERATORS = re.compile("[=≤≥≈≠∈∑∫∏∇∂√×→⋅]")
_COLONS = (":", "：")
_LEAD_WORDS = 4
_OPEN_WORDS = frozenset(
    {"the", "a", "an", "of", "and", "or", "to", "for", "in", "with", "by", "on", "at", "from", "as", "that", "which"}
)


def candidates(drafts: Sequence[Draft], bodies: dict[int, Body]) -> list[bool]:
    """Whether each draft may be a heading by how it is set and what it says."""
    found = [_may_be(draft, bodies[draft.page]) for draft in drafts]
    for at, draft in enumerate(drafts):
        if not found[at] and draft.kind is ElementKind.LIST_ITEM:
            found[at] = _is_numbered_heading(drafts, at, bodies[draft.page])
    _drop_counted(drafts, found)
    _drop_cover(drafts, bodies, found)
    _drop_front(drafts, found)
    _drop_begun(drafts, found)
    _drop_repeated(drafts, found)
    _drop_strays(drafts, bodies, found)
    _drop_stacks(drafts, found)
    _drop_last(drafts, bodies, found)
    return found


def can_be(draft: Draft) -> bool:
    """Whether a draft is of a kind, length and direction that a heading can have, however it is set."""
    return (
        # Of an item that the tags or a contents list name, there is no doubt.
        (draft.kind is ElementKind.PARAGRAPH or (draft.kind is ElementKind.LIST_ITEM and draft.stated >= 0))
        and not draft.is_aside
        and draft.lines <= _MAX_LINES
        and len(draft.text) <= _MAX_CHARACTERS
    )


def _may_be(draft: Draft, body: Body) -> bool:
    return (
        draft.kind is ElementKind.PARAGRAPH
        and can_be(draft)
        and _says_something(draft.text)
        and _is_title(draft.text)
        and _stands_out(draft, body)
    )


def _is_title(text: str) -> bool:
    """Whether the text may be a title: short, begun like one, and not broken off or a sentence."""
    found = number(text)
    if found is not None and found.family.startswith(BRACKETED):
        text = text[found.end :]
    words = text.split()
    if len(words) > _MAX_WORDS or text[0].islower() or text.startswith(_OPENS) or _SIGNATURE.match(text):
        return False
    if is_lead(text if found is None else text[found.end :], is_numbered=found is not None):
        return False
    ends = text.endswith(_SENTENCE_ENDS) or _TWO_SENTENCES.search(text)
    is_sentence = bool(ends) and len(words) > _SENTENCE and not _is_named(text)
    return not (text.endswith(_ENDS) or is_sentence or words[-1] in _OPEN_WORDS)


def _stands_out(draft: Draft, body: Body) -> bool:
    text = draft.text
    if draft.height >= body.larger:
        return True
    if draft.height < _SMALLER * body.height:
        return False
    if (draft.bold and not body.bold) or (draft.lines == 1 and _SECTION.fullmatch(text)):
        return True
    if _is_slanted(draft, body):
        return True
    if text.isupper() and (" " in text or (len(text) > _LETTERS and draft.height >= _CAPITALS * body.height)):
        return True
    return _is_named(text) and text.count(" ") < _NAMED_WORDS and not text.endswith(_SENTENCE_ENDS)


def _is_slanted(draft: Draft, body: Body) -> bool:
    """Whether a line of few words is set apart by its slant alone, and by standing alone."""
    text = draft.text
    return (
        draft.face.italic
        and not body.italic
        and draft.lines == 1
        and text.count(" ") < _SENTENCE
        and not any(mark in text for mark in _MARKS)
    )


def _is_named(text: str) -> bool:
    found = number(text)
    return found is not None and found.family == NAMED


def _says_something(text: str) -> bool:
    if _OPERATORS.search(text):
        return False
    letters = sum(map(str.isalpha, text))
    return letters >= _LETTERS or (letters >= _IDEOGRAPHS and bool(_IDEOGRAPH.search(text)))


def _is_numbered_heading(drafts: Sequence[Draft], at: int, body: Body) -> bool:
    """Whether a list's item is a heading: numbered, set apart from text, and no item follows it at once."""
    draft = drafts[at]
    found = number(draft.text)
    if found is None or not can_be(draft) or not _says_something(draft.text[found.end :]):
        return False
    if not _is_title(draft.text) or draft.text.endswith(_SENTENCE_ENDS):
        return False
    if draft.height >= body.larger:
        return True
    return draft.bold and not body.bold and draft.height >= _SMALLER * body.height


def _drop_counted(drafts: Sequence[Draft], found: list[bool]) -> None:
    """Take out what ends many pages and counts on from one to the next, as a foot that stands too high for one does."""
    last = {draft.page: at for at, draft in enumerate(drafts) if draft.kind not in FURNITURE}
    ends = {at: _DIGITS.sub("#", drafts[at].text) for at in last.values() if found[at]}
    counts = Counter(ends.values())
    for at, said in ends.items():
        found[at] = counts[said] < _STACK or "#" not in said


def _drop_cover(drafts: Sequence[Draft], bodies: dict[int, Body], found: list[bool]) -> None:
    """Take out of a first page that is all short lines, as a form's cover is, those no larger than its text.

    What is numbered on stays: a contract's clauses may begin on its first page.
    """
    first = [at for at, draft in enumerate(drafts) if found[at] and draft.page == 0]
    if len(first) >= _COVER and drafts[-1].page > 0:
        numbers = {at: numbered[:2] for at in first if (numbered := number(drafts[at].text))}
        counts = Counter(numbers.values())
        for at in first:
            found[at] = drafts[at].height >= bodies[0].larger or counts[numbers.get(at, ("", 0))] > 1


def _drop_repeated(drafts: Sequence[Draft], found: list[bool]) -> None:
    """Take out "Note 3 (continued)" where Note 3 is a heading further up, which the text still stands under."""
    seen: set[str] = set()
    for at, draft in enumerate(drafts):
        if found[at]:
            text = CONTINUED.sub("", draft.text)
            found[at] = text == draft.text or text.casefold() not in seen
            seen.add(text.casefold())


def _drop_front(drafts: Sequence[Draft], found: list[bool]) -> None:
    """Take out what stands between a document's title and its text: authors, dates and addresses, if set as text is."""
    first = next((at for at, is_found in enumerate(found) if is_found), len(drafts))
    for at in range(first + 1, len(drafts)):
        draft = drafts[at]
        if draft.page != drafts[first].page or len(draft.text) > _TEXT:
            return
        is_front = not draft.bold and number(draft.text) is None and not _SECTION.fullmatch(draft.text)
        if found[at] and not (is_front and draft.height < _FRONT * drafts[first].height):
            return
        found[at] = False


def _drop_begun(drafts: Sequence[Draft], found: list[bool]) -> None:
    """Take out what only begins: a sentence that the next block ends, and what leads a list in."""
    for at in range(len(drafts) - 1):
        if not found[at]:
            continue
        after = drafts[at + 1]
        leads_in = drafts[at].text.endswith(_COLONS) and drafts[at].text.count(" ") >= _LEAD_WORDS
        if after.page == drafts[at].page and (
            (leads_in and after.kind is ElementKind.LIST_ITEM)
            or (after.kind is ElementKind.PARAGRAPH and after.text[:1].islower() and not _is_large(drafts[at], after))
        ):
            found[at] = False


def _is_large(draft: Draft, other: Draft) -> bool:
    return draft.height >= LARGER * other.height


def _drop_strays(drafts: Sequence[Draft], bodies: dict[int, Body], found: list[bool]) -> None:
    """Take out what is no larger than text and stands over none: a table's head, or a name in a form."""
    below: Draft | None = None
    spans = edges(drafts)
    for at in range(len(drafts) - 1, -1, -1):
        draft = drafts[at]
        if draft.kind in FURNITURE:
            continue
        if not found[at]:
            below = draft
        elif draft.height < bodies[draft.page].larger and below is not None and below.page == draft.page:
            is_over = below.box.top < draft.box.top or _stands_over(draft, below)
            found[at] = is_over or is_centred(draft, *spans[draft.page])


def _stands_over(draft: Draft, below: Draft) -> bool:
    """Whether a heading starts or ends where the block below it does, or stands over its middle."""
    reach = _REACH * draft.height
    middle = (draft.box.left + draft.box.right - below.box.left - below.box.right) / 2
    return (
        draft.box.left <= below.box.left + reach
        or abs(draft.box.right - below.box.right) <= reach
        or abs(middle) <= max(_MIDDLE * (below.box.right - below.box.left), reach)
    )


def _drop_stacks(drafts: Sequence[Draft], found: list[bool]) -> None:
    """Take out stacks of lines set alike, as names, addresses and lists are: no heading is among them."""
    start = 0
    for at in range(1, len(drafts) + 1):
        if at < len(drafts) and found[start] and found[at] and _alike(drafts[at - 1], drafts[at]):
            continue
        if at - start >= _STACK:
            found[start:at] = [False] * (at - start)
        start = at


def _alike(one: Draft, other: Draft) -> bool:
    first, second = number(one.text), number(other.text)
    return (
        one.page == other.page
        and abs(one.height - other.height) < _SAME * one.height
        and (one.bold, one.face, one.text.isupper()) == (other.bold, other.face, other.text.isupper())
        and (first and first[:2]) == (second and second[:2])
    )


def _drop_last(drafts: Sequence[Draft], bodies: dict[int, Body], found: list[bool]) -> None:
    """Take out what is no larger than text and has nothing under it: a name under a letter heads nothing."""
    for at in range(len(drafts) - 1, -1, -1):
        draft = drafts[at]
        if draft.kind in FURNITURE:
            continue
        if not found[at] or draft.height >= bodies[draft.page].larger:
            return
        found[at] = False
