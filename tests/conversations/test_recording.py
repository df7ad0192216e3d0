"""What is kept of an answer while it is being written, event by event."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from chatdoc_server.answering.base import (
    AnswerEvent,
    Citation,
    Formula,
    FormulaInput,
    Inquiry,
    Support,
    TextDelta,
    Unsupported,
    WrittenBy,
)
from chatdoc_server.conversations.recording import Recorder, Stopwatch
from chatdoc_server.conversations.trace import MOST_PASSAGES, SNIPPET, Release
from chatdoc_server.document import Span
from chatdoc_server.indexing.embedding.choice import Embedders
from chatdoc_server.storage.questions import Ending
from tests.answering.builder import DocumentBuilder, hits_of

ROWS = (("", "2024", "2023"), ("Mooring fees", "412", "398"))
DOCUMENT = DocumentBuilder().paragraph("The quay is new. It is of oak.").page().table(ROWS).build()
QUAY = Support("doc", (Span(0, 0, 16),))
FEES = Support("doc", (Span(1, 0, 3, 3),))
FORMULA = Formula("2024: 412", (FormulaInput("mooring fees 2024", "412", FEES),))


class Named:
    """An embedder of which only the name matters."""

    dimension = 1

    def __init__(self, name: str) -> None:
        self.name = name

    def usual(self, *, across: bool) -> float:
        return 0.5 if across else 1.0

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        raise AssertionError(texts)


EMBEDDERS = Embedders(Named("english"), Named("many"))


def recorder(*, detailed: bool = True) -> Recorder:
    made = Recorder("How new is the quay?", Release("1.2.3"), detailed=detailed)
    made.understood(Inquiry("How new is the quay?", {"doc": DOCUMENT}, hits_of(DOCUMENT), names={"doc": "quay.pdf"}))
    return made


def kept(*events: AnswerEvent, failure: str = "") -> tuple[Ending, dict[str, Any]]:
    made = recorder()
    for event in events:
        made.take(event)
    if not failure:
        made.finished()
    ending = made.ending(EMBEDDERS, failure)
    assert ending.trace is not None
    return ending, dict(ending.trace)


def test_each_sentence_is_told_with_what_supports_it_or_without() -> None:
    ending, trace = kept(
        TextDelta("Here is what I found: ", own=True),
        TextDelta("The quay is "),
        TextDelta("new."),
        Citation((QUAY,)),
        TextDelta(" It cost 9 million."),
        Unsupported("It cost 9 million."),
        TextDelta(" Fees were 412."),
        Citation((FEES, QUAY)),
        TextDelta(" Good luck."),
    )
    assert ending.answer == (
        'Here is what I found: The quay is new.[<span data-index="0">1</span>] It cost 9 million. Fees were 412.'
        '[<span data-index="1">2</span>][<span data-index="0">1</span>] Good luck.'
    )
    assert ending.unsupported == ["It cost 9 million."]
    assert [(one["text"], one["supported"], one["sources"]) for one in trace["sentences"]] == [
        ("The quay is new.", True, (0,)),
        ("It cost 9 million.", False, ()),
        ("Fees were 412.", True, (1, 0)),
    ]
    assert [one["cited"] for one in trace["passages"]] == [True, True]
    assert trace["embedders"] == ("english",)


def test_a_formula_is_kept_with_the_cells_it_took() -> None:
    ending, trace = kept(FORMULA, TextDelta("412"), Citation((FEES,)))
    source = {"1": [[272.0, 90.0, 287.0, 100.0]], "upload_id": "doc"}
    given = {"label": "mooring fees 2024", "value": "412", "source": source}
    assert ending.formula == trace["formula"] == {"text": "2024: 412", "inputs": [given]}
    assert ending.source_info == [source]
    both, _ = kept(FORMULA, FORMULA)
    assert both.formula == {"text": "2024: 412\n2024: 412", "inputs": [given, given]}


def test_who_took_anothers_place_says_why() -> None:
    events = (WrittenBy("big-model", {"temperature": 0.0}), WrittenBy(reason="It could not be reached."))
    _, trace = kept(*events, TextDelta("The quay is new."), Citation((QUAY,)))
    assert (trace["written_by"], trace["fallback"]) == ({"model": "", "settings": {}}, "It could not be reached.")
    _, trace = kept(events[0], TextDelta("New."))
    assert trace["written_by"] == {"model": "big-model", "settings": {"temperature": 0.0}}
    assert kept(TextDelta("New."))[1]["written_by"] == {"model": "", "settings": {}}
    assert kept()[1]["written_by"] is None


def test_what_breaks_off_is_kept_as_far_as_it_came() -> None:
    ending, trace = kept(TextDelta("The quay is new."), Citation((QUAY,)), failure="The model broke off.")
    assert (ending.answer[:16], len(ending.source_info or [])) == ("The quay is new.", 1)
    assert trace["failure"] == "The model broke off."
    assert trace["timings"].keys() == {"first_piece", "whole"}
    early = Recorder("Why?", Release("1.2.3"), detailed=False).ending(EMBEDDERS, "No.")
    assert early.trace is not None
    assert (early.answer, early.trace["question"], early.trace["failure"]) == ("", "Why?", "No.")
    assert early.trace["passages"] == ()


def test_markers_are_shown_only_where_they_are_wanted() -> None:
    plain = recorder(detailed=False)
    assert [plain.take(event) for event in (TextDelta("New."), Citation((QUAY,)), FORMULA)] == ["New.", "", ""]
    assert len(plain.sources) == 1


def test_a_trace_is_bounded() -> None:
    document = DocumentBuilder()
    for _ in range(MOST_PASSAGES + 5):
        document.paragraph("word " * 400)
    built = document.build()
    made = Recorder("Why?", Release("1.2.3"), detailed=True)
    made.understood(Inquiry("Why?", {"doc": built}, hits_of(built)))
    trace = made.ending(EMBEDDERS).trace
    assert trace is not None
    assert len(trace["passages"]) == MOST_PASSAGES  # type: ignore[arg-type]
    assert all(len(one["text"]) == SNIPPET for one in trace["passages"])  # type: ignore[attr-defined]


SENTENCES = st.lists(st.tuples(st.text("ab .", min_size=1), st.sampled_from(["cited", "unsupported", "own", "bare"])))


@given(SENTENCES)
def test_whatever_is_said_nothing_is_lost_and_nothing_is_both(said: list[tuple[str, str]]) -> None:
    made = recorder(detailed=False)
    for text, how in said:
        made.take(TextDelta(text, own=how == "own"))
        if how == "cited":
            made.take(Citation((QUAY,)))
        elif how == "unsupported":
            made.take(Unsupported(text))
    ending = made.ending(EMBEDDERS)
    assert ending.answer == "".join(text for text, _ in said)
    assert ending.trace is not None
    sentences: Any = ending.trace["sentences"]
    assert [one["text"] for one in sentences if not one["supported"]] == [
        " ".join(text.split()) for text, how in said if how == "unsupported"
    ]
    assert all(one["sources"] for one in sentences if one["supported"])
    assert list(ending.unsupported) == list(dict.fromkeys(text for text, how in said if how == "unsupported"))


def test_a_stage_counts_whenever_it_is_entered() -> None:
    moments = iter([0.0, 1.0, 1.5, 2.0, 2.25, 5.0])
    watch = Stopwatch(lambda: next(moments))
    for _ in range(2):
        with watch.stage("search"):
            pass
    watch.reach("whole")
    watch.reach("whole")
    assert watch.taken == {"search": 750.0, "whole": 5000.0}


def test_a_stage_that_fails_is_counted() -> None:
    watch = Stopwatch()
    with pytest.raises(ValueError, match="no"), watch.stage("loading"):
        raise ValueError("no")
    assert watch.taken["loading"] >= 0
