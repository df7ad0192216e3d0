"""A sentence of an answer taken apart: its quantities, dates, names, quotations, and the clauses these stand in."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from chatdoc_server.citations.verification import vocabulary
from chatdoc_server.citations.verification.dates import MONTHS, Times, times
from chatdoc_server.citations.verification.numerals import chinese_as_digits, folded
from chatdoc_server.citations.verification.quantities import Quantity, quantities, without
from chatdoc_server.indexing.terms import FUNCTION_WORDS

_MARKUP = re.compile(r"(?:\*\*|__|`+|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)|^\s{0,3}#{1,6}\s+)", re.MULTILINE)
_BULLET = re.compile(r"^\s*(?:[-*+•▪◦·]\s+|\(?\d{1,2}[.)]\s+|\(?[a-z][.)]\s+|>\s+)+", re.MULTILINE)
_HEADING = re.compile(r"^\s*(?:#{1,6}\s+\S.*|\*\*[^*]+\*\*:?)\s*$")
_CODE = re.compile(r"(?<![\w.])(?=[\w-]*[A-Za-z])(?=[\w-]*\d)[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*(?!\w)")
"""A token of letters and digits, such as "10-K" or "A320"."""
_NOTE_MARK = re.compile(r"(?<=[a-z]) ?\(\d{1,2}\)")
"""What refers to a note behind a label."""
_COUNTED = re.compile(
    r"\d+(?:st|nd|rd|th|s|x|k|m|b|bn|mm|mn|pp|bps|FY\d+|-?(?:year|month|day|week|fold|for|point)s?)|(?:FY|CY|Q|H)\d+|\d[QH]"
    r"|\d+-[a-z]+",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+(?:['’&.-][^\W\d_]+)*")
_OPENS = re.compile(r"(?:^|[.!?:;。！？：；\n]|[–—])[\s\"'“‘„«「『(\[*]*$")
_NAME_FOLLOWS = re.compile(r"\s(?!I\b)[A-Z][\w’'-]*[a-z]")
_QUOTED = re.compile(r"[“„«「『\"‹]\s*([^“”„«»「」『』\"‹›]{2,400}?)\s*[”“»«」』\"›]")
_POSSESSIVE = re.compile(r"['’]s?$")
_CLAUSE = re.compile(
    r"[;；。]|,\s+(?!\d{4}\b)|，|、(?=.*\d)|\s(?:and|while|whereas|but|versus|vs\.?|und|et|y|e|и)\s|\s(?=compared\s(?:to|with)\b)|"
    r"\s(?=up from\b|down from\b|from\b)|而|和(?=.*\d)",
    re.IGNORECASE,
)
_RESPECTIVELY = re.compile(
    r"\b(?:respectively|beziehungsweise|respectivement|respectivamente|rispettivamente)\b|分别|分別|それぞれ"
)
"""What pairs the subjects of a sentence with its figures in order: "A and B were 1 and 2, respectively"."""
_SUBJECTS = re.compile(r",\s+(?:and\s+)?|\s+(?:and|und|et|y|e|и)\s+|[、和与及]")
_NEVER_NAMES = frozenset({"i", "q", "fy", "cy", "usd", "eur", "gbp", "us", "u.s", "yes", "no"}) | frozenset(MONTHS)
_NOUNS_CAPITAL = frozenset({"de", "lb"})
"""Languages that write all nouns with a capital, where it says nothing of names."""
_LEAST_NAME = 2
"""Letters of a name; one alone is a column's or an item's letter."""
_LEAST_SAID = 2
"""Letters; what has fewer says nothing."""
_LEAST_TOLD = 3
"""Words that mean something; with fewer a part of a sentence is no more than a name of something. In scripts without
spaces and capitals two characters count for a word."""


@dataclass(frozen=True, slots=True)
class Part:
    """A clause of a text that states a quantity or a name: where it stands, its own words, and how the text opens.

    What opens a sentence may hold for all its clauses: "Revenue was 5 in 2022 and 4 in 2021".
    """

    start: int
    end: int
    own: str
    opening: str = ""

    @property
    def words(self) -> str:
        """Its own words with those that open the sentence."""
        return f"{self.opening} {self.own}" if self.opening else self.own


@dataclass(frozen=True, slots=True)
class Claim:
    """What a sentence says that can be compared.

    `text` has no Markdown, ASCII digits and spaces, and Chinese numerals as digits; offsets count in it. `names` are in
    lower case: words with a capital inside the sentence, all in capitals, and tokens of letters and digits.
    `quotes` stand between quotation marks. `references` are numbers that name a place of the document.
    """

    text: str
    quantities: tuple[Quantity, ...]
    times: Times
    names: tuple[str, ...]
    quotes: tuple[str, ...]
    references: tuple[str, ...]
    parts: tuple[Part, ...]

    def part_of(self, at: int) -> Part:
        """The clause that a character stands in."""
        return next((part for part in self.parts if part.start <= at < part.end), Part(0, len(self.text), self.text))

    def year_of(self, quantity: Quantity) -> frozenset[int]:
        """The years that a quantity is stated for: its own clause's, or those at its rank; else every year there is."""
        return year_of(self.quantities, self.times, quantity, self.part_of(quantity.start))


