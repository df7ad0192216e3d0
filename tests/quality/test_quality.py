"""Our own questions, scored: what is answered rightly, cited rightly, and refused. docs/quality.md tells more."""

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType

import pytest

from tests.quality.conftest import Result
from tests.quality.questions import Part
from tests.quality.scoring import MARKER, supports

HEAD = f"{'':22}{'asked':>7}{'right':>7}{'cited':>7}{'found':>7}{'refused':>9}"
LEAST: Mapping[str, tuple[float, float]] = MappingProxyType(
    {
        "computation": (0.65, 0.74),
        "cross-document": (0.70, 0.70),
        "definition": (0.92, 0.92),
        "follow-up": (0.69, 0.77),
        "instruction": (0.50, 0.62),
        "list": (0.70, 0.74),
        "lookup": (0.72, 0.81),
        "multi-part": (0.60, 0.65),
        "summary": (0.80, 0.70),
        "yes-no": (0.63, 0.94),
    }
)
"""The least share of each kind that is answered rightly, and whose evidence is cited."""
LEAST_REFUSED_OF_ABSENT: Mapping[Part, float] = MappingProxyType({Part.OPEN: 0.95, Part.HELD: 0.70})
MOST_REFUSED_OF_ANSWERABLE: Mapping[Part, float] = MappingProxyType({Part.OPEN: 0.10, Part.HELD: 0.25})
"""What is aimed at holds of the open part; of what was held back, no less than was reached."""


def share(results: Sequence[Result], of: Callable[[Result], bool]) -> float:
    """The share of results of which something is true."""
    return sum(map(of, results)) / len(results)


def table(results: Sequence[Result]) -> str:
    """One line for each kind, each part and each language."""
    groups = {"all that have an answer": [one for one in results if not one.question.absent]}
    for name in sorted({one.question.kind for one in results}):
        groups[name] = [one for one in results if one.question.kind == name]
    for language in sorted({one.question.language for one in results}):
        of_language = [one for one in results if one.question.language == language]
        groups[f"in {language}"] = [one for one in of_language if not one.question.absent]
    for part in Part:
        of_part = [one for one in results if one.question.part is part]
        groups[f"{part} part"] = [one for one in of_part if not one.question.absent]
        groups[f"{part} part, absent"] = [one for one in of_part if one.question.absent]
    return "\n".join([HEAD, *(line(name, group) for name, group in groups.items())])


def line(name: str, results: Sequence[Result]) -> str:
    """A line of the table; what is absent has nothing to be cited or found."""
    columns = [
        f"{share(results, of):7.2f}"
        if name == "right" or not all(one.question.absent for one in results)
        else f"{'':7}"
        for of in (lambda one: one.verdict.right, lambda one: one.verdict.cited, lambda one: one.found)
    ]
    return f"{name:24}{len(results):5}{''.join(columns)}{share(results, lambda one: one.verdict.refused):9.2f}"


def failures(results: Iterable[Result]) -> str:
    """Every question that is not answered or not cited rightly, with its answer."""
    return "\n".join(
        f"\n--- {one.question.id} ({one.question.kind})"
        f"{'' if one.verdict.right else ', wrong'}{'' if one.verdict.cited else ', evidence not cited'}"
        f"{'' if one.found else ', evidence not found'}{', refused' if one.verdict.refused else ''}\n"
        + "\n".join(f"  {said}" for said in (*one.question.history, one.question.question))
        + "\n"
        + "\n".join(f"    {said}" for said in MARKER.sub(r"[\1]", one.answer).splitlines())
        for one in results
        if not (one.verdict.right and one.verdict.cited)
    )


@pytest.fixture(scope="module")
def answerable(results: list[Result]) -> list[Result]:
    return [one for one in results if not one.question.absent]


def test_each_kind_is_answered_and_cited(results: list[Result], record_property: Callable[[str, object], None]) -> None:
    record_property("table", table(results))
    sys.stdout.write(failures(one for one in results if one.question.part is Part.OPEN))
    scores = {
        kind: tuple(
            round(share([one for one in results if one.question.kind == kind], of), 2)
            for of in (lambda one: one.verdict.right, lambda one: one.verdict.cited)
        )
        for kind in LEAST
    }
    assert {kind: score for kind, score in scores.items() if min(map(float.__sub__, score, LEAST[kind])) < 0} == {}


@pytest.mark.parametrize("part", Part)
def test_what_is_not_there_is_refused(results: list[Result], part: Part) -> None:
    absent = [one for one in results if one.question.absent and one.question.part is part]
    assert share(absent, lambda one: one.verdict.refused) >= LEAST_REFUSED_OF_ABSENT[part]


@pytest.mark.parametrize("part", Part)
def test_what_is_there_is_not_refused(answerable: list[Result], part: Part) -> None:
    of_part = [one for one in answerable if one.question.part is part]
    assert share(of_part, lambda one: one.verdict.refused) <= MOST_REFUSED_OF_ANSWERABLE[part]


def test_no_yes_stands_for_a_no(answerable: list[Result]) -> None:
    assert [one.question.id for one in answerable if one.verdict.against] == []


def statements(answer: str) -> list[tuple[str, int]]:
    """What is said before each marker, and the marker's index; with what is computed goes its formula, a line below."""
    lines = answer.splitlines()
    found = []
    for number, one in enumerate(lines):
        parts = MARKER.split(one)
        formula = next(iter(lines[number + 1 : number + 2]), "")
        said = ""
        for before, index in zip(parts[::2], parts[1::2], strict=False):
            said = before.strip() or said
            found.append((said if "“" in said else f"{said} {MARKER.sub('', formula)}", int(index)))
    return found


def test_every_marker_stands_for_what_is_under_it(results: list[Result]) -> None:
    """What is said before a marker is quoted from what stands under it, or holds the figure or name there."""
    said = [(one, *statement) for one in results for statement in statements(one.answer)]
    assert len(said) >= len(results)
    unproven = [
        f"{one.question.id}: {words!r} is not proven by {one.cited[index].words!r}"
        for one, words, index in said
        if not supports(one.cited[index].words, words)
    ]
    assert unproven == [], "\n".join(unproven)
