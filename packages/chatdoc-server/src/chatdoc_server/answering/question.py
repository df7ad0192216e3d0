"""What a question asks for, read off its words."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from chatdoc_server.answering import periods
from chatdoc_server.answering.glossary import ITEMS, RATIOS, STATEMENT_NAMES, Item, Ratio, Statement
from chatdoc_server.answering.periods import Period
from chatdoc_server.answering.sentences import split
from chatdoc_server.answering.terms import STOP_WORDS, Stems, words

_INSTRUCTION = re.compile(
    r"^(?:please\b|answer\b|round\b|you are\b|we (?:want|need) to\b|give (?:a|an|the|your) (?:answer|response|solution)"
    r"|address the question|calculate what was asked|base your|use (?:only )?the|respond\b|provide your|express\b"
    r"|if .{0,60}\bnot an? (?:useful|relevant|meaningful)|if .{0,140}\bthen (?:please )?(?:state|say|explain)|help us\b"
    r"|here'?s the question|assume\b|show your)",
    re.IGNORECASE,
)
_INTRODUCTION = re.compile(
    r"^(?:bas(?:ing|ed)|using|by|when|according|relying|referencing|drawing|in accordance|given|from|looking)\b"
    r"[^,?]{0,140}(?:statements?|sheets?|information|data|position|judge?ments?|flows?)\b[^,?]*"
    r"(?:,[^,?]*\b(?:statement|sheet|flow)s?\b[^,?]*)*,\s*",
    re.IGNORECASE,
)
_LEAD_IN = re.compile(
    r"^.*\b(?:here(?:'|’)?s the question|the following question[^:]{0,60}):\s*", re.IGNORECASE | re.DOTALL
)
_ASIDE = re.compile(r"\((?:in|answer|round|expressed)\b[^)]*\)", re.IGNORECASE)
_DEFINES = re.compile(
    r"\b(?:is|are) (?:defined|calculated|computed) as\b|^define\b|^calculate [^.]* using\b|:\s*\(?[^.]*/", re.IGNORECASE
)
_COMPUTES = re.compile(
    r"\b(?:ratio|average|mean|sum|difference|differ|change[ds]?|growth|grow|grew|grown|increased?|decreased?|declined?|improv\w+"
    r"|margin|turnover|percentage of|as a % of|% of|year[- ]over[- ]year|yoy|cagr|divided by|per cent change|minus|plus"
    r"|proportion|share of|higher|lower|more than|less than|compared?|trend|outperform\w*|combined)\b|\s[+/*]\s",
    re.IGNORECASE,
)
_YES_NO = re.compile(
    r"^(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|may|must)\s(?!.*\bor\b.*\?)",
    re.IGNORECASE,
)
_AMOUNT = re.compile(
    r"\b(?:how (?:much|many|high|large|big|long|old)|what (?:is|are|was|were|did|does) (?:the |its |their |\w+['’]s )?"
    r"|amount|total|value|number of"
    r"|figure|rate|percentage|balance)\b|\$|%",
    re.IGNORECASE,
)
_REASONS = re.compile(
    r"^(?:why|who|when|where|how did|how does|how do|describe|explain|summari[sz]e)\b"
    r"|\b(?:drove|driver|drivers|driven|caused?|causes|reasons?|because|explains?|contributed|impacted)\b",
    re.IGNORECASE,
)
_SUPERLATIVE = re.compile(
    r"\b(?:highest|lowest|largest|smallest|biggest|greatest|most|least|best|worst)\b", re.IGNORECASE
)
_ABOUT_FIGURES = 0.34
"""A question is about figures when their names make up this share of its content words."""
_UNITS_AND_TIMES = """
    usd us dollar dollars million millions billion billions thousand thousands unit units percent percents decimal
    place places fy fiscal year years yearend quarter quarters end ended ending total amount value figure number
    approximately approximate exact company's company firm period annual first second third fourth q1 q2 q3 q4 h1 h2
    10k 10q 10-k 10-q 8k 8-k unadjusted reported shown clearly respectively time based data using use three 3"""
_WORDS_OF_UNITS = frozenset(_UNITS_AND_TIMES.split())


@dataclass(frozen=True, slots=True)
class Target:
    """One figure that is looked for: a known item, or words of the question when `item` is None."""

    name: str
    item: Item | None
    labels: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A question taken apart.

    `core` is the question without instructions to the reader; `terms` are the stems of its content
    words in order, without those of `names`; `names` are capitalised words in lower case, such as the company's or
    a place's. `targets` are the figures it needs, for a ratio its operands. `computed` says that the answer is
    worked out from figures rather than read off; `statements` are the statements it names as its source.
    """

    core: str
    terms: tuple[str, ...]
    names: tuple[str, ...]
    periods: tuple[Period, ...]
    targets: tuple[Target, ...]
    statements: tuple[Statement, ...]
    ratio: Ratio | None
    computed: bool
    yes_no: bool
    wants_amount: bool
    wants_prose: bool
    compares: bool


