"""Text made safe to stand in Markdown: words as words, and an answer's Markdown without anything from beyond it."""

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

_READER = MarkdownIt("commonmark", {"html": True}).enable("table").disable("text_join")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_MARKUP = re.compile(r"[\\`*_\[\]<>|~#^{}]|&(?=#?\w+;)|(?<=\S)\$(?!\d)|\$(?=\$)|(?<=\$)\$")
"""What could be markup: of ampersands those that begin an entity, of dollar signs those that could end a formula."""
_LEADING = re.compile(r"^(?:([-+:](?=\s|$)|-(?=-)|=(?==))|(\d{1,9})([.)])(?=\s|$))")
_CODE = re.compile(r"(?<![`\\])(`+)(?!`)(?:.|\n(?!\s*\n))+?(?<!`)\1(?!`)")
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_FOREIGN = re.compile(r"(\\*)(<(?=[A-Za-z/!?])|!(?=\[)|\[(?=\^))")
_HARMFUL = frozenset({"html_block", "html_inline", "image"})


def escaped(text: str) -> str:
    """Text as one line of Markdown that shows just that text."""
    return _LEADING.sub(lambda found: f"\\{found[1]}" if found[1] else f"{found[2]}\\{found[3]}", escaped_cell(text))


def escaped_cell(text: str) -> str:
    """The same for a table's cell, where no block can begin."""
    return _MARKUP.sub(r"\\\g<0>", " ".join(_CONTROL.sub(" ", text).split()))


def without_control(text: str) -> str:
    """The text without control characters other than tabs and line breaks."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def defused(markdown: str) -> str:
    """An answer's Markdown without what could only come from a document or do harm, all of it shown as text.

    That is HTML, pictures, which would be fetched from somewhere, and footnotes, which would pass for proof. Code is
    left as it is. A block of code that is not closed is closed, so that it swallows nothing that follows.
    """
    made = _closed("".join(_outside_code(markdown)))
    if any(map(_is_foreign, _tokens(made))):
        # Backticks that do not pair as they seemed to.
        made = _closed(_FOREIGN.sub(_disarmed, markdown))
    return made


def _outside_code(markdown: str) -> Iterator[str]:
    fenced = _code_lines(markdown)
    prose: list[str] = []
    for number, line in enumerate(_LINE.findall(markdown)):
        if number in fenced:
            yield _spared("".join(prose))
            prose = []
            yield line
        else:
            prose.append(line)
    yield _spared("".join(prose))


def _spared(prose: str) -> str:
    """Prose disarmed but for the code in it."""
    made, at = "", 0
    for code in _CODE.finditer(prose):
        made += _FOREIGN.sub(_disarmed, prose[at : code.start()]) + code[0]
        at = code.end()
    return made + _FOREIGN.sub(_disarmed, prose[at:])


def _disarmed(found: re.Match[str]) -> str:
    if len(found[1]) % 2:
        return found[0]
    match found[2]:
        case "<":
            return f"{found[1]}&lt;"
        case "!":
            return f"{found[1]}\\!"
        case _:
            return f"{found[1]}\\["


def _is_foreign(token: Token) -> bool:
    # An escaped bracket comes in a token of its own.
    return token.type in _HARMFUL or (token.type == "text" and "[^" in token.content)


def _closed(markdown: str) -> str:
    # What follows an open block of code becomes part of it.
    last = _READER.parse(f"{markdown}\n\nMore")[-1]
    return f"{markdown.rstrip()}\n{last.markup}" if last.type == "fence" else markdown


def _code_lines(markdown: str) -> set[int]:
    tokens = [token for token in _READER.parse(markdown) if token.type in {"fence", "code_block"} and token.map]
    return {line for token in tokens if token.map for line in range(*token.map)}


def _tokens(markdown: str) -> Iterator[Token]:
    for token in _READER.parse(markdown):
        yield token
        yield from token.children or ()
