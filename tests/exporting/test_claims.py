"""An answer taken apart: nothing of it is lost, and every source stands for something that it says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatdoc_server.citations import marker
from chatdoc_server.exporting.claims import claims

SOURCES = 4
PARTS = [
    "Revenue rose to 41.5 million.", "Costs fell", ".", "! ", "。", "收入增长。", " ", "  ", "\n", "\n\n", "- ", "* ",
    "1. ", "## ", "> ", "|", " | ", "|---|---|\n", "| a | b |\n|---|:--|\n| x | ", "```", "~~~\n", "`", "**",
    "U.S. ", "é", "\\|", "\t", "\r",
    '[<span data-index="99">100</span>]', '[<span data-index="1">1</span>]', "<b>", "[1]", "\u2028", "…", "¿Qué?",
]  # fmt: skip
marks = st.integers(0, SOURCES - 1)
answers = st.lists(st.sampled_from(PARTS) | marks | st.text(max_size=6), max_size=30)


def written(parts: list[str | int]) -> tuple[str, str]:
    """An answer with its markers, and without."""
    whole = "".join(marker(part) if isinstance(part, int) else part for part in parts)
    return whole, "".join(part for part in parts if isinstance(part, str))


@given(answers)
def test_nothing_of_the_text_is_lost(parts: list[str | int]) -> None:
    answer, text = written(parts)
    found = claims(answer, SOURCES)
    told = [claim for claim in found if not claim.whole] or found
    assert "".join(claim.text for claim in told) == text


@given(answers, st.integers(0, SOURCES))
def test_every_source_belongs_to_a_claim(parts: list[str | int], sources: int) -> None:
    answer, _ = written(parts)
    found = claims(answer, sources)
    assert {index for claim in found for index in claim.sources} == set(range(sources))
    assert all(len(set(claim.sources)) == len(claim.sources) for claim in found)


@given(answers)
def test_the_whole_answer_stands_only_for_what_no_marker_points_at(parts: list[str | int]) -> None:
    answer, _ = written(parts)
    marked = {part for part in parts if isinstance(part, int)}
    whole = [claim for claim in claims(answer, SOURCES) if claim.whole]
    assert [set(claim.sources) for claim in whole] == ([set(range(SOURCES)) - marked] if len(marked) < SOURCES else [])


def read(answer: str, sources: int) -> list[tuple[str, tuple[int, ...]]]:
    """The claims that have sources, as they are read."""
    return [(claim.words, claim.sources) for claim in claims(answer, sources) if claim.sources]


M = [marker(index) for index in range(4)]


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (f"One is so.{M[0]} Two is so.{M[1]}", [("One is so.", (0,)), ("Two is so.", (1,))]),
        (f"One is so {M[0]}. Two is so {M[1]}.", [("One is so.", (0,)), ("Two is so.", (1,))]),
        (f"One is so. {M[0]}{M[1]} Two is so.", [("One is so.", (0, 1))]),
        (f"One {M[0]} and two {M[1]} are so.", [("One and two are so.", (0, 1))]),
        (f"Shares of Acme Inc. rose {M[0]} in the U.S. market.{M[1]}",
         [("Shares of Acme Inc. rose in the U.S. market.", (0, 1))]),
        (f"一是如此。{M[0]}二是如此。{M[1]}", [("一是如此。", (0,)), ("二是如此。", (1,))]),
        (f"- First{M[0]}\n- **Second** `x`{M[1]}\n", [("First", (0,)), ("Second x", (1,))]),
        (f"1. First {M[0]}\n2. Second. Third. {M[1]}", [("First", (0,)), ("Third.", (1,))]),
        (f"It says:\nOne is so {M[0]}\nTwo is so {M[1]}", [("One is so", (0,)), ("Two is so", (1,))]),
        (f"One goes\non here.{M[0]} Two.{M[1]}", [("One goes on here.", (0,)), ("Two.", (1,))]),
        (f"A title\n\n{M[0]} One.{M[1]}", [("A title", (0,)), ("One.", (1,))]),
        (f"{M[0]}One.{M[1]}", [("One.", (0, 1))]),
        (f"| Item | 2024 | 2023 |\n|---|---:|---:|\n| Fees | 41{M[0]} | 38 {M[1]} |",
         [("Fees, 2024: 41", (0,)), ("Fees, 2023: 38", (1,))]),
        (f"Item | 2024\n--- | ---\nFees {M[0]} | 3\\|4 {M[1]}\n\nAfter.", [("Fees", (0,)), ("Fees, 2024: 3|4", (1,))]),
        (f"```\nif a. Then b {M[0]}.\n```\nAfter.{M[1]}", [("if a. Then b .", (0,)), ("After.", (1,))]),
    ],
)  # fmt: skip
def test_a_claim_owns_the_markers_inside_it_and_at_its_end(
    answer: str, expected: list[tuple[str, tuple[int, ...]]]
) -> None:
    assert read(answer, 2) == expected


def test_an_answer_without_markers_is_one_claim() -> None:
    [claim] = claims("One is so. Two is so.\n\n- Three", 3)
    assert (claim.words, claim.sources, claim.whole) == ("One is so. Two is so.\nThree", (0, 1, 2), True)


def test_an_answer_without_sources_claims_what_it_says() -> None:
    [claim] = claims("The document does not say.", 0)
    assert (claim.words, claim.sources) == ("The document does not say.", ())


def test_sources_without_a_marker_stand_for_the_whole() -> None:
    *_, last = claims(f"One is so.{M[0]} Two is so.", 2)
    assert (last.words, last.sources, last.whole) == ("One is so. Two is so.", (1,), True)
