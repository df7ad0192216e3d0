"""Markdown (CommonMark with tables and struck-out text) to canonical HTML."""

import re
from pathlib import Path

from markdown_it import MarkdownIt

from chatdoc_server.errors import DocumentStatus
from chatdoc_server.parsing.base import Converted, Tools
from chatdoc_server.parsing.flowing.decoding import read_text
from chatdoc_server.parsing.flowing.pieces import check_length
from chatdoc_server.parsing.html import Source, canonical, read_html

MOST_CHARACTERS = 16 << 20
"""Characters above which a text is not read as Markdown."""

_FRONT_MATTER = re.compile(r"---[ \t]*\n(.{0,20000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_TITLE = re.compile(r"^title:[ \t]*(.+?)[ \t]*$", re.MULTILINE | re.IGNORECASE)
_LANGUAGE = re.compile(r"^lang(?:uage)?:[ \t]*[\"']?([A-Za-z-]{2,20})", re.MULTILINE | re.IGNORECASE)
_DEEPEST = 60


class MarkdownConverter:
    """Makes Markdown canonical; HTML in it goes the same way as all HTML."""

    def convert(self, path: Path, scratch: Path, tools: Tools) -> Converted:  # noqa: ARG002
        """The text as canonical HTML; see `Converter.convert`.

        Raises:
            DocumentError: CONTENT_DECODE_ERROR, TEXT_PARSE_ERROR when there is nothing to read in it,
                EXCEED_TOKENS_ERROR, HTML_PARSE_ERROR.
        """
        text = read_text(path).replace("\r\n", "\n").replace("\r", "\n")
        check_length(text, MOST_CHARACTERS)
        title = language = ""
        if about := _FRONT_MATTER.match(text):
            text = text[about.end() :]
            title = found[1].strip("\"' ") if (found := _TITLE.search(about[1])) else ""
            language = found[1] if (found := _LANGUAGE.search(about[1])) else ""
        root = read_html(_parser().render(text))
        return Converted(canonical(Source(root, title, language, empty=DocumentStatus.TEXT_PARSE_ERROR)), title)


class _Parser(MarkdownIt):
    """Lets every address pass, `data:` included: they are judged where the HTML is made canonical."""

    def validateLink(self, url: str) -> bool:  # noqa: ARG002, N802 - the library's name
        return True


def _parser() -> MarkdownIt:
    return _Parser("commonmark", {"maxNesting": _DEEPEST}).enable(["table", "strikethrough"])
