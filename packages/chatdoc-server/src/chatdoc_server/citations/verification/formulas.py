"""Formulas of computed answers worked out once more: every figure in the cell it names, every result from its figures.

A result may be off by what the digits shown leave open: half a step of its last digit, and for each figure that went in
what half a step of that one's changes (linear propagation of errors; JCGM 100:2008, 5.1).
"""

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal, DivisionByZero, InvalidOperation, Overflow

from chatdoc_server.answering.base import Formula, FormulaInput
from chatdoc_server.answering.phrases import PHRASES
from chatdoc_server.citations.verification.claims import comparable
from chatdoc_server.citations.verification.evidence import Evidence
from chatdoc_server.citations.verification.quantities import Quantity, agree, quantities
from chatdoc_server.questions.formulas.expression import Aggregation

_EQUALS = " = "
_SIDES = 2
"""What follows a formula's names: its figures and its result."""
_TOKENS = re.compile(r"(\^\(1/\d+\)| [÷/×+−] |[()]|, )")
_ROOT = re.compile(r"\^\(1/(\d+)\)")
_CUT = re.compile(r"\([^()]*, …\)")
"""An aggregate of which not all figures are shown: then it is one of all inputs."""
_HALF = Decimal("0.5")
_AVERAGES = frozenset({Aggregation.AVERAGE.value, *(phrases.average for phrases in PHRASES.values())})
_SUMS = frozenset({Aggregation.SUM.value, *(phrases.total for phrases in PHRASES.values())})

_Values = Sequence[Decimal]
_Node = Callable[[_Values], Decimal]


class _Unreadable(Exception):
    """A line is no formula that this reads."""


def holds(formula: Formula, read: Callable[[FormulaInput], Evidence | None]) -> bool:
    """Whether all inputs of a formula stand in the cells they name, and each of its lines comes to what it says.

    Args:
        formula: Lines "names = figures = result", and the inputs with their cells.
        read: What the cell of an input says; None where it may not be cited.
    """
    if not all(_is_stated(one, read(one)) for one in formula.inputs):
        return False
    given = [figure for one in formula.inputs for figure in quantities(comparable(one.value))]
    everything = f"({', '.join(one.value for one in formula.inputs)})"
    try:
        for line in formula.text.splitlines():
            result = _checked(_CUT.sub(lambda _: everything, line), given)
            if result is None:
                return False
            given.append(result)
    except (_Unreadable, DivisionByZero, InvalidOperation, Overflow):
        return False
    return True


def _is_stated(given: FormulaInput, evidence: Evidence | None) -> bool:
    """Whether the figure of an input is the one that its cell or sentence has."""
    figures = quantities(comparable(given.value))
    if evidence is None or len(figures) != 1:
        return False
    return any(_is_same(figures[0], one) for one in _stated(evidence))


def _stated(evidence: Evidence) -> Iterator[Quantity]:
    for table in evidence.tables:
        for position, _ in table.cells:
            yield from table.stated(position)
            yield from table.printed(position)
    for sentence in evidence.sentences:
        yield from sentence.quantities


def _is_same(figure: Quantity, stated: Quantity) -> bool:
    """Whether a figure is the stated one; a minus must be printed there, one that is may be left out."""
    return (agree(figure, stated) or figure.printed == stated.printed) and not (figure.sign < 0 <= stated.sign)


def _checked(line: str, given: Sequence[Quantity]) -> Quantity | None:
    """The result of a line of a formula; None when its figures are others than those given or come to another one."""
    names, *parts = line.split(_EQUALS)
    stated = quantities(comparable(parts[-1])) if parts else []
    if len(parts) < _SIDES or not stated:
        raise _Unreadable(line)
    shown = stated[-1]
    own = _Reading(parts[-2])
    constants = {one.value for one in quantities(comparable(names))}
    if not all(one.value in constants or any(_is_known(one, other) for other in given) for one in own.figures):
        return None
    return shown if own.comes_to(_value(shown), _worth(shown, shown.step)) else None


def _is_known(figure: Quantity, other: Quantity) -> bool:
    return agree(figure, other) or agree(other, figure)


def _value(figure: Quantity) -> Decimal:
    value = -figure.value if figure.sign < 0 else figure.value
    return _worth(figure, value)


def _worth(figure: Quantity, value: Decimal) -> Decimal:
    return value / 100 if figure.percent else value


class _Reading:
    """The figures of a line in the order they stand, and what is done with them; read by recursive descent."""

    def __init__(self, text: str) -> None:
        self.figures: list[Quantity] = []
        self._left = [token.strip() for token in reversed(_TOKENS.split(text)) if token.strip()]
        self._node = self._sum()
        if self._left:
            raise _Unreadable(text)

    def comes_to(self, value: Decimal, step: Decimal) -> bool:
        """Whether the figures come to a value of which the last digit is worth `step`."""
        values = [_value(one) for one in self.figures]
        worked = self._node(values)
        room = _HALF * step
        for place, figure in enumerate(self.figures):
            moved = values.copy()
            moved[place] += _HALF * _worth(figure, figure.step)
            room += abs(self._node(moved) - worked)
        return abs(worked - value) <= room

    def _next(self) -> str:
        return self._left[-1] if self._left else ""

    def _sum(self) -> _Node:
        node = self._product()
        while self._next() in ("+", "−"):
            node = _joined(self._left.pop(), node, self._product())
        return node

    def _product(self) -> _Node:
        node = self._factor()
        while self._next() in ("×", "÷", "/"):
            node = _joined(self._left.pop(), node, self._factor())
        return node

    def _factor(self) -> _Node:
        node = self._atom()
        if found := _ROOT.fullmatch(self._next()):
            self._left.pop()
            power = Decimal(1) / int(found[1])
            return lambda values: node(values) ** power
        return node

    def _atom(self) -> _Node:
        if not self._left:
            raise _Unreadable("")
        part = self._left.pop()
        if part == "(":
            node = self._sum()
            self._close()
            return node
        if self._next() == "(":
            return self._aggregate(part)
        found = quantities(comparable(part))
        if len(found) != 1:
            raise _Unreadable(part)
        self.figures += found
        place = len(self.figures) - 1
        return lambda values: values[place]

    def _aggregate(self, name: str) -> _Node:
        self._left.pop()
        parts = [self._sum()]
        while self._next() == ",":
            self._left.pop()
            parts.append(self._sum())
        self._close()
        if name == Aggregation.MAXIMUM:
            return lambda values: max(part(values) for part in parts)
        if name == Aggregation.MINIMUM:
            return lambda values: min(part(values) for part in parts)
        if name not in _AVERAGES | _SUMS:
            raise _Unreadable(name)
        count = len(parts) if name in _AVERAGES else 1
        return lambda values: sum((part(values) for part in parts), Decimal()) / count

    def _close(self) -> None:
        if self._next() != ")":
            raise _Unreadable(self._next())
        self._left.pop()


def _joined(sign: str, left: _Node, right: _Node) -> _Node:
    match sign:
        case "+":
            return lambda values: left(values) + right(values)
        case "−":
            return lambda values: left(values) - right(values)
        case "×":
            return lambda values: left(values) * right(values)
    return lambda values: left(values) / right(values)
