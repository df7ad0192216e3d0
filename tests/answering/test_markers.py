"""Source markers in a stream of text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatdoc_server.answering.model.markers import Marked, MarkerParser

CASES = {
    "Sales rose [1].": ["Sales rose.", (1,)],
    "Sales rose [1]. Costs fell [2][3] too.": ["Sales rose.", (1,), " Costs fell", (2, 3), " too."],
    "Sales rose. [1, 2]\nMore": ["Sales rose.", (1, 2), "\nMore"],
    "No marker [here] or [1a] or [": ["No marker [here] or [1a] or ["],
    "An index a[12": ["An index a[12"],
    "Same twice [4] [4]!": ["Same twice!", (4,)],
    "上升【1】。": ["上升。", (1,)],
    "Named [source 2] so.": ["Named", (2,), " so."],
    "End [7]": ["End", (7,)],
    "Both [Source 1, Source 2].": ["Both.", (1, 2)],
    "A range [2-4]. Note [^5].": ["A range.", (2, 3, 4), " Note.", (5,)],
    "Too wide [1-99].": ["Too wide.", (1, 99)],
    "Said【2†report.pdf】.": ["Said.", (2,)],
    "Years [2019-2021] and [Source] stay.": ["Years [2019-2021] and [Source] stay."],
}


def parse(pieces: list[str]) -> list[str | tuple[int, ...]]:
    parser = MarkerParser()
    parts = [part for piece in pieces for part in parser.feed(piece)] + list(parser.close())
    joined: list[str | tuple[int, ...]] = []
    for part in parts:
        if isinstance(part, Marked):
            joined.append(part.numbers)
        elif joined and isinstance(joined[-1], str):
            joined[-1] += part
        else:
            joined.append(part)
    return joined


@pytest.mark.parametrize(("text", "expected"), CASES.items(), ids=CASES)
def test_markers_leave_the_text_and_stand_behind_the_sentence(text: str, expected: list[str | tuple[int, ...]]) -> None:
    assert parse([text]) == expected
    assert parse(list(text)) == expected


@given(
    text=st.lists(st.sampled_from(["Sales", " rose", " ", "[", "]", "1", "2,", " [3]", ".", "\n", "[4][5]", "a"])),
    data=st.data(),
)
def test_how_the_stream_is_cut_changes_nothing(text: list[str], data: st.DataObject) -> None:
    whole = "".join(text)
    cuts = sorted(data.draw(st.sets(st.integers(0, len(whole)))))
    pieces = [whole[a:b] for a, b in zip([0, *cuts], [*cuts, len(whole)], strict=True)]
    assert parse(pieces) == parse([whole])
