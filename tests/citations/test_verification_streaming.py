"""What verification does to a stream: the text passes through as it is, and markers stand at the ends of sentences."""

import asyncio
from collections.abc import AsyncGenerator, Iterator
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chatdoc_server.answering.base import (
    AnswerEvent,
    AnswerFailed,
    Citation,
    Support,
    TextDelta,
    Unsupported,
    WrittenBy,
)
from chatdoc_server.citations.locate import locate
from chatdoc_server.citations.verification.reach import Reach
from chatdoc_server.citations.verification.streaming import Ended, SentenceStream
from chatdoc_server.citations.verification.verified import verified
from chatdoc_server.document import Span
from tests.citations.written import (
    DOCUMENT,
    HITS,
    ID,
    PROSE,
    TABLE,
    TERMS,
    by_model,
    checked,
    inquiry_of,
    outcome,
    play,
)

PIECES = st.sampled_from(
    [
        "Net sales were ", "$4,000 million", " in 2022", ". ", ".", "! ", "\n", "\n\n", "- ", "1. ", "| a | 2022 |\n",
        "|---|---|\n", "| Net sales | $4,000 million |", "Alice Smith", " is the CEO", "Inc. ", "U.S. ", "3.", "5", " ",
        "净利润增长", "。", "”", "“", "**", "Bob", "e.g. ", "…", "? ", "a", ":",
    ]
)  # fmt: skip


def ended(pieces: list[str]) -> tuple[str, list[str]]:
    """The text that passed and the sentences that ended, of a text in pieces."""
    stream = SentenceStream()
    out = [part for piece in pieces for part in stream.feed(piece)] + list(stream.close())
    return "".join(part for part in out if isinstance(part, str)), [one.text for one in out if isinstance(one, Ended)]


@given(st.lists(PIECES, max_size=30), st.data())
def test_text_passes_unchanged_and_sentences_end_alike_wherever_it_is_cut(
    pieces: list[str], data: st.DataObject
) -> None:
    text = "".join(pieces)
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=12)))
    cut = [text[start:end] for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    assert ended(cut) == ended([text])
    assert ended([text])[0] == text
    assert all(one in text for one in ended(cut)[1])


@given(st.lists(st.one_of(PIECES, st.none()), max_size=20), st.data())
def test_claims_end_at_their_markers_alike_wherever_the_text_is_cut(
    pieces: list[str | None], data: st.DataObject
) -> None:
    """None is a marker: the sentence up to it ends there, or goes on; no word is lost and none is told twice."""
    cut = [
        part if part is None else part[start:end]
        for part in pieces
        for start, end in ([(0, 0)] if part is None else pairwise(_edges(part, data)))
    ]
    out, claims = marked_claims(cut)
    assert (out, claims) == marked_claims(_joined(pieces))
    assert out == "".join(part for part in pieces if part is not None)
    at = 0
    for claim in claims:
        assert claim.text in out[at:]
        at = out.index(claim.text, at) + len(claim.text)


def _edges(text: str, data: st.DataObject) -> list[int]:
    return sorted({0, len(text), *data.draw(st.sets(st.integers(0, len(text)), max_size=3))})


def _joined(pieces: list[str | None]) -> list[str | None]:
    joined: list[str | None] = []
    for part in pieces:
        if part is not None and joined and joined[-1] is not None:
            joined[-1] += part
        else:
            joined.append(part)
    return joined


def marked_claims(pieces: list[str | None]) -> tuple[str, list[Ended]]:
    """The text that passed, and the claims that ended, of a text in pieces with markers, which are None."""
    stream = SentenceStream()
    out = [part for piece in pieces for part in (stream.mark() if piece is None else stream.feed(piece))]
    out += stream.close()
    text = "".join(part for part in out if isinstance(part, str))
    return text, [one for one in out if isinstance(one, Ended)]


TRUE = st.sampled_from(
    [
        "Net sales were $4,000 million in 2022", "Alice Smith is the CEO", "The fee is $25 a month",
        "- The agreement ends on March 31, 2024", "The plant in Dayton was not closed in 2021.",
    ]
)  # fmt: skip
FALSE = st.sampled_from(
    [
        "Net sales were $4,100 million in 2022", "Bob Jones is the CEO", "The fee is $25 a year",
        "- The agreement ends on March 30, 2024", "The plant in Dayton was closed in 2021.",
    ]
)  # fmt: skip
AFTER = st.sampled_from(
    [
        "", " and the rest", ", which nobody expected", " while penguins danced", "\n- eels swim", " - Eels swim",
        "; eels", " 据说企鹅会跳舞", ".", " (so they say)", " in 1850", ": 77%", " Penguins dance.", "\n\nBye",
        " 1) 5 eels", " … ", '"',
    ]
)  # fmt: skip


@settings(deadline=None)
@given(TRUE, AFTER, st.integers(1, 9))
def test_no_marker_is_lost_by_what_is_written_after_it(claim: str, after: str, size: int) -> None:
    found = checked(claim, (PROSE, TABLE, TERMS), *chunks(after, size))
    assert found.text == claim + after
    assert any(said.startswith(claim) for said in found.cited)


@settings(deadline=None)
@given(FALSE, AFTER, st.integers(1, 9))
def test_no_marker_is_won_by_what_is_written_after_it(claim: str, after: str, size: int) -> None:
    found = checked(claim, (PROSE, TABLE, TERMS), *chunks(after, size))
    assert found.text == claim + after
    assert not found.cited
    assert any(one.startswith(claim) for one in found.unsupported)


@settings(deadline=None)
@given(TRUE, FALSE, st.sampled_from([" ", ". ", "; ", "\n", " - "]), st.booleans())
def test_of_a_true_claim_and_a_false_one_each_has_its_own_verdict(true: str, false: str, by: str, first: bool) -> None:
    one, other = (true, false) if first else (false, true)
    found = checked(one, (PROSE, TABLE, TERMS), by + other, (PROSE, TABLE, TERMS))
    assert [said.strip(" .;-\n") for said in found.cited] == [true.strip(" .-")]
    assert [said.strip(" .;-\n") for said in found.unsupported] == [false.strip(" .-")]


@pytest.mark.parametrize(
    ("before", "after", "holds"),
    [
        ("Net sales were $4,000 million in 2022", " and $3,500 million in 2021", True),
        ("Net sales were $4,000 million in 2022", " and $2,000 million in 2021", False),
        ("Net sales were $4,000 million in 2022", " and cost of sales was $2,000 million", True),
        ("Alice Smith is the CEO", ", and Bob Jones is the CFO", True),
        ("Bob Jones is the CFO", " and has 1,100 people", False),
        ("The plant in Dayton was not closed in 2021", " and makes rockets", False),
    ],
)
def test_what_goes_on_after_a_marker_is_read_with_its_beginning(before: str, after: str, holds: bool) -> None:
    found = checked(before, (PROSE, TABLE), after, (PROSE, TABLE), ".")
    assert list(found.cited)[:1] == [before]
    assert [said.strip(" .") for said in list(found.cited)[1:]] == ([after.strip()] if holds else [])
    assert bool(found.unsupported) is not holds


def test_a_subject_alone_has_no_marker() -> None:
    found = checked("Net sales of ACME in Europe", (TERMS,), " were $9 million", (TERMS,), ".")
    assert found.unsupported == ["Net sales of ACME in Europe were $9 million."]


def chunks(text: str, size: int) -> list[str]:
    return [text[at : at + size] for at in range(0, len(text), size)]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        (
            "It rose 3.5%. Apple Inc. sold more. Mr. Smith left.",
            ["It rose 3.5%.", "Apple Inc. sold more.", "Mr. Smith left."],
        ),
        ("1. First point. \n2. Second point", ["1. First point.", "2. Second point"]),
        ("Lines:\n- one\n- two", ["Lines:", "- one", "- two"]),
        ("收入增长。净利润下降。", ["收入增长。", "净利润下降。"]),
        ("| Item | 2022 |\n|---|---|\n| Sales | 5 |\nDone.", ["5", "Done."]),
    ],
)
def test_sentences_end_where_readers_say(text: str, sentences: list[str]) -> None:
    assert ended(list(text))[1] == sentences


