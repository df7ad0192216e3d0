"""Reads a question: what is asked, apart from how it should be answered, and where the evidence would stand."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from chatdoc_server.retrieval.glossary import ITEMS, STATEMENTS, Statement

_SENTENCE = re.compile(r"(?<=[.?!])\s+(?=[A-Z\"'“])|(?<=:)\s+|\n+")
_INSTRUCTION = re.compile(
    r"""^\s*(?:please\s+|kindly\s+|also\s+)*(?:
        (?:answer|respond|reply|round|express|state|report|format|explain|use|utili[sz]e|show|keep|do\s+not|don['’]t)\b
      | (?:give|provide|write|return|offer|present)\b.{0,60}\b(?:answer|response|solution|result|explanation)
      | (?:calculate|compute|derive)\s+(?:what\s+was\s+asked|it|this|the\s+answer)\b
      | base\s+(?:your|the)\b | rely\s+on\b
      | (?:you\s+are|act\s+as|assume|pretend|imagine)\b
      | here['’]?\s?i?s\s+(?:the|my|a)\s+question
      | (?:we|i)\s+(?:need|want|would\s+like)\s+(?:you\s+)?to\s+(?:calculate|compute|determine)
            \s+(?:a\s+(?:financial\s+)?(?:metric|figure)|a\s+reasonable)
      | help\s+(?:us|me)\s+(?:to\s+)?(?:compute|calculate|answer)
      | if\b.{0,160}\bnot\b.{0,160}\b(?:state|explain|say|note|mention)\b
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_LEADING_SOURCE = re.compile(
    r"""^\s*(?:(?:by|when|while)\s+(?:\w+ly\s+)?)?
        (?:bas(?:ing|ed)|using|utili[sz]ing|relying|drawing|referring|referencing|considering|looking|assuming|according)\b
        [^,?]{0,160}?,\s+(?=(?:what|how|which|who|did|does|do|is|are|was|were|has|have|in|for|by|can)\b)""",
    re.IGNORECASE | re.VERBOSE,
)
_TRAILING_FORMAT = re.compile(
    r"\s*\((?:in|as|answer|round|expressed|rounded)\b[^)]{0,80}\)|,?\s*(?:rounded|expressed) (?:to|in|as)\b[^.?]{0,60}"
    r"|,?\s*(?:as )?(?:mentioned|stated|described|disclosed|given|listed|reported) in (?:this|the) (?:\S+ ){0,2}"
    r"(?:report|filing|document|paper|text)\b",
    re.IGNORECASE,
)
_BREAKDOWN = re.compile(
    r"\b(?:segments?|divisions?|regions?|geograph\w+|countr(?:y|ies)|product lines?|brands?"
    r"|by (?:product|business|market))\b",
    re.IGNORECASE,
)
"""The primary statements add everything up: a question about parts is answered elsewhere."""


@dataclass(frozen=True, slots=True)
class Part:
    """One piece of evidence to look for.

    `words` maps text to look for by words to its weight; `meaning` is what the embedder reads; `weight` is how much
    the part counts beside the others; `wants_figures` says that the evidence is a table of figures.
    """

    words: Mapping[str, float]
    meaning: str
    weight: float = 1.0
    wants_figures: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """A question as it is understood: `core` is what is asked, `parts` the evidence to look for, never empty."""

    core: str
    statements: tuple[Statement, ...]
    parts: tuple[Part, ...]


def read(question: str) -> Reading:
    """What `question` asks and where the evidence for it would stand."""
    core = strip_instructions(question)
    named = {entry.statement for entry in STATEMENTS if entry.said.search(question)}
    items = [item for item in ITEMS if item.said.search(core)]
    implied = set() if _BREAKDOWN.search(core) else {statement for item in items for statement in item.statements}
    wanted = [entry for entry in STATEMENTS if entry.statement in (named or implied)]
    labels = "; ".join(item.labels for item in items)
    parts = [Part({core: 1.0, labels: 0.5}, core)]
    for entry in wanted:
        own = "; ".join(item.labels for item in items if entry.statement in item.statements)
        parts.append(
            Part(
                {entry.titles: 1.0, own: 1.0},
                # Rows of the statement only where the question names none: a longer text takes longer to embed.
                f"{entry.titles}. {own or entry.rows}",
                1.0 if entry.statement in named else 0.6,
                wants_figures=True,
            )
        )
    return Reading(core, tuple(entry.statement for entry in wanted), tuple(parts))


def strip_instructions(question: str) -> str:
    """The question without what it tells the reader to do; the whole question when nothing else is in it."""
    kept = []
    for sentence in _SENTENCE.split(question):
        if _INSTRUCTION.match(sentence):
            continue
        bare = _TRAILING_FORMAT.sub("", _LEADING_SOURCE.sub("", sentence)).strip()
        if bare:
            kept.append(bare)
    return " ".join(kept) or " ".join(question.split())
