"""How rows of tables name what is looked for: by their labels, their sections, and the rows under them."""

from collections.abc import Sequence

from chatdoc_server.answering.tables.grid import Row
from chatdoc_server.questions.question import Target

_MOST_PARTS = 5


def parts_of(section: Row, rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows of a section that states no total of its own; none when it does, or when it is no short list."""
    parts = tuple(
        row for row in rows if row.number > section.number and row.sections[-1:] == (section.label,) and row.values
    )
    totals = (section.words, ("total", *section.words), (*section.words, "total"))
    if not 2 <= len(parts) <= _MOST_PARTS or any(row.values and row.words in totals for row in rows):
        return ()
    return parts


def stands_in(target: Target, text: tuple[str, ...]) -> bool:
    """Whether one of the target's names stands, word for word, in a text."""
    return any(
        text[start : start + len(label)] == label
        for label in target.labels
        if label[0] in text
        for start in range(len(text) - len(label) + 1)
    )


def under(target: Target | None, row: Row) -> bool:
    """Whether a row stands in a section that is called like the target."""
    return target is not None and any(stands_in(target, words) for words in row.section_words)


def phrase_score(label: tuple[str, ...], phrase: tuple[str, ...], place: int) -> float:
    """1 for the very phrase, less for each word more; `place` is the phrase's rank among its synonyms."""
    size, extra = len(phrase), len(label) - len(phrase)
    if extra < 0:
        return 0.0
    preference = 0.004 * min(place, 20)
    if label == phrase:
        return 1.0 - preference
    if label[:size] == phrase:
        return max(0.0, 0.92 - 0.05 * extra - preference)
    for start in range(1, extra + 1):
        if label[start : start + size] == phrase:
            return max(0.0, (0.8 if size > 1 else 0.6) - 0.05 * extra - preference)
    return 0.0
