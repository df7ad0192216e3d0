"""What a question asks for, read off its words."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from chatdoc_server.languages.sentences import split
from chatdoc_server.questions import periods
from chatdoc_server.questions.instructions import strip_instructions
from chatdoc_server.questions.items import Item
from chatdoc_server.questions.naming import folded, items_in, ratio_in, statements_in, synonyms_in, words_of_names
from chatdoc_server.questions.periods import Period
from chatdoc_server.questions.ratios import Ratio
from chatdoc_server.questions.statements import Statement
from chatdoc_server.questions.synonyms import Synonym
from chatdoc_server.questions.words import STOP_WORDS, Stems, words

_COMPUTES = re.compile(
    r"\b(?:ratio|average|mean|sum|difference|differ|change[ds]?|growth|grow|grew|grown|increased?|decreased?|declined?|improv\w+"
    r"|margin|turnover|percentage of|as a % of|% of|year[- ]over[- ]year|yoy|cagr|divided by|per cent change|minus|plus"
    r"|proportion|share of|higher|lower|more than|less than|compared?|trend|outperform\w*|combined)\b|\s[+/*]\s",
    re.IGNORECASE,
)
_AMOUNT = re.compile(
    r"\b(?:how (?:much|many|high|large|big|long|old)|what (?:is|are|was|were|did|does) (?:the |its |their |\w+['’]s )?"
    r"|amount|total|value|number of"
    r"|figure|rate|percentage|balance)\b|\$|%",
    re.IGNORECASE,
)
_ASKING = re.compile(
    r"^(?:wh\w+|how|is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|may|must|describe|explain|list"
    r"|name|tell|show|give|find|summari[sz]e|compare|discuss|define|outline)\b",
    re.IGNORECASE,
)
_DEGREE = re.compile(r"\bhow (?:large|high|big|long|old|low|small|far|often|tall|deep|wide)\b", re.IGNORECASE)
_REASONS = re.compile(
    r"^(?:why|who|when|where|how did|how does|how do|describe|explain|summari[sz]e)\b"
    r"|\b(?:drove|driver|drivers|driven|caused?|causes|reasons?|because|explains?|contributed|impacted)\b",
    re.IGNORECASE,
)
_SUPERLATIVE = re.compile(
    r"\b(?:highest|lowest|largest|smallest|biggest|greatest|most|least|best|worst)\b", re.IGNORECASE
)
_BREAKDOWN = re.compile(
    r"\b(?:segments?|divisions?|regions?|geograph\w+|countr(?:y|ies)|product lines?|brands?"
    r"|by (?:product|business|market))\b",
    re.IGNORECASE,
)
_ABOUT_FIGURES = 0.34
"""A question is about figures when their names make up this share of its content words."""
_UNITS_AND_TIMES = """
    usd us dollar dollars million millions billion billions thousand thousands unit units percent percents decimal
    place places fy fiscal year years yearend quarter quarters end ended ending total amount value figure number
    approximately approximate exact company's company firm period annual first second third fourth q1 q2 q3 q4 h1 h2
    january february march april june july august september october november december
    10k 10q 10-k 10-q 8k 8-k unadjusted reported shown clearly respectively time based data using use three 3"""
_VERBS = frozenset({"was", "were", "is", "are", "did", "does", "do", "has", "have", "had", "how", "what", "much"})
"""Words that only Title Case writes with a capital inside a sentence."""
_LENGTHS = frozenset({"month", "months", "week", "weeks", "three", "six", "nine", "twelve"})
_WORDS_OF_UNITS = frozenset(_UNITS_AND_TIMES.split())


@dataclass(frozen=True, slots=True)
class Target:
    """One figure that is looked for; `labels` are those of the item, word by word."""

    item: Item
    labels: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A question taken apart.

    `text` is the question without instructions to the reader; `terms` are the stems of its content
    words in order, without those of `names`; `names` are capitalised words in lower case, such as the company's or
    a place's. `targets` are the figures it needs, for a ratio its operands. `computed` says that the answer is
    worked out from figures rather than read off; `statements` are the statements it names as its source; `synonyms`
    what else it names that documents print otherwise; `by_parts` says that it is about segments, regions and the like,
    which primary statements add up.
    """

    text: str
    terms: tuple[str, ...]
    names: tuple[str, ...]
    periods: tuple[Period, ...]
    targets: tuple[Target, ...]
    statements: tuple[Statement, ...]
    synonyms: tuple[Synonym, ...]
    computed: bool
    by_parts: bool
    wants_amount: bool
    wants_prose: bool
    compares: bool


