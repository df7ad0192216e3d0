"""What markers point at, read off the page by another PDF library than the parser's: its characters one by one."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pypdfium2

from chatdoc_server.answering.base import AnswerEvent, Citation, Inquiry, TextDelta, Unsupported
from chatdoc_server.citations.sources import SourceItem, source_info

_FIGURE = re.compile(r"\d[\d,]*(?:\.\d+)?")
_DATE = re.compile(r"\b(?:19|20)\d{2}\b|\b\d{1,2} (?=[A-Z][a-z]+ \d{4})|(?<=[a-z]) \d{1,2},(?= \d{4})|\d{4}-\d\d-\d\d")
_QUOTED = re.compile(r"“(.+?)”", re.DOTALL)
_HELD = 0.5
"""The share of a sentence's longer words that stand under its markers at least."""
_LONG = 4


@dataclass(frozen=True)
class Marked:
    """A sentence of an answer with the words under each of its markers; none where it comes out as unsupported."""

    sentence: str
    under: tuple[str, ...]

    @property
    def astray(self) -> str:
        """What is wrong with its markers; empty when each stands for a figure, quotation or the words of it."""
        if quotes := _QUOTED.findall(self.sentence):
            together = _letters(" ".join(self.under))
            return "".join(quote for quote in quotes if _letters(quote) not in together)
        wanted = _figures(_DATE.sub(" ", self.sentence))
        held = [_figures(one) for one in self.under]
        missing = [figure for figure in wanted if not any(_same(figure, one) for ones in held for one in ones)]
        if missing:
            return f"no marker of {self.sentence!r} has {missing} under it, but {self.under}"
        empty = [one for one, ones in zip(self.under, held, strict=True) if wanted and not _any_same(wanted, ones)]
        words = {word for word in re.findall(r"[a-z]+", self.sentence.lower()) if len(word) >= _LONG}
        shared = {word for word in words if word in " ".join(self.under).lower()}
        if not wanted and len(shared) < _HELD * len(words):
            return f"{self.under} under the markers of {self.sentence!r}"
        return f"{empty} under a marker of {self.sentence!r}" if empty else ""


def marked(path: Path, events: Iterable[AnswerEvent], inquiry: Inquiry) -> list[Marked]:
    """The sentences of a verified answer that are cited or unsupported, with what stands under their markers."""
    found, since = [], ""
    for event in events:
        if isinstance(event, TextDelta):
            since = f"{'' if event.own else since}{'' if event.own else event.text}"
        elif isinstance(event, Citation):
            items = [source_info([one], inquiry.documents)[0] for one in event.supports]
            found.append(Marked(since.strip(), tuple(printed_under(path, item) for item in items)))
            since = ""
        elif isinstance(event, Unsupported):
            found.append(Marked(event.text, ()))
            since = ""
    return found


def printed_under(path: Path, item: SourceItem) -> str:
    """The characters whose middle lies in the rectangles of a source, as they stand in the file."""
    said = []
    with pypdfium2.PdfDocument(path) as pdf:
        for number, boxes in item.items():
            if not number.isdigit():
                continue
            page = pdf[int(number)]
            text = page.get_textpage()
            height = page.get_height()
            for index in range(text.count_chars()):
                left, bottom, right, top = text.get_charbox(index)
                x, y = (left + right) / 2, height - (bottom + top) / 2
                if any(box[0] <= x <= box[2] and box[1] <= y <= box[3] for box in boxes):
                    said.append(text.get_text_range(index, 1))
            text.close()
            page.close()
            said.append(" ")
    return " ".join("".join(said).split())


def _figures(text: str) -> list[Decimal]:
    return [Decimal(found.replace(",", "")) for found in _FIGURE.findall(text)]


def _any_same(wanted: Sequence[Decimal], held: Sequence[Decimal]) -> bool:
    return any(_same(one, other) for one in wanted for other in held)


def _same(said: Decimal, printed: Decimal) -> bool:
    """Whether a figure's digits are those printed, rounded to as many, in thousands, millions or billions too."""
    for power in (0, 3, 6, 9):
        value = printed.scaleb(-power)
        if value.quantize(Decimal(1).scaleb(said.as_tuple().exponent), ROUND_HALF_UP) == said:  # type: ignore[arg-type]
            return True
        if printed.scaleb(power) == said:
            return True
    return False


def _letters(text: str) -> str:
    return "".join(character for character in text.lower() if character.isalnum())
