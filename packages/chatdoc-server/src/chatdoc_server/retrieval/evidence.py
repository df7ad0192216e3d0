"""Where the evidence for a question would stand: what search looks for, part by part."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from chatdoc_server.questions.answer_types import definition
from chatdoc_server.questions.items import ITEMS, Item
from chatdoc_server.questions.question import Question
from chatdoc_server.questions.statements import STATEMENTS, Statement

LABELS = 2
"""Labels of an item that are looked for by words: its usual ones; more would drown them."""

PRINTED = 0.5
"""How much words count that documents print for what a question says, beside its own."""

IMPLIED = 0.45
"""How much a statement that the question only implies counts beside one that it names."""

_YEAR_BEFORE = re.compile(
    r"\b(?:prior|previous|preceding|last)[ -](?:fiscal |financial )?(?:year|period)|\byear (?:before|earlier)"
    r"|\byear[- ](?:over|on)[- ]year|\byoy\b",
    re.IGNORECASE,
)
_CALCULATED = re.compile(
    r"how (?:is|are|was|were) (?:the )?(.{2,60}?) (?:calculated|computed|determined|measured)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Part:
    """One piece of evidence to look for.

    `words` maps text to look for by words to its weight; `meaning` is what the embedder reads, empty for nothing;
    `weight` is how much the part counts beside the others; `wants_figures` says that the evidence is a table of
    figures. `rows` are line items that its page shows rows for, in these `years`; `names` is text in which names of
    rows are found, word for word. `term` is what a definition is asked of. `about` are companies and others whose
    documents are asked for by name. `question` counts the questions of a message that asks several, from 0.
    """

    words: Mapping[str, float]
    meaning: str = ""
    weight: float = 1.0
    wants_figures: bool = False
    rows: tuple[Item, ...] = ()
    years: tuple[int, ...] = ()
    names: str = ""
    term: str = ""
    about: tuple[str, ...] = ()
    question: int = 0


def evidence(question: Question) -> tuple[Part, ...]:
    """The parts of the evidence, never empty: what is asked itself, then each statement that would show it."""
    printed: list[tuple[str, tuple[Statement, ...]]] = [
        *(
            ("; ".join(item.labels[:LABELS]), (item.statement,) if item.statement else ())
            for item in (target.item for target in question.targets)
        ),
        *((synonym.printed, synonym.statements) for synonym in question.synonyms),
    ]
    implied = () if question.by_parts else tuple(kind for _, kinds in printed for kind in kinds)
    years = _years(question)
    parts = [
        Part(
            {question.text: 1.0, "; ".join((*(text for text, _ in printed), *map(str, years))): PRINTED},
            question.text,
            rows=tuple(target.item for target in question.targets),
            years=years,
            names=question.text,
            term=_term(question.text, "en"),
            about=question.names,
        )
    ]
    for kind in (kind for kind in STATEMENTS if kind in (question.statements or implied)):
        own = "; ".join(text for text, kinds in printed if kind in kinds)
        parts.append(
            Part(
                {STATEMENTS[kind].titles: 1.0, own: 1.0},
                weight=1.0 if kind in question.statements else IMPLIED,
                wants_figures=True,
                # A statement is known by its rows, whatever it is titled.
                rows=tuple(item for item in ITEMS if item.statement is kind),
                years=years,
            )
        )
    return tuple(parts)


def _years(question: Question) -> tuple[int, ...]:
    """The years a question asks about, with the one before them where it compares with that."""
    years = [period.year for period in question.periods]
    before = [min(years) - 1] if years and _YEAR_BEFORE.search(question.text) else []
    return tuple(dict.fromkeys([*years, *before]))


def plain(question: str, language: str) -> Part:
    """A question in a language (ISO 639-1) that is looked for as it stands."""
    return Part({question: 1.0}, question, names=question, term=_term(question, language))


def _term(question: str, language: str) -> str:
    """What a question asks the meaning of, empty for nothing."""
    if found := _CALCULATED.match(question):
        return found[1]
    asked = definition(question, language)
    return asked.term if asked is not None else ""


def explained(part: Part, abbreviations: Mapping[str, str]) -> Part:
    """A part with what a document's own abbreviations in it stand for, and the abbreviations of what it spells out."""
    text = " ".join(part.words)
    lower = text.lower()
    others = [long for short, long in abbreviations.items() if short.removesuffix("s") in text and _holds(text, short)]
    others += [short for short, long in abbreviations.items() if long.lower() in lower]
    return replace(part, words={**part.words, "; ".join(others): PRINTED}) if others else part


def _holds(text: str, short: str) -> bool:
    """Whether an abbreviation stands in a text as a word of its own, or its plural or singular does."""
    for form in (short, short.removesuffix("s"), f"{short}s"):
        at = text.find(form)
        while at >= 0:
            after = at + len(form)
            if not text[at - 1 : at].isalnum() and not text[after : after + 1].isalnum():
                return True
            at = text.find(form, after)
    return False
