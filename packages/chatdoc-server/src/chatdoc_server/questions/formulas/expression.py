"""Arithmetic over figures of a document: what goes in, what comes out, and how it reads."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

from chatdoc_server.questions.items import Item
from chatdoc_server.questions.periods import Period


class Sign(StrEnum):
    """The four operations."""

    PLUS = "+"
    MINUS = "-"
    TIMES = "*"
    OVER = "/"


class Aggregation(StrEnum):
    """What several figures are made one by."""

    AVERAGE = "average"
    SUM = "sum"
    MAXIMUM = "max"
    MINIMUM = "min"


@dataclass(frozen=True, slots=True)
class Number:
    """A number that the formula itself has, such as the days of a year."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class Operand:
    """A line item in a period; without a period that of the period asked, or `back` years before it."""

    item: Item
    period: Period | None = None
    back: int = 0


@dataclass(frozen=True, slots=True)
class Operation:
    """Two expressions and what is done with them."""

    sign: Sign
    left: "Expression"
    right: "Expression"


@dataclass(frozen=True, slots=True)
class Aggregate:
    """Several expressions made one."""

    by: Aggregation
    parts: tuple["Expression", ...]


Expression = Number | Operand | Operation | Aggregate


class Undefined(ValueError):
    """The expression has no value: it divides by zero."""


def operands(expression: Expression) -> Iterator[Operand]:
    """The figures that an expression needs, in the order they stand, each as often as it does."""
    match expression:
        case Operand():
            yield expression
        case Operation(_, left, right):
            yield from operands(left)
            yield from operands(right)
        case Aggregate(_, parts):
            for part in parts:
                yield from operands(part)


def at(expression: Expression, period: Period | None) -> Expression:
    """The expression with `period` for all figures that say none; None, of unknown date, leaves them so."""
    match expression:
        case Operand(_, None, back) if period is not None:
            return replace(expression, period=replace(period, year=period.year - back), back=0)
        case Operation(_, left, right):
            return replace(expression, left=at(left, period), right=at(right, period))
        case Aggregate(_, parts):
            return replace(expression, parts=tuple(at(part, period) for part in parts))
    return expression


def made_of(expression: Expression, parts: Mapping[str, Expression]) -> Expression:
    """The expression with some items, by name, as what they are made of in the same period."""
    match expression:
        case Operand(item, period) if item.name in parts:
            return at(parts[item.name], period)
        case Operation(_, left, right):
            return replace(expression, left=made_of(left, parts), right=made_of(right, parts))
        case Aggregate(_, several):
            return replace(expression, parts=tuple(made_of(part, parts) for part in several))
    return expression


def evaluate(expression: Expression, values: Mapping[Operand, Decimal]) -> Decimal:
    """What the expression comes to.

    Raises:
        Undefined: it divides by zero.
    """
    match expression:
        case Number(value):
            return value
        case Operand():
            return values[expression]
        case Operation(sign, left, right):
            return _operate(sign, evaluate(left, values), evaluate(right, values))
        case Aggregate(by, parts):
            return _aggregate(by, [evaluate(part, values) for part in parts])


def dimension(expression: Expression, of: Callable[[Operand], int]) -> int:
    """Which power of money the expression is: 1 for an amount, 0 for a ratio; `of` tells it of an operand."""
    match expression:
        case Number():
            return 0
        case Operand():
            return of(expression)
        case Operation(Sign.TIMES, left, right):
            return dimension(left, of) + dimension(right, of)
        case Operation(Sign.OVER, left, right):
            return dimension(left, of) - dimension(right, of)
        case Operation(_, left, _):
            return dimension(left, of)
        case Aggregate(_, parts):
            return dimension(parts[0], of)


def written(
    expression: Expression,
    show: Callable[[Operand], str],
    called: Mapping[Aggregation, str] = MappingProxyType({}),
    *,
    inside: bool = False,
) -> str:
    """The expression as people write it.

    `show` gives an operand's name or figure, `called` what aggregations are called where that is not in English.
    """
    match expression:
        case Number(value):
            return f"{value:f}"
        case Operand():
            return show(expression)
        case Operation(sign, left, right):
            first = written(left, show, called, inside=sign in (Sign.TIMES, Sign.OVER))
            second = written(right, show, called, inside=sign is not Sign.PLUS)
            text = f"{first} {_PRINTED[sign]} {second}"
            return f"({text})" if inside else text
        case Aggregate(by, parts):
            return f"{called.get(by, by)}({', '.join(written(part, show, called) for part in parts)})"


_PRINTED = {Sign.PLUS: "+", Sign.MINUS: "−", Sign.TIMES: "×", Sign.OVER: "÷"}


def _aggregate(by: Aggregation, values: Sequence[Decimal]) -> Decimal:
    match by:
        case Aggregation.AVERAGE:
            return sum(values, Decimal()) / len(values)
        case Aggregation.SUM:
            return sum(values, Decimal())
        case Aggregation.MAXIMUM:
            return max(values)
        case Aggregation.MINIMUM:
            return min(values)


def _operate(sign: Sign, left: Decimal, right: Decimal) -> Decimal:
    match sign:
        case Sign.PLUS:
            return left + right
        case Sign.MINUS:
            return left - right
        case Sign.TIMES:
            return left * right
        case Sign.OVER:
            if right == 0:
                raise Undefined("division by zero")
            return left / right
