"""Formulas in words to expressions: "FY2019 revenue divided by the average of FY2018 and FY2019 PP&E".

Recursive descent over `tokens`. Between two operators stands a phrase, which names one figure, or several that it
averages, adds up, or takes the difference of.
"""

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from chatdoc_server.questions.formulas.expression import (
    Aggregate,
    Aggregation,
    Expression,
    Number,
    Operand,
    Operation,
    Sign,
    at,
)
from chatdoc_server.questions.formulas.tokens import Kind, Token, tokens
from chatdoc_server.questions.items import Item
from chatdoc_server.questions.periods import Period
from chatdoc_server.questions.words import STOP_WORDS

Names = Mapping[str, Expression]
"""Expressions that a formula may speak of by name, the names in lower case."""

_MOST_TOKENS = 400
_MOST_DEPTH = 20
_ADDITIVE = frozenset({Sign.PLUS.value, Sign.MINUS.value})
_BEFORE = frozenset({"average", "change", "sum", "ratio", "share"})
"""Words that say what is made of the figures behind them."""
_UNITS = "together combined altogether amount usd dollar dollars thousand thousands million millions billion billions"
_SAYS_LITTLE = STOP_WORDS | {"total", "year", "end", "ended", "fiscal", "fy", "unadjusted", "company", *_UNITS.split()}
_OF_ANOTHER = frozenset({"impairment", "impairments", "loss", "losses", "gain", "gains", "proceeds", "write-off",
                         "write-offs", "writedown", "write-down"})  # fmt: skip
"""Words that make of a line item another figure: the losses on goodwill are no goodwill."""
_LETTERS = re.compile(r"[a-z]+(?:&[a-z]+)*|\d+[a-z]+")
_DONE_TO_ALL = re.compile(
    r"^(?P<before>[^()]+),\s*(?:and\s+)?(?:then\s+)?(?:all\s+)?(?P<by>divided by|multiplied by|times)\s", re.IGNORECASE
)
"""What is said behind a comma is done to all before it: "A plus B, divided by C"."""


class Unreadable(ValueError):
    """The text is no formula."""


def parse(
    text: str, names: Names, own: Names = MappingProxyType({}), *, lenient: bool = False, pure: bool = False
) -> Expression:
    """The expression that the text states, in which names of `own` go before those of `names`.

    In a `lenient` reading words that name nothing are passed over, as those of a question around its formula;
    otherwise a phrase without a known name is taken for a figure of that name. In a `pure` one no phrase says more than
    the figure that it names.

    Raises:
        Unreadable: there is none, or what there is has no single meaning.
    """
    found = tokens(_DONE_TO_ALL.sub(r"(\g<before>) \g<by> ", text), names, own)
    if lenient:
        if any(token.kind is Kind.OTHER and token.text in _OF_ANOTHER for token in found):
            raise Unreadable("a figure of another kind than the one named")
        found = _between_figures([token for token in found if token.kind is not Kind.OTHER])
    if not found or len(found) > _MOST_TOKENS:
        raise Unreadable("nothing to compute")
    reader = _Reader(found, {**names, **own}, lenient=lenient, pure=pure)
    expression = reader.sum(0)
    if not reader.is_done:
        raise Unreadable("more than one formula")
    return expression


def _between_figures(found: list[Token]) -> list[Token]:
    """The tokens from the first that is part of a figure's phrase to the last."""
    places = [at_ for at_, token in enumerate(found) if token.kind in {Kind.ITEM, Kind.NAME, Kind.OPEN, Kind.PERIOD}]
    first = places[0] if places else len(found)
    while first and found[first - 1].kind is Kind.WORD and found[first - 1].text in {"average", "change", "sum"}:
        first -= 1
    return found[first:]


@dataclass
class _Phrase:
    """What stands between two operators, or a part of it."""

    figures: list[Expression] = field(default_factory=list)
    periods: list[Period] = field(default_factory=list)
    words: set[str] = field(default_factory=set)
    others: list[str] = field(default_factory=list)

    @property
    def says(self) -> bool:
        """Whether it names anything."""
        return bool(self.figures or _telling(self.others))

    def and_(self, other: "_Phrase") -> "_Phrase":
        """Both as one."""
        return _Phrase(
            self.figures + other.figures,
            self.periods + other.periods,
            self.words | other.words,
            [*self.others, "and", *other.others],
        )


