"""An answer's text as it streams, cut where its sentences end; nothing is kept back but what tells that one has."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from chatdoc_server.citations.verification import claims, vocabulary
from chatdoc_server.languages import sentences

_STOP = re.compile(r"(?P<own>[。！？｡।॥։؟۔]+[」』”’）》】〕»\"')\]]*)|[.!?…]+[\"'”’»›)\]*_]*")
_LISTED = re.compile(r"\s*(?:[*_>#-]+\s*)*\(?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,5})[.)]\s*")
"""What numbers a list's item ends no sentence."""
_WORD = re.compile(r"\S+")
_LONGEST_WORD = 16
"""Characters of a word after which no more are waited for."""
_ROW = re.compile(r"\s*\|")
_RULE = re.compile(r"[\s:|-]*")
_SAYS = re.compile(r"\w")
_LEADING = " \t;；,，、"
_FOLLOWS = re.compile(r"(?P<before>[^\w\n|]*(?P<item>\(?(?:\d{1,2}|[A-Za-z])[.)]\s+)?)(?P<word>\w\S*)?")
"""What comes behind a marker: signs, a list's number, and a word."""
_CLOSING = re.compile(r"[.!?…。！？।॥؟۔\"'”’»›)\]】）」』*_]+")
_APART = re.compile(r"[;；•▪◦]")
_JOINS = re.compile(r"[,，、:：(（]")
_CAPITAL = " X"
"""What could begin a sentence, to see whether the text before it ends one."""


@dataclass(frozen=True, slots=True)
class Ended:
    """A claim that ends here: a sentence, a cell of a Markdown table, or as much of either as a marker stands behind.

    `about` is the cell's row and column. `opening` is how its sentence began, where a marker stands inside that: what
    goes on after a marker means what it says only together with it.
    """

    text: str
    about: str = ""
    opening: str = ""


class SentenceStream:
    """Passes text on at once and says where claims end, before the first character of what follows them.

    Line breaks end a sentence; full stops do where `languages.sentences` says so, which takes the next word, so the
    spaces after a full stop wait for that. What stands before a marker is that marker's claim, whatever follows it: a
    marker ends a sentence behind a full stop, before a capital, a list's item or another script, and elsewhere the part
    of the sentence that it stands behind. It ends nothing where only a subject stands before it.
    """

    def __init__(self) -> None:
        self._said = ""
        self._told = 0
        self._marked = False
        self._held = ""
        self._cells: list[str] = []
        self._heads: list[str] | None = None

    def feed(self, text: str) -> Iterator[str | Ended]:
        """What is certain after the next piece."""
        yield from self._parse(self._held + text, final=False)

    def mark(self) -> Iterator[str | Ended]:
        """What is certain where a marker stands; the spaces before it come behind it."""
        spaces = self._held[len(self._held.rstrip()) :]
        yield from self._lines(self._held.rstrip(), final=True)
        self._held = spaces
        if _ROW.match(self._said):
            yield from self._claim_of_cell()
        elif _ends_sentence(self._said):
            yield from self._ended()
        else:
            self._marked = claims.is_statement(self._said[self._told :])

    def close(self) -> Iterator[str | Ended]:
        """The rest, at the end of the text or of a writer's part of it."""
        yield from self._parse(self._held, final=True)
        yield from self._ended()

    def _parse(self, text: str, *, final: bool) -> Iterator[str | Ended]:
        if self._marked:
            follows = _FOLLOWS.match(text)
            if follows is None or _is_open(follows, text, final=final):
                self._held = text
                return
            self._marked = False
            closing = _CLOSING.match(text)
            if closing is not None:
                yield from self._pass_on(closing.group())
                text = text[closing.end() :]
            if _ends_sentence(self._said):
                yield from self._ended()
            elif (follows := _FOLLOWS.match(text)) is not None:
                yield from self._after_marker(follows, text)
        yield from self._lines(text, final=final)

    def _after_marker(self, follows: re.Match[str], text: str) -> Iterator[Ended]:
        """What ends at the marker in front of a text: the sentence, as much of it as there is, or nothing."""
        word = follows["word"]
        if word is None or "\n" in text[: follows.end()]:
            return
        if _is_apart(self._said, follows):
            yield from self._ended()
        elif not vocabulary.VERB.fullmatch(word.rstrip(".,;:")):
            yield from self._claim(self._said)
            self._told = len(self._said)

    def _lines(self, text: str, *, final: bool) -> Iterator[str | Ended]:
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
        """The end of a sentence or cell, with what no marker has ended of it yet."""
        said = self._said
        if _ROW.match(said) is None:
            if said.strip():
                self._heads = None
                yield from self._claim(said)
        else:
            yield from self._claim_of_cell()
            self._cells.append(_cell(said))
        self._said, self._told = "", 0

    def _claim(self, said: str, about: str = "") -> Iterator[Ended]:
        text = said[self._told :].strip()
        if self._told:
            text = text.lstrip(_LEADING)
        if not self._told or _SAYS.search(text):
            yield Ended(text, about, said[: self._told].strip())

    def _claim_of_cell(self) -> Iterator[Ended]:
        column = len(self._cells)
        cell = _cell(self._said)
        if self._heads is None or column == 0 or not cell or _RULE.fullmatch(cell):
            return
        head = self._heads[column] if column < len(self._heads) else ""
        before = len(self._said) - len(self._said.lstrip().lstrip("|").lstrip())
        said, told = self._said[before:], self._told
        self._told = max(0, told - before)
        yield from self._claim(said, f"{self._cells[0]} {head}".strip())
        self._told = len(self._said)

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


def _cell(said: str) -> str:
    return said.strip().lstrip("|").strip()


def _ends_sentence(said: str) -> bool:
    """Whether a text ends with its sentence, by a full stop that is not one of an abbreviation or a list's number."""
    stop = any(found.end() == len(said) for found in _STOP.finditer(said, max(0, len(said) - _LONGEST_WORD)))
    if not stop or _LISTED.fullmatch(said):
        return False
    return any(end == len(said) for _, end in sentences.split(said + _CAPITAL))


def _is_open(follows: re.Match[str], text: str, *, final: bool) -> bool:
    """Whether the word behind a marker may go on, or has not come yet."""
    if final or follows.end() < len(text):
        return False
    return len(follows["word"] or follows["before"]) < _LONGEST_WORD


def _is_apart(said: str, follows: re.Match[str]) -> bool:
    """Whether what follows a marker is a sentence or item of its own: by its sign, its capital, or its script."""
    if _APART.search(follows["before"]) or follows["item"]:
        return True
    first = follows["word"][0]
    if _JOINS.search(follows["before"]) or not first.isalpha():
        return False
    letters = [character for character in said if character.isalpha()]
    return first.isupper() or (bool(letters) and _is_cased(first) != _is_cased(letters[-1]))


def _is_cased(character: str) -> bool:
    return character.lower() != character.upper()