def read(sentence: str, language: str = "", *, scale: Decimal | None = None) -> Claim:
    """A sentence taken apart.

    Args:
        sentence: As it was written, with its Markdown.
        language: ISO 639-1 code by which its figures and capitals are read.
        scale: What figures without a scale are stated in, where the question asks for one.
    """
    text = comparable(bare(sentence))
    when = times(text)
    places = list(when.places)
    codes = [found for found in _CODE.finditer(text) if not _COUNTED.fullmatch(found.group())]
    places += [found.span() for found in codes if not _within(found.start(), when.places)]
    references = list(vocabulary.REFERENCE.finditer(text))
    places += [found.span() for found in references]
    places += [found.span() for found in _NOTE_MARK.finditer(text)]
    figures = tuple(quantities(without(text, places), language, scale=scale))
    return Claim(
        text=text,
        quantities=figures,
        times=when,
        names=tuple(dict.fromkeys([*(found.group().lower() for found in codes), *_names(text, language, places)])),
        quotes=tuple(found[1] for found in _QUOTED.finditer(text)),
        references=tuple((found[1] or found[2] or "").lower() for found in references),
        parts=tuple(_parts(text, [(one.start, one.end) for one in figures])),
    )


def comparable(text: str) -> str:
    """A text with ASCII digits and spaces, and Chinese numerals as digits."""
    return folded(chinese_as_digits(text))


def bare(sentence: str) -> str:
    """A sentence without Markdown's signs and a list's bullet or number."""
    return _MARKUP.sub("", _BULLET.sub("", sentence.strip())).strip().strip("|").strip()


def claims_something(sentence: str, claim: Claim, weighty: Sequence[str]) -> bool:
    """Whether a sentence says anything of what the documents say.

    Questions, courtesies, headings, lines that lead over to a list, and that the documents say nothing, do not.
    `weighty` are the claim's words that mean something.
    """
    text = claim.text.strip()
    if sum(character.isalnum() for character in text) < _LEAST_SAID or _HEADING.match(sentence.strip()):
        return False
    if text.rstrip("\"'”’»)").endswith(("?", "？", "؟")) or vocabulary.COURTESY.fullmatch(text):
        return False
    states = bool(claim.quantities or claim.names or claim.times.dates or claim.times.years)
    if text.endswith((":", "：")) and not claim.quantities:
        return False
    if vocabulary.REFUSAL.search(text) and not claim.quantities:
        return False
    return states or bool(weighty) or bool(claim.quotes)


def is_statement(text: str) -> bool:
    """Whether a part of a sentence says something by itself: a figure, a quotation, what is, or enough words."""
    if any(character.isdigit() for character in text) or _QUOTED.search(text) or vocabulary.BEING.search(text):
        return True
    told = [found.group() for found in _WORD.finditer(text) if found.group().lower() not in FUNCTION_WORDS]
    return sum(1 if one.lower() != one.upper() else len(one) // 2 for one in told) >= _LEAST_TOLD


def year_of(figures: Sequence[Quantity], when: Times, quantity: Quantity, part: Part) -> frozenset[int]:
    """The years that a quantity of a text is stated for: those of its clause, or the one at its rank."""
    order = when.in_order()
    own = frozenset(year for year, at in order if part.start <= at < part.end)
    if len(own) == 1:
        return own
    distinct = list(dict.fromkeys(year for year, _ in order))
    amounts = [one for one in figures if not one.percent] if not quantity.percent else list(figures)
    if len(distinct) == len(amounts) > 1 and quantity in amounts:
        return frozenset({distinct[amounts.index(quantity)]})
    return frozenset(distinct)


def clauses(text: str, anchors: Sequence[tuple[int, int]]) -> list[Part]:
    """The clauses of a text that has ASCII digits, each with one of `anchors` in it at least where there are any."""
    return _parts(text, anchors)


def _parts(text: str, anchors: Sequence[tuple[int, int]]) -> list[Part]:
    cuts = [found.start() for found in _CLAUSE.finditer(text) if not _within(found.start(), anchors)]
    edges = [0, *cuts, len(text)]
    pieces: list[tuple[int, int]] = []
    held = 0
    for start, end in pairwise(edges):
        if anchors and not any(start <= begin < end for begin, _ in anchors):
            continue
        pieces.append((held, end))
        held = end
    if not pieces:
        return [Part(0, len(text), text)]
    pieces[-1] = (pieces[-1][0], len(text))
    first = min((begin for begin, _ in anchors), default=0)
    opening = text[: min(first, pieces[0][1])]
    subjects = [one for one in _SUBJECTS.split(text[:first]) if one.strip()]
    if len(subjects) == len(pieces) > 1 and _RESPECTIVELY.search(text):
        stated = [min(begin for begin, _ in anchors if start <= begin < end) for start, end in pieces]
        return [
            Part(start, end, f"{subject} {text[begin:end]}")
            for subject, begin, (start, end) in zip(subjects, stated, pieces, strict=True)
        ]
    return [Part(start, end, text[start:end], opening if number else "") for number, (start, end) in enumerate(pieces)]


def _names(text: str, language: str, taken: Sequence[tuple[int, int]]) -> Iterator[str]:
    for found in _WORD.finditer(text):
        word = _POSSESSIVE.sub("", found.group())
        capital = word[0].isupper()
        shouted = len(word) > 1 and word.isupper()
        if len(word) < _LEAST_NAME or not capital or _within(found.start(), taken) or word.lower() in _NEVER_NAMES:
            continue
        if not shouted and (language in _NOUNS_CAPITAL or word.lower() in FUNCTION_WORDS):
            continue
        if not shouted and _OPENS.search(text[: found.start()]) and not _NAME_FOLLOWS.match(text[found.end() :]):
            continue
        yield word.lower()


def _within(at: int, ranges: Sequence[tuple[int, int]]) -> bool:
    return any(start <= at < end for start, end in ranges)
