"""How well furniture and captions are told from the text."""

import re
from collections import Counter
from collections.abc import Collection

from rapidfuzz.distance import Indel

from bench.structure.share import Share, f1
from bench.structure.text import CHINESE, dense, plain
from bench.structure.truth import FURNITURE, Kind, Structure

TOKEN = re.compile(rf"[{CHINESE}]|[^\W_{CHINESE}]+")
ALIKE = 0.8
"""The likeness of their text from which on two captions are the same."""


def score(truth: Structure, read: Structure) -> dict[str, Share]:
    """`furniture F1` by words on their pages, `captions F1` by captions; nothing where the truth is of text alone."""
    if not truth.pages:
        return {}
    return {"furniture F1": furniture(truth, read), "captions F1": captions(truth, read)}


def furniture(truth: Structure, read: Structure) -> Share:
    """F1 of the words of furniture, each on its page, however they are cut into blocks."""
    true, made = tokens(truth, FURNITURE), tokens(read, FURNITURE)
    return f1((true & made).total(), true.total(), made.total())


def tokens(structure: Structure, kinds: Collection[Kind]) -> Counter[tuple[int, str]]:
    """The words of blocks of some kinds, with their pages; a character each in Chinese."""
    return Counter(
        (block.page, token)
        for block in structure.blocks
        if block.kind in kinds
        for token in TOKEN.findall(plain(block.text).casefold())
    )


def captions(truth: Structure, read: Structure) -> Share:
    """F1 of captions, two being the same if their text nearly is."""
    left = texts(read)
    made = len(left)
    hits = 0
    for text in texts(truth):
        best = max(left, key=lambda other: Indel.normalized_similarity(text, other), default="")
        if best and Indel.normalized_similarity(text, best) >= ALIKE:
            left.remove(best)
            hits += 1
    return f1(hits, len(texts(truth)), made)


def texts(structure: Structure) -> list[str]:
    """What the captions say, but for those that only say a table's unit."""
    units = {dense(block.table.unit).strip("()") for block in structure.blocks if block.table}
    found = (dense(block.text) for block in structure.blocks if block.kind is Kind.CAPTION)
    return [text for text in found if text.strip("()") not in units]