class _Reader:
    """Reads tokens from left to right."""

    def __init__(self, found: list[Token], names: Names, *, lenient: bool, pure: bool) -> None:
        self._tokens = found
        self._names = names
        self._lenient = lenient
        self._pure = pure
        self._at = 0

    @property
    def is_done(self) -> bool:
        return self._at >= len(self._tokens)

    def sum(self, depth: int) -> Expression:
        if depth > _MOST_DEPTH:
            raise Unreadable("too deeply nested")
        result = self._product(depth)
        while (sign := self._operator()) is not None and sign.value in _ADDITIVE:
            self._at += 1
            result = Operation(sign, result, self._product(depth))
        return result

    def _product(self, depth: int) -> Expression:
        result = self._phrase(depth)
        while (sign := self._operator()) is not None and sign.value not in _ADDITIVE:
            self._at += 1
            result = Operation(sign, result, self._phrase(depth))
        return result

    def _operator(self) -> Sign | None:
        token = self._peek()
        return Sign(token.text) if token is not None and token.kind is Kind.OPERATOR else None

    def _peek(self) -> Token | None:
        return None if self.is_done else self._tokens[self._at]

    def _phrase(self, depth: int) -> Expression:
        parts = [_Phrase()]
        while (token := self._peek()) is not None and token.kind not in {Kind.OPERATOR, Kind.CLOSE}:
            self._at += 1
            if token.kind is Kind.WORD and token.text == "and":
                parts.append(_Phrase(words={"and"}))
            else:
                self._take(token, parts[-1], depth)
        whole = functools.reduce(_Phrase.and_, parts)
        if self._pure and whole.figures and _telling(whole.others):
            raise Unreadable("more than the name of a figure")
        if self._lenient or not whole.figures or whole.words & _BEFORE or not all(part.says for part in parts):
            return _meant(whole)
        added = tuple(_meant(replace(part, periods=part.periods or whole.periods)) for part in parts)
        return Aggregate(Aggregation.SUM, added) if len(added) > 1 else added[0]

    def _take(self, token: Token, phrase: _Phrase, depth: int) -> None:
        """Adds what a token says to a phrase."""
        match token.kind:
            case Kind.OPEN:
                self._bracket(phrase, depth)
            case Kind.ITEM if token.item is not None:
                phrase.figures.append(Operand(token.item))
            case Kind.NAME:
                phrase.figures.append(self._names[token.text])
            case Kind.PERIOD:
                phrase.periods += token.periods
            case Kind.NUMBER:
                phrase.figures.append(Number(token.number))
            case Kind.WORD:
                phrase.words.add(token.text)
                # "To" and "in" may be part of a name that no list knows.
                phrase.others += [token.text] if token.text in STOP_WORDS else []
            case _:
                phrase.others.append(token.text)

    def _bracket(self, phrase: _Phrase, depth: int) -> None:
        """What stands in brackets: a part of the formula or, right behind a figure, a remark on it."""
        is_remark = bool(phrase.figures or _telling(phrase.others))
        start = self._at
        try:
            inner = self.sum(depth + 1)
        except Unreadable:
            if not is_remark:
                raise
            self._at = start
            self._skip()
            return
        if self._peek() is not None and self._tokens[self._at].kind is Kind.CLOSE:
            self._at += 1
        if not is_remark:
            phrase.figures.append(inner)

    def _skip(self) -> None:
        """To behind the bracket that closes the one just opened."""
        open_ = 1
        while open_ and not self.is_done:
            kind = self._tokens[self._at].kind
            open_ += (kind is Kind.OPEN) - (kind is Kind.CLOSE)
            self._at += 1


def _meant(phrase: _Phrase) -> Expression:
    """The figure that a phrase names."""
    figures = phrase.figures or _named(phrase.others)
    if not figures:
        raise Unreadable("no figure between two operators")
    if "average" in phrase.words:
        return _averaged(figures, phrase.periods)
    if len(figures) > 1:
        if "sum" in phrase.words:
            return Aggregate(Aggregation.SUM, tuple(_dated(one, phrase.periods) for one in figures))
        if len(figures) == 2 and phrase.words & {"ratio", "share"}:
            return Operation(Sign.OVER, *(_dated(one, phrase.periods) for one in figures))
        raise Unreadable("several figures and nothing that joins them")
    if "change" in phrase.words:
        new, old = _ends(figures[0], phrase.periods)
        return Operation(Sign.MINUS, new, old)
    return _dated(figures[0], phrase.periods)


def _named(words: list[str]) -> list[Expression]:
    """A figure that no list knows, by its own words without those around them that tell nothing."""
    telling = _telling(words)
    if not telling:
        return []
    name = " ".join(words[telling[0] : telling[-1] + 1])
    label = " ".join(_LETTERS.findall(name))
    # "Total" may be part of a row's name, or the question's own.
    labels = (f"total {label}", label) if "total" in words[: telling[0]] else (label,)
    return [Operand(Item(name, (name,), labels))] if label else []


def _telling(words: list[str]) -> list[int]:
    """The places of words that tell what is meant."""
    return [place for place, word in enumerate(words) if word.strip(".'’") not in _SAYS_LITTLE]


def _averaged(figures: list[Expression], periods: list[Period]) -> Expression:
    if len(figures) > 1:
        return Aggregate(Aggregation.AVERAGE, tuple(_dated(one, periods) for one in figures))
    if len(periods) > 1:
        return Aggregate(Aggregation.AVERAGE, tuple(at(figures[0], period) for period in periods))
    new, old = _ends(figures[0], periods)
    return Aggregate(Aggregation.AVERAGE, (old, new))


def _ends(figure: Expression, periods: list[Period]) -> tuple[Expression, Expression]:
    """A figure in the last and the first of the periods; of one period also in the year before it."""
    if len(periods) > 1:
        ordered = sorted(periods, key=lambda period: period.year)
        return at(figure, ordered[-1]), at(figure, ordered[0])
    new = _dated(figure, periods)
    return new, _a_year_before(new)


def _a_year_before(figure: Expression) -> Expression:
    match figure:
        case Operand(item, None, back):
            return Operand(item, None, back + 1)
        case Operand(item, period, 0) if period is not None:
            return Operand(item, Period(period.year - 1, period.months, period.quarter))
        case Operation(sign, left, right):
            return Operation(sign, _a_year_before(left), _a_year_before(right))
        case Aggregate(by, parts):
            return Aggregate(by, tuple(map(_a_year_before, parts)))
    return figure


def _dated(figure: Expression, periods: list[Period]) -> Expression:
    if len(periods) > 1:
        raise Unreadable("one figure and several periods")
    return at(figure, periods[0]) if periods else figure
