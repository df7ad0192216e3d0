"""Where the evidence for a question would stand: what search looks for, part by part."""

from collections.abc import Mapping
from dataclasses import dataclass

from chatdoc_server.questions.question import Question
from chatdoc_server.questions.statements import STATEMENTS, Statement

LABELS = 2
"""Labels of an item that are looked for: its usual ones; more would drown them."""

IMPLIED = 0.6
"""How much a statement that the question only implies counts beside one that it names."""


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
    parts = [Part({question.text: 1.0, "; ".join(text for text, _ in printed): 0.5}, question.text)]
    for kind in (kind for kind in STATEMENTS if kind in (question.statements or implied)):
        entry = STATEMENTS[kind]
        own = "; ".join(text for text, kinds in printed if kind in kinds)
        parts.append(
            Part(
                {entry.titles: 1.0, own: 1.0},
                # Rows of the statement only where the question names none: a longer text takes longer to embed.
                f"{entry.titles}. {own or entry.rows}",
                1.0 if kind in question.statements else IMPLIED,
                wants_figures=True,
            )
        )
    return tuple(parts)