def understand(text: str, stems: Stems) -> Question:
    """Takes a question apart; never fails, what is not understood is plain words."""
    core, definitions = _core(text)
    plain = _plain(f"{core} {definitions}")
    ratio = _longest(RATIOS, plain)
    items = _items(plain, ratio)
    targets = tuple(Target(item.name, item, _label_words(item.labels)) for item in items)
    known = _known_words(plain, ratio, items) | {word.lower for word in words(definitions)}
    computed = _COMPUTES.search(core) is not None or ratio is not None or bool(definitions)
    names = tuple(name for name in _names(core) if name not in known)
    skipped = STOP_WORDS | _WORDS_OF_UNITS | set(names)
    content = [word.lower for word in words(core) if word.lower not in skipped and not periods.in_head(word.lower)]
    return Question(
        core=core,
        terms=tuple(dict.fromkeys(map(stems.of, content))),
        names=names,
        periods=periods.asked(f"{core} {definitions}"),
        targets=targets,
        statements=_statements(text),
        ratio=ratio,
        computed=computed,
        yes_no=_YES_NO.match(core) is not None,
        wants_amount=_AMOUNT.search(core) is not None,
        compares=_SUPERLATIVE.search(core) is not None,
        wants_prose=_REASONS.search(core) is not None
        or (ratio is None and bool(items) and _accounted(content, items, ratio, stems) < _ABOUT_FIGURES),
    )


def _core(text: str) -> tuple[str, str]:
    """The question proper, and the sentences that define its terms."""
    text = _LEAD_IN.sub("", text.strip())
    kept: list[str] = []
    definitions: list[str] = []
    for start, end in split(text):
        sentence = _ASIDE.sub("", text[start:end]).strip()
        if _DEFINES.search(sentence) and not sentence.endswith("?"):
            definitions.append(sentence)
        elif not _INSTRUCTION.match(sentence):
            kept.append(_INTRODUCTION.sub("", sentence))
    return " ".join(kept) or text, " ".join(definitions)


def _statements(text: str) -> tuple[Statement, ...]:
    lower = text.lower()
    return tuple(statement for statement, names in STATEMENT_NAMES.items() if any(name in lower for name in names))


def _plain(text: str) -> str:
    """Lower case, words parted by single spaces, with a space at both ends; "PP&E" stays one word."""
    bare = re.sub(r"['’]s?(?![a-z])", "", text.lower())
    return f" {' '.join(re.sub(r'[^a-z0-9&%$]+', ' ', bare).split())} "


def _label_words(labels: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(label.split()) for label in labels)


def _longest(ratios: Iterable[Ratio], plain: str) -> Ratio | None:
    """The ratio whose name is the longest found in the question."""
    found = [(len(name), ratio) for ratio in ratios for name in ratio.asked if _plain(name) in plain]
    return max(found, key=lambda pair: pair[0])[1] if found else None


def _items(plain: str, ratio: Ratio | None) -> list[Item]:
    """The items a question names, in the order they stand, then those of its ratio.

    A longer name hides those inside it; the names of ratios and statements hide what they hold too.
    """
    if ratio is not None:
        for name in sorted(ratio.asked, key=len, reverse=True):
            plain = plain.replace(_plain(name), " | ")
    statements = [(_plain(name), None) for names in STATEMENT_NAMES.values() for name in names]
    known = [(_plain(name), item) for item in ITEMS for name in item.asked]
    found: list[tuple[int, Item]] = []
    for name, item in sorted([*known, *statements], key=lambda pair: -len(pair[0])):
        at = plain.find(name)
        while at >= 0:
            if item is not None and all(item is not other for _, other in found):
                found.append((at, item))
            plain = plain[: at + 1] + "|" * (len(name) - 2) + plain[at + len(name) - 1 :]
            at = plain.find(name)
    by_name = {item.name: item for item in ITEMS}
    items = [item for _, item in sorted(found, key=lambda pair: pair[0])]
    if ratio is not None:
        named = {item.name for item in items}
        items += [by_name[name] for name in ratio.operands if name not in named]
    return items


def _known_words(plain: str, ratio: Ratio | None, items: Iterable[Item]) -> frozenset[str]:
    """The words of the glossary's names that the question uses: an abbreviation among them is nobody's name."""
    names = [name for item in items for name in item.asked] + list(ratio.asked if ratio is not None else ())
    return frozenset(word for name in names if _plain(name) in plain for word in name.lower().split())


def _accounted(content: Iterable[str], items: Iterable[Item], ratio: Ratio | None, stems: Stems) -> float:
    """The share of a question's content words that name figures or what is computed from them."""
    names = [name for item in items for name in item.asked] + list(ratio.asked if ratio is not None else ())
    own = {stem for name in names for stem in stems.all(name)}
    told = [stems.of(word) in own or bool(_COMPUTES.search(word) or _SUPERLATIVE.search(word)) for word in content]
    return sum(told) / len(told) if told else 1.0


def _names(core: str) -> tuple[str, ...]:
    """Capitalised words that do not open a sentence, and possessives, in lower case: companies, people, places."""
    names: list[str] = []
    opening = {start for start, _ in split(core)}
    for word in words(core):
        possessive = word.text.lower() != word.lower and word.text[:1].isupper()
        # "3M" is a name, at the beginning of a sentence too.
        numbered = word.text[:1].isdigit() and any(character.isupper() for character in word.text)
        capital = numbered or (word.text[:1].isupper() and word.start not in opening)
        if (possessive or capital) and word.lower not in STOP_WORDS and word.lower not in _WORDS_OF_UNITS:
            names.append(word.lower)
    return tuple(dict.fromkeys(name for name in names if not periods.in_head(name)))
