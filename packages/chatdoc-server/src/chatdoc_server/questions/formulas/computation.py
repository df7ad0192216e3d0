"""What a question asks to be computed: a formula, the periods it is computed for, and what is made of the results."""

import itertools
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from functools import cache

from chatdoc_server.questions import periods
from chatdoc_server.questions.formulas.expression import Expression, Operand, Operation, operands
from chatdoc_server.questions.formulas.manner import Manner, manner
from chatdoc_server.questions.formulas.parser import Names, Unreadable, parse
from chatdoc_server.questions.formulas.phrasing import meaning, plainly, said_otherwise, tidy
from chatdoc_server.questions.formulas.tokens import Kind, tokens
from chatdoc_server.questions.instructions import Stripped, strip_instructions
from chatdoc_server.questions.items import Item
from chatdoc_server.questions.naming import folded, names_itself, ratio_in
from chatdoc_server.questions.periods import Period
from chatdoc_server.questions.ratios import DERIVED, RATIOS, Ratio

_DEFINED = re.compile(
    r"(?:^|[.;]\s+|\bwhere\s+)(?:(?:define|calculate|compute|take|measure|treat)\s+)?"
    r"(?:the\s+)?(?P<name>[A-Za-z][\w%&'’ -]{1,60}?)\s*(?:\([^)]*\)\s*)?"
    r"(?:\b(?:is|are)\s+(?:(?:defined|calculated|computed|found)\s+(?:as|by)\b)?|\b(?:as|by|equals)\b)\s*:?\s+",
    re.IGNORECASE,
)
_OVER_YEARS = re.compile(
    r"\b(?:\d|two|three|four|five)[ -]?(?:fiscal[ -])?years?[ -]average(?:\s+(?:of|for)\b)?"
    r"|\baverage\b(?=[^?]*\b(?:margin|ratio|turnover|rate)\b)",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    r"\bgrowth(?: rate)?\b|(?:%|percent(?:age)?)\s+(?:change|increase|decrease|growth|difference)"
    r"|\b(?:change[ds]?|increase[ds]?|decrease[ds]?|gr[eo]w\w*|decline[ds]?|fell|rose|differ\w*)\b.*"
    r"\bpercent(?:s|age)?\b(?! point)"
    r"|\bby (?:how many|what) percent|\bhow (?:fast|quickly|rapidly)\b",
    re.IGNORECASE,
)
_ROSE = re.compile(
    r"\b(?:increas\w+|gr[eo]w\w*|growth|improv(?:e[sd]?|ing|ement)|ris(?:e|en|ing)|rose|higher|expand\w*|climb\w*|jump\w*"
    r"|(?:go|goes|gone|went) up)\b",
    re.IGNORECASE,
)
_FELL = re.compile(
    r"\b(?:decreas\w+|declin\w+|deteriorat\w+|worsen\w*|fall(?:en|ing)?|fell|lower|drop\w*|shr[iau]nk\w*"
    r"|(?:go|goes|gone|went) down|reduc\w+)\b",
    re.IGNORECASE,
)
_CHANGED = re.compile(r"\b(?:chang\w+|differ\w*)\b", re.IGNORECASE)
_NTH = r"(?:first|second|third|fourth|1st|2nd|3rd|4th)"
_TWO_QUARTERS = re.compile(
    rf"\b{_NTH}\b.{{0,40}}\b{_NTH}[ -]quarter|\b(?:Q[1-4]|[1-4]Q)\b.*\b(?:Q[1-4]|[1-4]Q)\b", re.IGNORECASE
)
"""Quarters of one year, of which periods tell but one: what is asked of two of them is not computed of years."""
_MOVED = re.compile(
    r"\b(?:did|has|have|do|does)\s+(?P<name>[^?,]+?)\s+(?:rise|risen|fall|fallen|grow|grown|increased?|decreased?"
    r"|changed?|declined?|drop(?:ped)?|shrink|shrunk|go (?:up|down)|move|improved?)\b",
    re.IGNORECASE,
)
"""What is said to have moved."""
_EXCEEDS = re.compile(r"\b(?:exceed\w*|surpass\w*)\b", re.IGNORECASE)
_CHANGE_IN = re.compile(r"\b(?:changes?|increase|decrease|growth)\s+(?:in|of)\b", re.IGNORECASE)
_YES_NO = re.compile(
    r"^(?:is|are|was|were|do|does|did|has|have|had)\b|[,;]\s*(?:did|has|have|is|does)\b", re.IGNORECASE
)
_POSITIVE = re.compile(r"\bpositive\b", re.IGNORECASE)
_NEGATIVE = re.compile(r"\bnegative\b", re.IGNORECASE)
_WHICH = re.compile(
    r"\b(?:which|what|in what) (?:fiscal |calendar )?(?:year|quarter|period)\b|^when (?:was|were|did)\b", re.IGNORECASE
)
_LOWEST = re.compile(r"\b(?:lowest|smallest|least|minimum)\b", re.IGNORECASE)
_HIGHEST = re.compile(r"\b(?:highest|largest|greatest|biggest|maximum|peak\w*|most)\b", re.IGNORECASE)
_COMPOUND = re.compile(
    r"\bcagr\b|\bcompound(?:ed)?(?: annual)?(?: rate of)? growth|\b(?:average annual|annuali[sz]ed) growth",
    re.IGNORECASE,
)
_TOGETHER = frozenset({"sum", "total", "totals", "totaled", "totalled", "combined", "cumulative", "cumulatively",
                       "aggregate", "altogether", "together", "overall"})  # fmt: skip
