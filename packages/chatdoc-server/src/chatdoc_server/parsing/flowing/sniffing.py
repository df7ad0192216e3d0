"""Which format a text is of: HTML, Markdown, values parted by separators, or none of them.

Told by what stands in it. A text is Markdown only when it has marks that plain text does not have, and a table of
values only when every row has the same number of them.
"""

import csv
import re
from itertools import pairwise
from pathlib import Path

from chatdoc_server.parsing.flowing.decoding import is_text, sample_of

__all__ = ["SEPARATORS", "has_marks", "is_csv", "is_html", "is_markdown", "is_text", "never", "separator_of"]

_PROLOGUE = re.compile(r"(?:\s|<\?xml[^>]{0,500}\?>|<!--.{0,20000}?-->)*", re.DOTALL)
_DOCUMENT = re.compile(r"<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE)
_FRAGMENT = re.compile(
    r"<(?:a|article|b|blockquote|br|center|div|dl|font|footer|form|h[1-6]|header|hr|i|img|link|main|meta|nav|ol|p|pre"
    r"|script|section|span|strong|style|table|title|ul)(?:\s[^<>]{0,2000})?/?>",
    re.IGNORECASE,
)
_CLOSING = re.compile(r"</[a-z][a-z0-9]{0,10}\s*>", re.IGNORECASE)

_HEADING = re.compile(r" {0,3}#{1,6}[ \t]+\S")
_UNDERLINE = re.compile(r" {0,3}(?:={3,}|-{3,})[ \t]*")
_FENCE = re.compile(r" {0,3}(?:`{3,}[^`]{0,50}|~{3,}.{0,50})")
_LINK = re.compile(r"!?\[[^\[\]\n]{1,300}\]\(<?[^\s()<>]{1,500}>?(?:\s+\"[^\"\n]{0,200}\")?\)")
_REFERENCE = re.compile(r" {0,3}\[[^\[\]]{1,200}\]:\s+<?[^\s<>]{2,500}>?")
_TABLE_RULE = re.compile(r" {0,3}\|?(?:\s{0,20}:?-{2,}:?\s{0,20}\|){1,200}(?:\s{0,20}:?-{2,}:?\s{0,20})?\|?\s{0,20}")
_STRONG = re.compile(
    r"(?<![\w*])\*\*[^\s*][^*\n]{0,300}?(?<!\s)\*\*(?![\w*])|(?<!\w)__[^\s_][^_\n]{0,300}?(?<!\s)__(?!\w)"
)
_ITEM = re.compile(r" {0,12}(?:[-*+]|\d{1,9}[.)])[ \t]+\S")
_LONGEST_LINE = 5_000
_START = 5_000

SEPARATORS = ",;\t|"
_FEWEST_ROWS = 3
_SNIFFED_ROWS = 200
_PROSE = re.compile(r"[,;] +[^\W\d_]")


def is_html(path: Path) -> bool:
    """Whether a file is a page of HTML or XHTML, or a piece of one and not Markdown that begins with such."""
    if not is_text(path):
        return False
    text = sample_of(path).lstrip("\ufeff")
    start = _PROLOGUE.match(text)
    text = text[start.end() if start else 0 :]
    if _DOCUMENT.match(text):
        return True
    is_marked_up = _FRAGMENT.match(text) and (_CLOSING.search(text) or len(_FRAGMENT.findall(text[:_START])) > 2)
    return bool(is_marked_up) and not has_marks(text)


def is_csv(path: Path) -> bool:
    """Whether a file is a table of values parted by commas, semicolons, tabs or bars."""
    return is_text(path) and bool(separator_of(sample_of(path)))


def is_markdown(path: Path) -> bool:
    """Whether a file has marks of Markdown that plain text does not have."""
    return is_text(path) and has_marks(sample_of(path))


def never(_path: Path) -> bool:
    """For pages of websites, which are told by where they come from."""
    return False


def has_marks(text: str) -> bool:
    """Whether there is a fence, a link, a table, strong text, or a heading with air about it."""
    lines = [line[:_LONGEST_LINE] for line in text.splitlines()]
    fences = sum(_FENCE.fullmatch(line) is not None for line in lines)
    if fences >= 2 or any(_REFERENCE.fullmatch(line) for line in lines):
        return True
    if any(_LINK.search(line) or _STRONG.search(line) for line in lines):
        return True
    if any("|" in above and _TABLE_RULE.fullmatch(line) and "|" in line for above, line in pairwise(lines)):
        return True
    return _has_headings(lines)


def _has_headings(lines: list[str]) -> bool:
    """Whether headings stand as Markdown writes them: apart from the text above, or a list goes with underlined ones.

    A comment of a script begins like a heading, but has code right below it.
    """
    around = ["", *lines, ""]
    headings = [
        (above, below)
        for above, line, below in zip(around[:-2], lines, around[2:], strict=True)
        if _HEADING.match(line)
    ]
    if any(not above.strip() and not below.strip() for above, below in headings):
        return True
    underlined = sum(
        bool(above.strip()) and _UNDERLINE.fullmatch(line) is not None and not _ITEM.match(above)
        for above, line in pairwise(lines)
    )
    items = sum(_ITEM.match(line) is not None for line in lines)
    return items >= 2 and (underlined > 0 or bool(headings))


def separator_of(text: str) -> str:
    """What parts the values of a table; empty when the text is no such table.

    Every row has the same number of values, two or more, and the separators do not stand as in sentences.
    """
    lines = [line for line in text.splitlines() if line.strip()][: _SNIFFED_ROWS * 2]
    if any(_TABLE_RULE.fullmatch(line[:_LONGEST_LINE]) for line in lines[:3]):
        return ""
    best, most = "", 1
    for separator in SEPARATORS:
        rows = _rows(lines, separator)
        widths = {len(row) for row in rows}
        width = widths.pop() if len(widths) == 1 else 0
        fewest = _FEWEST_ROWS if width == 2 else 2
        if width > most and len(rows) >= fewest and not _is_prose(lines, width, separator):
            best, most = separator, width
    return best


def _rows(lines: list[str], separator: str) -> list[list[str]]:
    try:
        rows = [row for row in csv.reader(lines, delimiter=separator, strict=True) if row]
    except csv.Error:
        return []
    return rows[:_SNIFFED_ROWS]


def _is_prose(lines: list[str], width: int, separator: str) -> bool:
    """Whether most separators have a blank and a letter after them, as in sentences."""
    if separator not in ",;":
        return False
    text = "\n".join(lines)
    inside = text.count(separator)
    return len(_PROSE.findall(text)) * 2 > inside or (width == 2 and text.count(" ") > 6 * len(lines))