def test_nothing_but_the_spaces_after_a_sentence_waits() -> None:
    stream = SentenceStream()
    passed = [list(stream.feed(piece)) for piece in ("Net", " sales", " rose.", " ", "They", " grew")]
    assert passed[:4] == [["Net"], [" sales"], [" rose."], []]
    assert passed[4] == [], "only the whole next word tells that none was cut short"
    assert passed[5] == [Ended("Net sales rose."), " They grew"]


def test_a_marker_comes_before_the_next_sentence() -> None:
    found = checked(
        "Net sales were $4.0 billion in 2022.", (TABLE,), " Alice Smith is", " the CEO", (PROSE,), ". Bye", " then"
    )
    kinds = [type(event).__name__ for event in found.events]
    assert found.text == "Net sales were $4.0 billion in 2022. Alice Smith is the CEO. Bye then"
    said = "".join(event.text for event in found.events[: kinds.index("Citation")] if isinstance(event, TextDelta))
    assert said == "Net sales were $4.0 billion in 2022."
    assert list(found.cited) == ["Net sales were $4.0 billion in 2022.", "Alice Smith is the CEO."]


def test_markers_in_a_table_stay_in_their_cells() -> None:
    found = checked(
        "| Item | 2022 |\n|---|---|\n| Net sales | $4,000 million", (TABLE,), " |\n| Cost of sales | $2,100 million |\n"
    )
    assert found.unsupported == ["$2,100 million"]
    out = "".join(
        event.text if isinstance(event, TextDelta) else "[+]" if isinstance(event, Citation) else ""
        for event in found.events
    )
    assert out == "| Item | 2022 |\n|---|---|\n| Net sales | $4,000 million[+] |\n| Cost of sales | $2,100 million |\n"


def test_the_services_own_words_pass_without_a_word_on_them() -> None:
    own = "The language model could not be reached in 1999, so Paris is quoted. "
    found = outcome([WrittenBy(), TextDelta(own, own=True)], inquiry_of("Why?", DOCUMENT, HITS))
    assert (found.text, found.cited, found.unsupported) == (own, {}, [])