_OPERATES = re.compile(r"[/*+÷×]|\b(?:divided|minus|plus|times|over|as a)\b", re.IGNORECASE)
_SAYS_OPERATORS = re.compile(r"\b(?:plus|minus|(?:divided|multiplied) by)\b", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\b[^?]{0,24}\d{4}\s+and\b", re.IGNORECASE)
_PROSE = re.compile(
    r"^(?:why|explain|describe|summari[sz]e|how d(?:o|oes|id)(?!.*\b(?:differ|chang|compare|move|develop)))\b"
    r"|\b(?:drove|driv(?:e|en|er|ers|ing)|caus\w+|reasons?|because|contribut\w+|impact\w*|segments?|divisions?|regions?)\b",
    re.IGNORECASE,
)

_HOW_MUCH = re.compile(
    r"^(?:by |in |to |at )?(?:how (?:much|many|large|big|high|fast|far)"
    r"|what (?:percent\w*|share|proportion|fraction|amount|part))\b"
    r"|^how d(?:o|oes|id)\b.*\b(?:differ|chang|compare|move|develop)",
    re.IGNORECASE,
)
_WORDS_OF_COMPUTING = (_ROSE, _FELL, _CHANGED, _COMPOUND, _HIGHEST, _LOWEST)


class Ask(Enum):
    """What is made of the results, which stand in the order of time."""

    VALUES = auto()
    """Each for itself."""
    DIFFERENCE = auto()
    """The last less the first."""
    GROWTH = auto()
    """The last less the first, as a share of the first."""
    COMPOUND_GROWTH = auto()
    """The constant yearly growth that leads from the first to the last."""
    AVERAGE = auto()
    """Their mean."""
    SUM = auto()
    """All of them together."""
    DIRECTION = auto()
    """Whether the last is more or less than the first."""
    SIGN = auto()
    """Whether it is more than zero."""
    HIGHEST = auto()
    """The highest, and of what it is."""
    LOWEST = auto()
    """The lowest, and of what it is."""


_BY_NAME = {ratio.name.lower(): ratio for ratio in RATIOS}
_AVERAGE = re.compile(r"\b(?:averages?|mean)\b(?: annual\b)?", re.IGNORECASE)
_OWN_MEASURE = re.compile(r"\b(?:(?<!un)adjusted|non-gaap|underlying|normali[sz]ed|organic|core)\b", re.IGNORECASE)
"""Measures that a company defines for itself, so that nothing but its own tables has them."""
_LETTERS = re.compile(r"[a-z]+(?:&[a-z]+)*")
_ENDS = 2
_POINTS_BACK = frozenset({"it", "this", "that"})
"""What a definition says of the figure that the question has named."""
_OF_MANY = frozenset({Ask.AVERAGE, Ask.SUM, Ask.HIGHEST, Ask.LOWEST})
"""What is made of all periods of a range."""
OF_TWO = frozenset({Ask.DIFFERENCE, Ask.GROWTH, Ask.COMPOUND_GROWTH, Ask.DIRECTION})
"""What needs two periods: where a question names one, the year before it is the other."""


@dataclass(frozen=True, slots=True)
class Computation:
    """What is to be computed.

    `name` is what the result of the formula is called, empty when the formula says it best. `periods` are those of
    the results in the order of time; empty for the newest. `expects_more` is whether a yes means a rise, or more than
    zero; None when the question leaves it open. `printed` is the result's own name, as documents that state it
    themselves have it; `printed_first` says that they usually do, so that it is computed only where they don't.
    `derived` are items that statements may leave out, by name, with what they are made of.
    """

    name: str
    formula: Expression
    periods: tuple[Period, ...]
    ask: Ask
    manner: Manner
    expects_more: bool | None = None
    printed: Operand | None = None
    printed_first: bool = False
    derived: Mapping[str, Expression] = field(default_factory=dict)


def asks_how_much(question: str) -> bool:
    """Whether a question asks for an amount, a change or a year in so many words, whatever else it speaks of."""
    core = strip_instructions(question).core
    return _HOW_MUCH.search(core) is not None or _WHICH.search(core) is not None


def words_of_computing(question: str) -> frozenset[str]:
    """The words of a question, in lower case, that only say what is to be computed: "compound", "shrink"."""
    found = (match.group().lower() for pattern in _WORDS_OF_COMPUTING for match in pattern.finditer(question))
    return frozenset(word for said in found for word in _LETTERS.findall(said))


def planned(question: str) -> Computation | None:
    """What a question asks to be computed; None when it asks for a figure as printed, or for none."""
    stripped = strip_instructions(question)
    core = tidy(stripped.core)
    if _TWO_QUARTERS.search(core) or _PROSE.search(core) or (_OWN_MEASURE.search(core) and not stripped.definitions):
        return None
    # What is asked stands in the question; what defines it may speak of other periods.
    said = next(filter(None, map(periods.asked, (core[: core.find("?") + 1], core, stripped.text))), ())
    asked = tuple(sorted(said, key=lambda one: (one.year, one.quarter)))
    plan = _named(core, stripped, asked) or _otherwise(core, asked) or _moved(core, asked)
    if plan is None:
        return None
    own = manner(question, in_percent=plan.manner.percent)
    ask = Ask.GROWTH if plan.ask is Ask.DIFFERENCE and manner(question, in_percent=False).percent else plan.ask
    asked = _ranging(core, asked) if ask in _OF_MANY else asked
    return replace(plan, ask=ask, manner=own, periods=asked, derived=_derived())


def _otherwise(core: str, asked: tuple[Period, ...]) -> Computation | None:
    """The computation of a question that names no ratio: as formulas say it, else as it stands."""
    said = list(said_otherwise(core))
    # Figures that are known tell where a name ends; of others the first reading holds.
    readings = ((text, in_percent, known) for known in (True, False) for text, in_percent in said)
    spelt = (_spelt(text, asked, in_percent=share, known=known, others=True) for text, share, known in readings)
    own = (_spelt(core, asked, in_percent=False, known=known) for known in (True, False))
    return next(filter(None, itertools.chain(spelt, own)), None)


def _ranging(core: str, asked: tuple[Period, ...]) -> tuple[Period, ...]:
    """The periods with those between them, where a question speaks of all from the first to the last."""
    if len(asked) != _ENDS or not _BETWEEN.search(core):
        return asked
    first, last = asked
    return tuple(replace(first, year=year) for year in range(first.year, last.year + 1))


def _named(core: str, stripped: Stripped, asked: tuple[Period, ...]) -> Computation | None:
    """The computation of what has a name: a common ratio, or what the question itself defines."""
    known = _known()
    defined = _defined(stripped.definitions, known)
    said = folded(core)
    name = max((name for name in {**known, **defined} if names_itself(folded(name), said)), key=len, default="")
    if not name and not defined.keys() & _POINTS_BACK:
        return None
    ratio = ratio_in(folded(name)) or _BY_NAME.get(name)
    # A ratio that the question defines by another of its names is what it says it is.
    own = next((one for one in defined if one in _POINTS_BACK or (ratio and ratio_in(folded(one)) is ratio)), name)
    formula = _meant(core)
    if formula is not None:
        # It means this here, whatever it is elsewhere.
        defined = {**defined, name: formula}
        own = name
    formula = formula or {**known, **defined}[own]
    if not any(operands(formula)):
        return None
    ask = _ask(core, asked)
    printed = None if ratio is None or own in defined else Operand(_printed(ratio))
    return Computation(
        ratio.name if ratio else name,
        formula,
        asked,
        ask,
        Manner(percent=bool(ratio and ratio.percent)),
        _expected(core, ask),
        printed,
        printed_first=bool(ratio and ratio.printed),
    )


def _printed(ratio: Ratio) -> Item:
    """The row that states a ratio, where a document does."""
    labels = (" ".join(_LETTERS.findall(name.lower())) for name in (ratio.name, *ratio.asked))
    return Item(ratio.name, ratio.asked, tuple(dict.fromkeys(labels)))


def _meant(core: str) -> Expression | None:
    """What the question says in passing that its figure is."""
    body = meaning(core)
    try:
        formula = parse(body, _known()) if body else None
    except Unreadable:
        return None
    return formula if isinstance(formula, Operation) else None


def _spelt(
    core: str, asked: tuple[Period, ...], *, in_percent: bool, known: bool = True, others: bool = False
) -> Computation | None:
    """The computation that a question spells out, of `known` figures or of any; with `others` only one of several."""
    ask = _ask(core, asked)
    text = core
    if ask is Ask.AVERAGE:
        text = _OVER_YEARS.sub(" ", core) if _OVER_YEARS.search(core) else _AVERAGE.sub(" ", core)
    if ask is not Ask.VALUES:
        # The periods are those of the results, not of a figure in the formula, and so is the change.
        text = _CHANGE_IN.sub(" ", periods.without(text))
    formula = _meant(core) or _read(text, known=known)
    if formula is None:
        return None
    several = len({operand.item.name for operand in operands(formula)}) > 1
    if not any(operands(formula)) or (others and not several) or (isinstance(formula, Operand) and ask is Ask.VALUES):
        return None
    return Computation("", formula, asked, ask, Manner(percent=in_percent), _expected(core, ask))


def _moved(core: str, asked: tuple[Period, ...]) -> Computation | None:
    """The change of a figure that no list knows: "By how much did the impairment charge rise in 2022?"."""
    found = _MOVED.search(core) if asked and asks_how_much(core) else None
    ask = _of_moves(core, asked)
    if found is None or ask not in OF_TWO:
        return None
    try:
        formula = parse(found["name"], {}, pure=True)
    except Unreadable:
        return None
    return Computation("", formula, asked, ask, Manner()) if isinstance(formula, Operand) else None


def _read(text: str, *, known: bool) -> Expression | None:
    """The formula in a question: of `known` figures, or where it says its operators, of any that it names."""
    if not known and _SAYS_OPERATORS.search(text) is None:
        return None
    try:
        return parse(text, {}, lenient=known, pure=not known)
    except Unreadable:
        return None


def _expected(core: str, ask: Ask) -> bool | None:
    """Whether a yes means more, of a change or than zero; None when it is left open or no yes is asked for."""
    more, less = (_POSITIVE, _NEGATIVE) if ask is Ask.SIGN else (_ROSE, _FELL)
    is_more, is_less = more.search(core) is not None, less.search(core) is not None
    return is_more if is_more is not is_less and _YES_NO.search(core) else None


def _ask(core: str, asked: tuple[Period, ...]) -> Ask:
    if _YES_NO.search(core) and (_POSITIVE.search(core) or _NEGATIVE.search(core)):
        return Ask.SIGN
    if _COMPOUND.search(core):
        return Ask.COMPOUND_GROWTH
    return _of_many(core, asked) or _of_moves(core, asked)


def _of_many(core: str, asked: tuple[Period, ...]) -> Ask | None:
    """What is made of several periods."""
    several = len(asked) > 1
    if (several or _WHICH.search(core)) and (_LOWEST.search(core) or _HIGHEST.search(core)):
        return Ask.LOWEST if _LOWEST.search(core) else Ask.HIGHEST
    if not several:
        return None
    if _WHICH.search(core):
        return Ask.HIGHEST
    said = {token.text for token in tokens(core, ()) if token.kind in (Kind.OTHER, Kind.WORD)}
    if _OVER_YEARS.search(core) or ("average" in said and not _OPERATES.search(core)):
        return Ask.AVERAGE
    return Ask.SUM if said & _TOGETHER else None


def _of_moves(core: str, asked: tuple[Period, ...]) -> Ask:
    moved = any(pattern.search(core) for pattern in (_ROSE, _FELL, _CHANGED))
    moved = moved or (len(asked) > 1 and _EXCEEDS.search(core) is not None)
    if _YES_NO.search(core) and moved:
        return Ask.DIRECTION
    if _RELATIVE.search(core):
        return Ask.GROWTH
    return Ask.DIFFERENCE if moved and asked else Ask.VALUES


@cache
def _derived() -> Names:
    """Items that statements may leave out, with what they are made of."""
    return {name: parse(formula, {}) for name, formula in DERIVED.items()}


@cache
def _known() -> Names:
    """The ratios that have a name of their own."""
    return {
        name.lower(): formula
        for ratio in RATIOS
        for formula in (parse(ratio.formula, {}),)
        for name in (*ratio.asked, ratio.name)
    }


def _defined(text: str, known: Names) -> Names:
    """What the question itself defines, by name; a definition may speak of those that stand after it."""
    names: dict[str, Expression] = {}
    starts = list(_DEFINED.finditer(text))
    for start, after in reversed(list(zip(starts, [*starts[1:], None], strict=False))):
        name = start["name"].strip().lower()
        body = text[start.end() : after.start() if after else len(text)].strip(" .;")
        try:
            # A name means nothing in its own definition.
            others = {key: formula for key, formula in known.items() if key != name} if name in body.lower() else known
            names[name] = parse(plainly(body), others, {key: formula for key, formula in names.items() if key != name})
        except Unreadable:
            continue
    return names
