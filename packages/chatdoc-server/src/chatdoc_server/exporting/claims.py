"""An answer taken apart into what it claims, each claim with the sources that it rests on."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.token import Token

from chatdoc_server.exporting.blocks import Block, blocks
from chatdoc_server.exporting.escaping import escaped
from chatdoc_server.exporting.markers import pieces
from chatdoc_server.languages import sentences

_SPACED = re.compile(r" (?=[.,;](?:\s|$))")
"""What a marker in front of a full stop leaves."""
_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence of an answer, or the cell of a table in it, with what stands around it; its markers are taken out.

    `sources` are positions in `source_info`, each once. `about` is what the cell's row and column are called. `whole`
    is for the answer as a whole, which sources without a marker stand for.
    """

    text: str
    sources: tuple[int, ...]
    about: tuple[str, ...] = ()
    whole: bool = False
    words: str = field(init=False)
    """The claim as it is read, without Markdown."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "words", _words(self.text, self.about))


def claims(answer: str, sources: int) -> list[Claim]:
    """The claims of an answer with that many sources, in the order they stand.

    The texts of all but the whole are together the answer without its markers. A claim owns the markers inside it and
    at its end. Sources that no marker points at belong to the answer as a whole, which then comes last; an answer
    without any marker is that alone.
    """
    parts = list(pieces(answer, sources))
    text, marks = "", []
    for part in parts:
        if isinstance(part, str):
            text += part
        else:
            marks.append((len(text), part))
    marked = {index for _, index in marks}
    others = tuple(index for index in range(sources) if index not in marked)
    found = _marked(text, marks) if marks else []
    return [*found, Claim(text, others, whole=True)] if others or not marks else found


def computed_from(inputs: Sequence[tuple[str, str]], formula: str, first: int) -> list[Claim]:
    """Claims of the figures that went into a computation, each `(name, value)` with a source of its own.

    Their sources count on from `first`, in the same order. What was computed with them is said with each.
    """
    computed = escaped(formula)
    return [
        Claim(f"{escaped(f'{name}: {value}')}\n\n{computed}", (first + place,))
        for place, (name, value) in enumerate(inputs)
    ]


def _marked(text: str, marks: Sequence[tuple[int, int]]) -> list[Claim]:
    begun = [(start, block) for block in blocks(text, [at for at, _ in marks]) for start in _starts(text, block)]
    starts = [start for start, _ in begun]
    owned: list[dict[int, None]] = [{} for _ in begun]
    for at, index in marks:
        owned[max(0, bisect_left(starts, at) - 1)][index] = None
    stops = [*starts[1:], len(text)]
    return [
        Claim(text[start:stop], tuple(own), block.about)
        for (start, block), stop, own in zip(begun, stops, owned, strict=True)
    ]


def _starts(text: str, block: Block) -> Iterator[int]:
    """Where the sentences of a block begin; the first one at the block's own beginning."""
    yield block.start
    if not block.whole:
        for start, _ in list(sentences.split(text[block.words : block.stop]))[1:]:
            yield block.words + start


def _words(text: str, about: Sequence[str]) -> str:
    cell = text.strip().removeprefix("|").removesuffix("|") if about else text.strip()
    said = "\n".join(filter(None, map(_inline, _MARKDOWN.parse(cell.strip("|")))))
    named = ", ".join(filter(None, (" ".join(map(_inline, _MARKDOWN.parse(part))).strip() for part in about)))
    return f"{named}: {said}" if named and said else said or named


def _inline(token: Token) -> str:
    """What a reader sees of a block's text."""
    if token.type in {"fence", "code_block"}:
        return token.content.strip()
    parts = [" " if one.type in {"softbreak", "hardbreak"} else one.content for one in token.children or ()]
    return _SPACED.sub("", " ".join("".join(parts).split()))
