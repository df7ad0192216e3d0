"""How well the text is read in order."""

import re

from rapidfuzz.distance import Indel

from bench.structure.grids import words
from bench.structure.share import Share, mean
from bench.structure.text import dense
from bench.structure.truth import FURNITURE, Block, Kind, Structure

MARK = re.compile(r"\s*(?:[-*+·•◦▪‣●○■–—]|\(?\w{1,4}[.)、）]|（\w{1,4}）)\s*")
APART = frozenset({Kind.FOOTNOTE, Kind.FIGURE, Kind.FORMULA})
"""What has no one place in the order, or no one way to be spelt."""


def score(truth: Structure, read: Structure) -> dict[str, Share]:
    """`order`: normalised indel similarity of the whole text, furniture left in being an error like words left out.

    Footnotes, formulas and the words in figures are left out: of the truth, and of what was read where it is known
    for one, or says the same as one.
    """
    apart = {dense(block.text) for block in truth.blocks if block.kind in APART}
    texts = [joined(structure, apart) for structure in (truth, read)]
    return {"order": mean([Indel.normalized_similarity(*texts)])} if texts[0] else {}


def joined(structure: Structure, apart: set[str]) -> str:
    """The text of a document in its order."""
    texts = (dense(words_of(block)) for block in structure.blocks if is_text(block))
    return " ".join(text for text in texts if text and text not in apart)


def is_text(block: Block) -> bool:
    """Whether a block is part of the text."""
    return block.kind not in FURNITURE and block.kind not in APART


def words_of(block: Block) -> str:
    """What a block says, a table row by row, a list's item without its mark, as Markdown leaves it out."""
    if block.table:
        return words(block.table)
    return MARK.sub("", block.text) if block.kind is Kind.LIST_ITEM else block.text
