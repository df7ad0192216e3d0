"""An answer's text as it streams, cut where its sentences end; nothing is kept back but what tells that one has."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from chatdoc_server.languages import sentences

_STOP = re.compile(r"(?P<own>[。！？｡।॥։؟۔]+[」』”’）》】〕»\"')\]]*)|[.!?…]+[\"'”’»›)\]*_]*")
_LISTED = re.compile(r"\s*(?:[*_>#-]+\s*)*\(?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,5})[.)]\s*")
"""What numbers a list's item ends no sentence."""
_WORD = re.compile(r"\S+")
_LONGEST_WORD = 16
"""Characters of a word after which no more are waited for."""
_ROW = re.compile(r"\s*\|")
_RULE = re.compile(r"[\s:|-]*")


@dataclass(frozen=True, slots=True)
class Ended:
    """A sentence, or a cell of a Markdown table, that ends here; `about` is the cell's row and column."""

    text: str
    about: str = ""


class SentenceStream:
    """Passes text on at once and says where sentences end, before the first character of what follows them.

    Line breaks end a sentence; full stops do where `languages.sentences` says so, which takes the next word, so the
    spaces after a full stop wait for that.
    """

    def __init__(self) -> None:
        self._said = ""
        self._held = ""
        self._cells: list[str] = []
        self._heads: list[str] | None = None

    @property
    def is_between(self) -> bool:
        """Whether no sentence has begun."""
        return not (self._said + self._held).strip()

    def feed(self, text: str) -> Iterator[str | Ended]:
        """What is certain after the next piece."""
        yield from self._parse(self._held + text, final=False)

    def close(self) -> Iterator[str | Ended]:
        """The rest, at the end of the text or of a writer's part of it."""
        yield from self._parse(self._held, final=True)
        self._said = ""

    def _parse(self, text: str, *, final: bool) -> Iterator[str | Ended]:
        self._held = ""
        while True:
            whole = self._said + text
            end, certain = self._end(whole, len(self._said), final=final)
            if end is None:
                break
            end = max(end, len(self._said))
            if not certain:
                yield from self._pass_on(text[: end - len(self._said)])
                self._held = whole[end:]
                return
            yield from self._pass_on(text[: end - len(self._said)])
            yield from self._ended()
            text = whole[end:]
            if not text:
                return
            if text[0] == "\n" or (text[0] == "|" and self._cells):
                yield from self._turn(text[0])
                text = text[1:]
        yield from self._pass_on(text)
        if final:
            yield from self._ended()

    def _pass_on(self, text: str) -> Iterator[str]:
        if text:
            self._said += text
            yield text

    def _turn(self, mark: str) -> Iterator[str]:
        """A line break, or the end of a table's cell, belongs to no sentence."""
        if mark == "\n":
            if self._cells and self._heads is None:
                self._heads = self._cells
            self._cells = []
        yield mark
        self._said = "|" if mark == "|" else ""

    def _ended(self) -> Iterator[Ended]:
        said, self._said = self._said, ""
        if _ROW.match(said) is None:
            if said.strip():
                self._heads = None
                yield Ended(said.strip())
            return
        cell = said.strip().lstrip("|").strip()
        self._cells.append(cell)
        column = len(self._cells) - 1
        if self._heads is None or column == 0 or not cell or _RULE.fullmatch(cell):
            return
        head = self._heads[column] if column < len(self._heads) else ""
        yield Ended(cell, f"{self._cells[0]} {head}".strip())

    def _end(self, whole: str, known: int, *, final: bool) -> tuple[int | None, bool]:
        """Where the sentence ends and whether that is certain, else from where on to wait; None where it goes on."""
        line = whole.find("\n", known)
        if _ROW.match(whole):
            return self._end_of_cell(whole, line, final=final)
        stop = self._full_stop(whole, known, len(whole) if line < 0 else line, final=final)
        if stop[0] is not None:
            return stop
        if line >= 0:
            return max(known, len(whole[:line].rstrip())) if whole[:line].strip() else line, True
        spaces = len(whole.rstrip())
        return (max(spaces, known), False) if spaces < len(whole) and not final and whole.strip() else (None, True)

    def _end_of_cell(self, whole: str, line: int, *, final: bool) -> tuple[int | None, bool]:
        begin = whole.index("|") + 1
        bar = whole.find("|", begin)
        if bar >= 0 and (line < 0 or bar < line):
            return len(whole[:bar].rstrip()) if whole[begin:bar].strip() else bar, True
        if line >= 0:
            return line, True
        spaces = len(whole.rstrip())
        return (spaces, False) if begin <= spaces < len(whole) and not final else (None, True)

    def _full_stop(self, whole: str, known: int, until: int, *, final: bool) -> tuple[int | None, bool]:
        for found in _STOP.finditer(whole, max(0, known - 4), until):
            end = found.end()
            if end < known or _LISTED.fullmatch(whole[:end]):
                continue
            rest = whole[end:until]
            follows = _WORD.search(rest)
            if follows is None:
                # Its own line or the text ends here; else what follows decides.
                return (end, final or until < len(whole)) if rest or until < len(whole) else (None, True)
            if not found["own"] and not rest[0].isspace():
                continue
            word = follows.group()
            whole_word = final or until < len(whole) or follows.end() < len(rest) or len(word) >= _LONGEST_WORD
            if not whole_word and not found["own"]:
                return end, False
            if any(stop == end for _, stop in sentences.split(whole[: end + follows.end()])):
                return end, True
        return None, True
