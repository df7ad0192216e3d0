"""Source markers such as [1] or [2, 3] taken out of text that arrives in pieces."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_ONE = r"(?:sources?\s*)?[\^#]?\d{1,3}"
_MARKER = re.compile(
    rf"\s*[\[【]\s*({_ONE}(?:\s*(?:[,;&–-]|and)\s*{_ONE})*)\s*(?:†[^\[\]【】]{{0,24}})?[\]】]", re.IGNORECASE
)
"""As it is asked for, and as models write it all the same: [Source 1, Source 2], [1-3], [^1], 【1†report.pdf】."""
_MAY_BECOME_ONE = re.compile(r"\s*(?:[\[【][\s\d,;&–^#sourceand-]*(?:†[^\[\]【】]*)?)?\Z", re.IGNORECASE)
_NUMBERS = re.compile(r"(\d+)(?:\s*[–-]\s*(?:sources?\s*)?[\^#]?(\d+))?", re.IGNORECASE)
_LONGEST_RANGE = 10
"""Sources that a range such as [2-4] may stand for; of a wider one its ends are taken."""
_MAY_BEGIN = re.compile(r"[\s\[【]")
_SENTENCE_END = ".!?。！？"
_LONGEST = 64
"""Characters after which an opened bracket is taken for text."""


@dataclass(frozen=True, slots=True)
class Marked:
    """Markers that stood at this place, by the numbers written in them, each once."""

    numbers: tuple[int, ...]


class MarkerParser:
    """Splits a stream of characters into text and markers; a marker may be cut anywhere between two pieces.

    The spaces in front of a marker go with it, markers side by side are one, and a full stop that follows a marker
    comes before it, so that a marker always stands at the end of the sentence it supports.
    """

    def __init__(self) -> None:
        self._held = ""
        self._numbers: list[int] = []
        self._ended = False

    def feed(self, piece: str) -> Iterator[str | Marked]:
        """What is certain after the next piece of the stream."""
        yield from self._parse(self._held + piece, final=False)

    def close(self) -> Iterator[str | Marked]:
        """What was held back, once the stream has ended."""
        yield from self._parse(self._held, final=True)

    def _parse(self, text: str, *, final: bool) -> Iterator[str | Marked]:
        self._held = ""
        at = 0
        while at < len(text):
            if self._ended and text[at] not in _SENTENCE_END:
                yield self._take()
            if found := _MARKER.match(text, at):
                self._numbers += _numbers(found[1])
                at = found.end()
                continue
            if not final and len(text) - at <= _LONGEST and _MAY_BECOME_ONE.match(text, at):
                self._held = text[at:]
                return
            if self._numbers and text[at] in _SENTENCE_END:
                yield text[at]
                at += 1
                self._ended = True
                continue
            if self._numbers:
                yield self._take()
            found = _MAY_BEGIN.search(text, at + 1)
            end = found.start() if found else len(text)
            yield text[at:end]
            at = end
        if final and self._numbers:
            yield self._take()

    def _take(self) -> Marked:
        numbers = tuple(dict.fromkeys(self._numbers))
        self._numbers = []
        self._ended = False
        return Marked(numbers)


def _numbers(written: str) -> list[int]:
    """The numbers of one marker, in order; ranges are written out."""
    numbers: list[int] = []
    for found in _NUMBERS.finditer(written):
        first, last = int(found[1]), int(found[2] or found[1])
        numbers += range(first, last + 1) if 0 <= last - first < _LONGEST_RANGE else (first, last)
    return numbers
