"""Characters: what a PDF's glyphs say, and how words become a text whose spans point back at them."""

from collections.abc import Iterable, Sequence

from chatdoc_server.document.continuation import SOFT_HYPHEN
from chatdoc_server.parsing.pdf.model import Word
from chatdoc_server.parsing.pdf.scripts import is_ideographic
from chatdoc_server.parsing.pdf.vocabulary import Vocabulary

BULLET = "\u2022"
_NAMELESS = ("\x80", "\x9f")
Spans = list[tuple[int, int]]

_REPLACED = {
    **{chr(code): "" for code in range(32)},
    "\t": " ",
    "\n": " ",
    "\r": " ",
    "\u0002": SOFT_HYPHEN,
    "\u00a0": " ",
    "\u200b": "",
    "\u2060": "",
    "\ufeff": "",
    "\ufffe": SOFT_HYPHEN,
    "\uffff": "",
    "ﬀ": "ff",
    "ﬁ": "fi",
    "ﬂ": "fl",
    "ﬃ": "ffi",
    "ﬄ": "ffl",
    "ﬅ": "st",
    "ﬆ": "st",
}
_TABLE = str.maketrans(_REPLACED)


def normalise(text: str) -> str:
    """The word with ligatures spelt out, odd spaces and control characters gone, empty if nothing is left.

    A hyphen that was only put in to break a line stays, as U+00AD, at the word's end and nowhere else. A control
    character alone is the bullet of a font that does not name its glyphs.
    """
    if text.isascii() and text.isprintable():
        return text.strip()
    text = text.translate(_TABLE).strip()
    if len(text) == 1 and _NAMELESS[0] <= text <= _NAMELESS[1]:
        return BULLET
    if SOFT_HYPHEN in text:
        inner = text.replace(SOFT_HYPHEN, "")
        return inner + SOFT_HYPHEN if inner and text.endswith(SOFT_HYPHEN) else inner
    return text


def join(lines: Iterable[Sequence[Word]], known: Vocabulary | None = None) -> tuple[str, Spans]:
    """One text from lines of words, and each word's half-open range in it.

    Words are parted by one space, but for glued words and between characters written without spaces. A word hyphenated
    at a line end is joined to its rest: without the hyphen if it is soft or if the words that are `known` say that
    the line's end broke it, else with it, as in "long-term". A soft hyphen at the very end stays: the rest may stand in
    another part.
    """
    parts: list[str] = []
    spans: Spans = []
    length = 0
    soft = False
    for line in lines:
        starts_line = True
        for word in line:
            text = word.text
            if parts:
                last = parts[-1]
                if starts_line and (soft or last[-1] == "-") and len(last) > 1 and text[0].islower():
                    if not soft and known and known.is_broken(last[:-1], text):
                        parts[-1] = last[:-1]
                        length -= 1
                        spans[-1] = (spans[-1][0], length)
                elif not (word.glued or (not text.isascii() and is_ideographic(text[0]) and is_ideographic(last[-1]))):
                    parts.append(" ")
                    length += 1
            soft = text[-1] == SOFT_HYPHEN
            shown = text.rstrip(SOFT_HYPHEN) if soft else text
            parts.append(shown)
            spans.append((length, length + len(shown)))
            length += len(shown)
            starts_line = False
    if soft:
        parts.append(SOFT_HYPHEN)
        spans[-1] = (spans[-1][0], length + 1)
    return "".join(parts), spans
