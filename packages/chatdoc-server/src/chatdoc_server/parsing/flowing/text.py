"""Plain text to canonical HTML: paragraphs, lines that belong together, and only those headings that are evident."""

import re
from collections.abc import Iterator
from html import escape
from pathlib import Path

from chatdoc_server.errors import DocumentStatus
from chatdoc_server.parsing.base import Converted, Tools
from chatdoc_server.parsing.flowing.decoding import read_text
from chatdoc_server.parsing.flowing.pieces import check_count
from chatdoc_server.parsing.flowing.pieces import lines as broken
from chatdoc_server.parsing.html import Source, canonical, read_html

_BLANK = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_MARKER = re.compile(r"\s*(?:[-*•‣◦–—]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s+\S")
_COLUMNS = re.compile(r"\S(?: {3,}|\t+)\S")
_RULE = re.compile(r"\s*([=\-*_~#])(?:\s?\1){2,}\s*")
_NAMED = re.compile(r"(?:chapter|part|section|appendix|article)\s+(?:\d{1,3}|[ivxlc]{1,7})\b[^.!?]*", re.IGNORECASE)
_NO_SPACES = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60\u3000-\u303f]")
_SENTENCE_ENDS = (".", ",", ";", ":", "!", "?", "。", "，", "；")

_NARROWEST = 40
_FILLED = 0.6
_LONGEST_LINE = 160
_LONGEST_HEADING = 70
_MOST_COLUMNS_LINES = 0.6


class TextConverter:
    """Makes plain text canonical. Nothing of it is left out but lines of nothing but dashes and the like."""

    def convert(self, path: Path, scratch: Path, tools: Tools) -> Converted:  # noqa: ARG002
        """The text as canonical HTML; see `Converter.convert`.

        Raises:
            DocumentError: CONTENT_DECODE_ERROR, TEXT_PARSE_ERROR when there is nothing to read in it,
                EXCEED_TOKENS_ERROR.
        """
        text = read_text(path).replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n")
        check_count(text.count("\n"))
        root = read_html("\n".join(blocks(text)))
        return Converted(canonical(Source(root, empty=DocumentStatus.TEXT_PARSE_ERROR)))


def blocks(text: str) -> Iterator[str]:
    """The blocks of a text as HTML, in order."""
    for group in _BLANK.split(text.strip("\n")):
        lines = [line.rstrip() for line in group.split("\n") if line.strip()]
        heading = _heading(lines)
        if heading:
            level, lines = heading
            yield f"<h{level}>{escape(lines[0].strip())}</h{level}>"
            lines = lines[1:]
        lines = [line for line in lines if not _RULE.fullmatch(line)]
        if lines:
            yield from _body(lines)


def _heading(lines: list[str]) -> tuple[int, list[str]] | None:
    """The level of the heading that begins a block, with the lines but for its underline; None for none."""
    if not lines:
        return None
    first = lines[0].strip()
    if len(first) > _LONGEST_HEADING or _MARKER.match(first):
        return None
    letters = sum(map(str.isalpha, first))
    if letters < 2:
        return None
    rule = _RULE.fullmatch(lines[1]) if len(lines) > 1 else None
    if rule and rule[1] in "=-" and len(lines[1].strip()) * 2 >= len(first):
        return (1 if rule[1] == "=" else 2), [lines[0], *lines[2:]]
    is_alone = len(lines) == 1 and not first.endswith(_SENTENCE_ENDS)
    if is_alone and _NAMED.fullmatch(first):
        return 2, lines
    has_case = first.upper() != first.lower()
    return (2, lines) if is_alone and has_case and first.isupper() and letters >= 4 else None


def _body(lines: list[str]) -> Iterator[str]:
    """A block's text: columns kept as they stand, items apart, wrapped lines joined, other lines kept."""
    columns = sum(_COLUMNS.search(line) is not None for line in lines)
    if len(lines) > 1 and columns >= _MOST_COLUMNS_LINES * len(lines):
        yield "<pre>\n" + escape("\n".join(lines)) + "</pre>"
        return
    parts: list[list[str]] = []
    for line in lines:
        if not parts or _MARKER.match(line):
            parts.append([])
        parts[-1].append(line.strip())
    widest = max(map(len, lines))
    for part in parts:
        if max(map(len, part)) > _LONGEST_LINE:
            # A paragraph a line, without air between them.
            yield from (f"<p>{escape(line)}</p>" for line in part)
        elif _is_wrapped(part, widest):
            yield f"<p>{escape(_joined(part))}</p>"
        else:
            yield "<p>" + broken("\n".join(part)) + "</p>"


def _is_wrapped(lines: list[str], widest: int) -> bool:
    """Whether lines were cut to a width: all but the last are nearly as wide as the widest."""
    wide = sum(2 if _NO_SPACES.match(character) else 1 for character in lines[0]) if lines else 0
    if max(widest, wide) < _NARROWEST or len(lines) < 2:
        return False
    return all(len(line) >= _FILLED * widest for line in lines[:-1])


def _joined(lines: list[str]) -> str:
    """Wrapped lines as one, with a space between them unless the script has none."""
    text = lines[0]
    for line in lines[1:]:
        glued = bool(text and line and _NO_SPACES.match(text[-1]) and _NO_SPACES.match(line[0]))
        text += line if glued else f" {line}"
    return text