def understand(text: str, stems: Stems) -> Question:
    """Takes a question apart; never fails, what is not understood is plain words."""
    stripped = strip_instructions(text)
    core = stripped.core
    plain = folded(stripped.text)
    ratio = ratio_in(plain)
    items = items_in(plain, ratio)
    synonyms = synonyms_in(plain)
    known = words_of_names(plain, ratio, items, synonyms) | {word.lower for word in words(stripped.definitions)}
    computed = _COMPUTES.search(core) is not None or ratio is not None or bool(stripped.definitions)
    asked = periods.asked(stripped.text)
    names = tuple(name for name in _names(core) if name not in known)
    skipped = STOP_WORDS | _WORDS_OF_UNITS | set(names)
    content = [
        word.lower
        for word in words(_DEGREE.sub("how", core))
        if word.lower not in skipped and not periods.in_head(word.lower)
    ]
    return Question(
        text=stripped.text,
        terms=tuple(dict.fromkeys(map(stems.of, content))),
        names=names,
        periods=asked,
        targets=tuple(map(target_of, items)),
        statements=statements_in(folded(text)),
        synonyms=synonyms,
        computed=computed,
        by_parts=_BREAKDOWN.search(core) is not None,
        # A bare phrase, "Inventories at the end of 2024", asks for the figure it names.
        wants_amount=_AMOUNT.search(core) is not None or (bool(items or asked) and _ASKING.match(core) is None),
        compares=_SUPERLATIVE.search(core) is not None,
        wants_prose=_REASONS.search(core) is not None
        or (ratio is None and bool(items) and _accounted(content, items, ratio, stems) < _ABOUT_FIGURES),
    )


def target_of(item: Item) -> Target:
    """An item as what is looked for."""
    return Target(item, tuple(tuple(label.split()) for label in (*item.labels, *item.also)))


def _accounted(content: Iterable[str], items: Iterable[Item], ratio: Ratio | None, stems: Stems) -> float:
    """The share of a question's content words that name figures or what is computed from them."""
    names = [name for item in items for name in item.asked] + list(ratio.asked if ratio is not None else ())
    own = {stem for name in names for stem in stems.all(name)}
    # Days and lengths of periods tell nothing of what is asked.
    words_asked = [word for word in content if not word.isdigit() and word not in _LENGTHS]
    told = [stems.of(word) in own or bool(_COMPUTES.search(word) or _SUPERLATIVE.search(word)) for word in words_asked]
    return sum(told) / len(told) if told else 1.0


def _names(core: str) -> tuple[str, ...]:
    """Capitalised words that do not open a sentence, and possessives, in lower case: companies, people, places.

    In Title Case capitals tell nothing, and possessives alone are names.
    """
    names: list[str] = []
    opening = {start for start, _ in split(core)}
    found = list(words(core))
    if any(word.lower in _VERBS and word.text.istitle() and word.start not in opening for word in found):
        opening = {word.start for word in found}
    for word in found:
        possessive = word.text.lower() != word.lower and word.text[:1].isupper()
        # "3M" is a name, at the beginning of a sentence too.
        numbered = word.text[:1].isdigit() and any(character.isupper() for character in word.text)
        capital = numbered or (word.text[:1].isupper() and word.start not in opening)
        if (possessive or capital) and word.lower not in STOP_WORDS and word.lower not in _WORDS_OF_UNITS:
            names.append(word.lower)
    return tuple(dict.fromkeys(name for name in names if not periods.in_head(name)))
