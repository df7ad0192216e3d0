"""Answers that consist of figures as documents print them: one that is looked up, or several side by side."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from chatdoc_server.answering.base import Support
from chatdoc_server.answering.lines import Line
from chatdoc_server.answering.phrases import Phrases
from chatdoc_server.answering.tables import amounts, numbers
from chatdoc_server.answering.tables.figure import Figure
from chatdoc_server.answering.tables.figures import FigureFinder
from chatdoc_server.questions.formulas.manner import Manner
from chatdoc_server.questions.periods import Period
from chatdoc_server.questions.question import Question, Target
from chatdoc_server.questions.words import Stems

_MOST_PERIODS = 4
_MOST_PLACES = 3
"""Decimals that a figure keeps when it is told in another scale, where no number of them is asked for."""
_COUNTED = re.compile(r"\bhow many\s+(?:(?:total|full-time|other|more|new|u\.?s\.?)\s+)*(?P<things>[a-z]{3,})")
_NO_THINGS = frozenset({"dollar", "dollars", "euro", "euros", "pounds", "yen", "yuan", "cents", "usd", "thousand",
                        "thousands", "million", "millions", "billion", "billions", "percent", "times"})  # fmt: skip
"""What stands behind "how many" and is counted in money, or is no thing that is counted."""


@dataclass(frozen=True, slots=True)
class Wish:
    """How the figures of a question are wanted: its instructions, and the stem of what it counts, empty for nothing."""

    manner: Manner
    counted: str


def wish_of(question: Question, manner: Manner, stems: Stems) -> Wish:
    """What a question says of the figures it asks for."""
    found = _COUNTED.search(question.text.lower())
    counted = found["things"] if found and found["things"] not in _NO_THINGS else ""
    return Wish(manner, stems.of(counted) if counted else "")


def lookups(
    question: Question, finders: Iterable[FigureFinder], wish: Wish, stems: Stems, phrases: Phrases
) -> tuple[Line, ...]:
    """The lines of an answer that consists of figures, of one document or of each that states them.

    None where figures do not answer the question.
    """
    found = [lines for finder in finders if (lines := tuple(_Lookup(question, finder, wish, stems, phrases).lines()))]
    if len(found) < 2:
        return found[0] if found else ()
    cited = (line for lines in found for line in lines if line.supports)
    return (*([Line(phrases.inputs)] if question.computed else []), *cited)


class _Lookup:
    """Looks the figures of one question up in one document."""

    def __init__(self, question: Question, finder: FigureFinder, wish: Wish, stems: Stems, phrases: Phrases) -> None:
        self._question = question
        self._finder = finder
        self._wish = wish
        self._stems = stems
        self._phrases = phrases

    def lines(self) -> Iterator[Line]:
        """The lines of an answer that consists of figures."""
        question = self._question
        asks = question.wants_amount or question.computed or question.compares
        if not asks or question.wants_prose:
            return
        if question.compares and (compared := self._compared()):
            yield Line(self._phrases.compared)
            yield from map(self._line, compared)
            return
        found, lacking = self._found()
        if question.computed and len(found) > 1:
            yield Line(self._phrases.inputs)
        for figures in found:
            are_apart = len({figure.place for figure in figures}) > 1
            yield from map(self._placed if are_apart else self._line, figures)
        if found:
            yield from map(Line, lacking)

    def _found(self) -> tuple[list[list[Figure]], list[str]]:
        """For each figure and period all that may be meant, and what is said of those that nothing is stated for."""
        periods: tuple[Period | None, ...] = self._question.periods[:_MOST_PERIODS] or (None,)
        found: list[list[Figure]] = []
        lacking: dict[str, None] = {}
        for target in self._question.targets or (None,):
            for period, figures in zip(periods, self._finder.find(target, periods), strict=True):
                if counting := [figure for figure in figures if self._counts(figure)]:
                    found.append([*counting, *self._rivals(target, period, counting)])
                elif target is not None and not figures:
                    lacking[self._lacking(target, period)] = None
        return found, list(lacking)

    def _compared(self) -> list[Figure]:
        period = self._question.periods[0] if self._question.periods else None
        return [figure for target in self._question.targets for figure in self._finder.compare(target, period)]

    def _rivals(self, target: Target | None, period: Period | None, found: Sequence[Figure]) -> list[Figure]:
        """What else may be meant, where nothing in the question tells it apart.

        Other rows of the same name, and parts of the year of other lengths.
        """
        if len(found) > 1:
            return []
        finder = self._finder
        return [*finder.of_other_lengths(target, period, found[0]), *finder.rivals(target, period, found[0])]

    def _counts(self, figure: Figure) -> bool:
        """Whether a figure may be a number of what is counted: an amount of money is not, unless it is called so."""
        counted = self._wish.counted
        if not counted or not figure.unit.currency:
            return True
        names = set(map(self._stems.of, self._question.names))
        told = " ".join((figure.label, *figure.sections, figure.head.text, figure.place))
        return counted in set(self._stems.all(told)) - names

    def _lacking(self, target: Target, period: Period | None) -> str:
        name = target.item.name
        if period is not None and self._finder.holds(target):
            return self._phrases.period_not_stated.format(item=name, period=period.year)
        return self._phrases.missing_input.format(item=name[:1].upper() + name[1:])

    def _line(self, figure: Figure) -> Line:
        return Line(self._stated(figure), (Support(figure.upload_id, (figure.span,)),))

    def _placed(self, figure: Figure) -> Line:
        """A figure with what its table is called, which tells it from others of its name."""
        line = self._line(figure)
        return replace(line, text=f"{line.text} – {figure.place}") if figure.place else line

    def _stated(self, figure: Figure) -> str:
        """A figure in words: "Net sales (2022): $1,749 million", its sign in parentheses kept as printed."""
        name = figure.label.strip().rstrip(":").strip()
        if figure.sections and len(name.split()) == 1:
            name = f"{figure.sections[-1].rstrip(':')}: {name}"
        period = f" ({figure.head.text})" if figure.head.text else ""
        text = _printed(figure)
        if figure.negative:
            text = f"{text} ({self._phrases.negative})"
        told = self._scaled(figure)
        return f"{name}{period}: {told} ({text})" if told else f"{name}{period}: {text}"

    def _scaled(self, figure: Figure) -> str:
        """An amount in the scale that is asked for; empty where it is printed so, or nothing is asked."""
        wish, printed = self._wish.manner, numbers.read(figure.printed)
        if not wish.scale or not figure.unit.scale or figure.unit.scale == wish.scale or printed is None:
            return ""
        value = amounts.value_of(printed, figure.unit)
        exponent = (value / amounts.SCALES[wish.scale]).normalize().as_tuple().exponent
        exact = min(_MOST_PLACES, max(0, -exponent)) if isinstance(exponent, int) else 0
        places = exact if wish.places is None else wish.places
        return replace(amounts.measure_of(printed, figure.unit), scale=wish.scale, places=places).shown(value)


def _printed(figure: Figure) -> str:
    """A figure as it is printed, with the currency and the scale that it is stated in."""
    currency = figure.unit.currency
    bare = figure.printed.replace(currency, "").strip() if currency else figure.printed
    amount = f"{currency}{bare}" if len(currency) == 1 else f"{currency} {bare}".strip()
    return f"{amount} {figure.unit.scale}" if figure.unit.scale else amount