def test_a_line_without_a_model_keeps_what_states_it_and_loses_what_does_not() -> None:
    cell, other = Support(ID, (Span(2, 0, 7, 3),)), Support(ID, (Span(2, 0, 5, 6),))

    def line(text: str, support: Support) -> tuple[bool, list[str]]:
        found = outcome([TextDelta(text), Citation((support,))], inquiry_of("How much?", DOCUMENT, HITS))
        return bool(found.cited), found.unsupported

    assert line("Net sales (2022): $4,000 million", cell) == (True, [])
    assert line("Net sales (2022): $4,000 million", other) == (False, ["Net sales (2022): $4,000 million"])
    sentence = Support(ID, (Span(1, 0, 27),))
    assert line("“ACME makes rockets in Ohio.”", sentence) == (True, [])
    assert line("“ACME makes rockets in Texas.”", sentence) == (False, ["“ACME makes rockets in Texas.”"])


def test_names_of_rows_that_were_only_compared_are_not_marked() -> None:
    names, figures = (
        [Support(ID, (Span(2, 0, 9, 2),)), Support(ID, (Span(2, 0, 13, 5),))],
        Support(ID, (Span(2, 0, 7, 3),)),
    )
    line = "Net sales (2022): $4,000 million"
    found = outcome([TextDelta(line), Citation((*names, figures))], inquiry_of("Which is highest?", DOCUMENT, HITS))
    assert found.cited == {line: ["Net sales", "$ 4,000"]}


def test_what_fails_in_the_middle_fails_and_what_was_said_was_passed_on() -> None:
    async def broken() -> AsyncGenerator[AnswerEvent]:
        yield WrittenBy("model", {})
        yield TextDelta("ACME makes")
        raise AnswerFailed("gone")

    async def run() -> None:
        stream = verified(broken(), inquiry_of("What?", DOCUMENT, HITS))
        assert await anext(stream) == WrittenBy("model", {})
        assert await anext(stream) == TextDelta("ACME makes")
        with pytest.raises(AnswerFailed, match="gone"):
            await anext(stream)

    asyncio.run(run())


SPANS = st.builds(Span, st.integers(-1, 6), st.integers(-1, 60), st.integers(-1, 160), st.integers(-1, 25))
SUPPORTS = st.builds(Support, st.sampled_from([ID, "other"]), st.lists(SPANS, max_size=3).map(tuple))
EVENTS = st.one_of(
    st.builds(TextDelta, PIECES, st.booleans()),
    st.builds(Citation, st.lists(SUPPORTS, max_size=3).map(tuple)),
    st.sampled_from([event for event in by_model(PROSE, TABLE) if isinstance(event, Citation)]),
    st.builds(WrittenBy, st.sampled_from(["", "model"]), st.just({"sources": 1})),
    st.builds(Unsupported, st.just("x")),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(EVENTS, max_size=12), st.sampled_from(["", "model"]))
def test_whatever_an_answerer_streams_its_text_is_kept_and_only_what_was_read_is_cited(
    events: list[AnswerEvent], writer: str
) -> None:
    streamed: list[AnswerEvent] = [WrittenBy(writer, {"sources": 1}), *events]

    async def run() -> list[AnswerEvent]:
        return [event async for event in verified(play(streamed), inquiry_of("How much?", DOCUMENT, HITS))]

    out = asyncio.run(run())
    assert said(out) == said(streamed)
    model = ""
    for event in out:
        if isinstance(event, WrittenBy):
            model = event.model
        if isinstance(event, Citation):
            assert event.supports
            read = Reach({ID: DOCUMENT}, HITS[:1] if model else None)
            assert read.within(event.supports) == event.supports
            assert all(locate(DOCUMENT, span) for span in spans_of(event))
            if model:
                assert {span.element for span in spans_of(event)} == {1}, "the one passage that was sent"


def said(events: list[AnswerEvent]) -> str:
    return "".join(event.text for event in events if isinstance(event, TextDelta))


def spans_of(event: Citation) -> Iterator[Span]:
    for support in event.supports:
        yield from support.spans


def test_a_passage_that_was_not_sent_is_not_cited() -> None:
    sentence = "Net sales were $4.0 billion in 2022."
    assert checked(sentence, (TABLE,)).cited
    assert checked(sentence, (TABLE,), sources=1).unsupported == [sentence]


def test_of_a_passages_table_only_its_rows_were_read() -> None:
    [hit] = [hit for hit in HITS if hit.passage.rows]
    part = type(hit)(
        hit.upload_id,
        type(hit.passage)(number=9, page=0, text="", headings=(), spans=hit.passage.spans, rows=(0, 2)),
        1.0,
    )
    reach = Reach({ID: DOCUMENT}, [part])
    assert reach.within([Support(ID, (Span(2, 0, 7, 3),))])
    assert not reach.within([Support(ID, (Span(2, 0, 5, 6),))])
    assert not reach.within([Support(ID, (Span(99, 0, 5),)), Support("other", (Span(2, 0, 5),))])
