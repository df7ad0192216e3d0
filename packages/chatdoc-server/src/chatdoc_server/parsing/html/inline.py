"""Text within one block: runs of characters under marks, their white space collapsed as a browser does."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

MARKS = {
    "em": "em",
    "i": "em",
    "cite": "em",
    "dfn": "em",
    "var": "em",
    "strong": "strong",
    "b": "strong",
    "code": "code",
    "kbd": "code",
    "samp": "code",
    "tt": "code",
    "sub": "sub",
    "sup": "sup",
    "del": "del",
    "s": "del",
    "strike": "del",
    "a": "a",
}
"""Elements that mark text, and what each becomes."""

_SPACE = re.compile(r"\s+")
_OTHER_SPACE = re.compile(r"[^\S\n\t]")
_SCHEMES = frozenset({"http", "https", "mailto"})
_LONGEST_LINK = 2_000


class Mark(NamedTuple):
    """An element that marks text; a link also has an address."""

    tag: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """An image that is part of the document: a `data:` address, and what stands for it in words."""

    source: str
    alt: str

    def html(self, attributes: str = "") -> str:
        """The element that shows it."""
        return f'<img{attributes} src="{self.source}" alt="{escape(self.alt)}">'


class Break(NamedTuple):
    """A line break."""


Piece = str | Picture | Break


class Run(NamedTuple):
    """A text, picture or line break, and the marks it stands under, outermost first."""

    marks: tuple[Mark, ...]
    piece: Piece


class Runs:
    """The runs of one block, while they are gathered."""

    def __init__(self) -> None:
        self._runs: list[Run] = []

    def add(self, marks: Sequence[Mark], piece: Piece) -> None:
        """Adds a run under marks of different elements, outermost first."""
        self._runs.append(Run(tuple(marks), piece))

    def ends_with_break(self) -> bool:
        """Whether nothing but white space follows the last line break."""
        for run in reversed(self._runs):
            if isinstance(run.piece, Break):
                return True
            if not isinstance(run.piece, str) or run.piece.strip():
                return False
        return False

    def take(self) -> list[Run]:
        """The runs so far, which are forgotten."""
        runs, self._runs = self._runs, []
        return runs


def has_text(runs: Iterable[Run]) -> bool:
    """Whether there are any words."""
    return any(isinstance(run.piece, str) and run.piece.strip() for run in runs)


def pictures(runs: Iterable[Run]) -> list[Picture]:
    """The pictures in order."""
    return [run.piece for run in runs if isinstance(run.piece, Picture)]


def collapsed(runs: Iterable[Run]) -> list[Run]:
    """The runs with white space collapsed, none at either end or around line breaks, and single line breaks."""
    result: list[Run] = []
    after_space = True
    for marks, piece in runs:
        if isinstance(piece, Break):
            _strip_end(result)
            if result and not isinstance(result[-1].piece, Break):
                result.append(Run((), piece))
            after_space = True
        elif isinstance(piece, Picture):
            result.append(Run(marks, piece))
            after_space = False
        else:
            text = _SPACE.sub(" ", piece)
            text = text.removeprefix(" ") if after_space else text
            if text:
                result.append(Run(marks, text))
                after_space = text.endswith(" ")
    _strip_end(result)
    while result and isinstance(result[-1].piece, Break):
        result.pop()
        _strip_end(result)
    return result


def kept(runs: Iterable[Run]) -> list[Run]:
    """The runs of preformatted text: white space as it is, without empty lines at either end."""
    parts: list[Run] = []
    for marks, piece in runs:
        if isinstance(piece, Break):
            parts.append(Run(marks, "\n"))
        elif isinstance(piece, str):
            lines = piece.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").replace("\x0b", "\n")
            parts.append(Run(marks, _OTHER_SPACE.sub(" ", lines)))
    start = 0
    while (
        start < len(parts) and isinstance(text := parts[start].piece, str) and not (first := _without_first_lines(text))
    ):
        start += 1
    parts = parts[start:]
    if parts:
        parts[0] = Run(parts[0].marks, first)
    while parts and isinstance(parts[-1].piece, str) and not (last := parts[-1].piece.rstrip()):
        parts.pop()
    if parts:
        parts[-1] = Run(parts[-1].marks, last)
    return parts


def rendered(runs: Iterable[Run], *, breaks: str = "<br>\n") -> str:
    """The runs as HTML, with elements opened and closed only where marks change."""
    out: list[str] = []
    open_marks: tuple[Mark, ...] = ()
    for marks, piece in runs:
        shared = 0
        while shared < min(len(marks), len(open_marks)) and marks[shared] == open_marks[shared]:
            shared += 1
        out += [f"</{mark.tag}>" for mark in reversed(open_marks[shared:])]
        out += [_opening(mark) for mark in marks[shared:]]
        open_marks = marks
        if isinstance(piece, str):
            out.append(escape(piece, quote=False))
        else:
            out.append(piece.html() if isinstance(piece, Picture) else breaks)
    out += [f"</{mark.tag}>" for mark in reversed(open_marks)]
    return "".join(out)


def safe_link(href: str, base: str) -> str:
    """The address of a link that may be kept, absolute; empty for any that may not."""
    address = "".join(href.split())
    if not address or len(address) > _LONGEST_LINK or address.startswith("#"):
        return ""
    try:
        whole = urljoin(base, address) if base else address
        scheme, host = urlsplit(whole).scheme.lower(), urlsplit(whole).netloc
    except ValueError:
        return ""
    return whole if scheme in _SCHEMES and (host or scheme == "mailto") else ""


def _opening(mark: Mark) -> str:
    return f'<a href="{escape(mark.href)}">' if mark.tag == "a" else f"<{mark.tag}>"


def _strip_end(runs: list[Run]) -> None:
    """Takes white space away from the end."""
    while runs and isinstance(runs[-1].piece, str):
        text = runs[-1].piece.rstrip()
        if text:
            runs[-1] = Run(runs[-1].marks, text)
            return
        runs.pop()


def _without_first_lines(text: str) -> str:
    """The text from its first line that has words; empty when it has none."""
    start = len(text) - len(text.lstrip())
    return text[text.rfind("\n", 0, start) + 1 :] if start < len(text) else ""
