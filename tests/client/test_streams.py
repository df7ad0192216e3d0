"""Streams: events from bytes cut anywhere, and markers from text cut anywhere."""

import json
import re
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from chatdoc.cli.markers import MarkerFilter
from chatdoc.lib.sse import EventDecoder

# Line ends within an event's data are what separates its lines, so they come back as LF only.
DATA = st.text(st.characters(exclude_characters="\r", exclude_categories=["Cs"]), min_size=1).filter(str.strip)
LINE_END = st.sampled_from(["\n", "\r", "\r\n"])


@st.composite
def streams(draw: st.DrawFn) -> tuple[bytes, list[str]]:
    """The bytes of a stream, and the data of its events."""
    end, events = draw(LINE_END), draw(st.lists(DATA, max_size=5))
    parts = [draw(st.sampled_from(["", "\ufeff", f": a comment{end}{end}", f"retry: 10{end}"]))]
    for event in events:
        parts.append(draw(st.sampled_from(["", f"id: 7{end}", f":{end}", f"event: chunk{end}"])))
        space = draw(st.sampled_from(["", " "]))
        parts += [f"data:{space or (' ' if line.startswith(' ') else '')}{line}{end}" for line in event.split("\n")]
        parts.append(end)
    return "".join(parts).encode(), events


@st.composite
def pieces(draw: st.DrawFn, whole: Sequence[str] | bytes) -> list[slice]:
    """Where to cut something of this length."""
    cuts = draw(st.lists(st.integers(0, len(whole)), max_size=30).map(sorted))
    return [slice(start, stop) for start, stop in zip([0, *cuts], [*cuts, len(whole)], strict=True)]


@given(streams(), st.data())
def test_events_do_not_depend_on_where_bytes_are_cut(stream: tuple[bytes, list[str]], data: st.DataObject) -> None:
    whole, expected = stream
    decoder = EventDecoder()
    read = [event for piece in data.draw(pieces(whole)) for event in decoder.feed(whole[piece])]
    assert read == expected


@given(st.lists(st.text(), min_size=1, max_size=5))
def test_json_survives_byte_by_byte(texts: list[str]) -> None:
    whole = b"".join(b"data: " + json.dumps(text, ensure_ascii=False).encode() + b"\r\n\r\n" for text in texts)
    decoder = EventDecoder()
    read = [json.loads(event) for byte in whole for event in decoder.feed(bytes([byte]))]
    assert read == texts


def test_an_event_without_its_end_is_dropped() -> None:
    decoder = EventDecoder()
    assert decoder.feed(b'data: {"whole": 1}\n\ndata: {"cut') == ['{"whole": 1}']
    assert decoder.feed(b"") == []


@given(
    st.lists(
        st.one_of(
            st.integers(0, 120).map(lambda index: f'[<span data-index="{index}">{index + 1}</span>]'),
            st.sampled_from(["[", "[<", '[<span data-index="', "[1]", "]", "</span>]", "12", "a [b] c"]),
            st.text(max_size=5),
        ),
        max_size=8,
    ).map("".join),
    st.data(),
)
def test_markers_do_not_depend_on_where_text_is_cut(text: str, data: st.DataObject) -> None:
    readable = MarkerFilter()
    shown = "".join(readable.feed(text[piece]) for piece in data.draw(pieces(text))) + readable.rest()
    assert shown == re.sub(r'\[<span data-index="(\d+)">\d+</span>\]', lambda found: f"[{int(found[1]) + 1}]", text)
