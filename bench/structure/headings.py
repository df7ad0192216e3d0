"""How well the tree of headings is read."""

from typing import NamedTuple

import msgspec
from rapidfuzz.distance import Indel

from bench.structure.order import is_text, words_of
from bench.structure.share import Share, mean
from bench.structure.text import dense
from bench.structure.trees import Tree, distance, tree
from bench.structure.truth import Kind, Structure


class Node(NamedTuple):
    """A heading with its text, the text under a heading, or the document above all."""

    kind: str
    text: str = ""


def score(truth: Structure, read: Structure) -> dict[str, Share]:
    """How alike the trees are, whether a document's title is taken for a part beside others or as what is over them.

    `headings` compares headings alone, the cost of turning one tree into the other by the nodes of the larger. `MHS` is
    the Markdown heading similarity of opendataloader-bench: the text under each heading is a node too.
    """
    if not any(block.kind is Kind.HEADING for block in truth.blocks):
        return {}
    forms = [truth, titled(truth)]
    return {
        column: mean([max(likeness(headings(form, with_text=with_text), made) for form in forms)])
        for column, with_text, made in (
            ("headings", False, headings(read, with_text=False)),
            ("MHS", True, headings(read, with_text=True)),
        )
    }


def titled(structure: Structure) -> Structure:
    """The same with all other headings under the first one."""
    first = next(index for index, block in enumerate(structure.blocks) if block.kind is Kind.HEADING)
    blocks = list(structure.blocks)
    blocks[first] = msgspec.structs.replace(blocks[first], level=0)
    return msgspec.structs.replace(structure, blocks=tuple(blocks))


def headings(structure: Structure, *, with_text: bool) -> Tree[Node]:
    """The tree of headings under the document: one stands under the nearest before it of a smaller level."""
    labels, depths, levels = [Node("document")], [0], [-1]
    texts: list[str] = []
    for block in structure.blocks:
        if block.kind is not Kind.HEADING:
            texts += [words_of(block)] if with_text and is_text(block) else []
            continue
        put_text(labels, depths, texts, len(levels))
        while len(levels) > 1 and levels[-1] >= block.level:
            levels.pop()
        labels.append(Node("heading", dense(block.text)))
        depths.append(len(levels))
        levels.append(block.level)
    put_text(labels, depths, texts, len(levels))
    return tree(labels, depths)


def put_text(labels: list[Node], depths: list[int], texts: list[str], depth: int) -> None:
    """Puts the text that was found under the last heading into the tree."""
    if texts:
        labels.append(Node("text", dense(" ".join(texts))))
        depths.append(depth)
        texts.clear()


def likeness(truth: Tree[Node], read: Tree[Node]) -> float:
    """From 0 to 1, the document itself left out of the count."""
    size = max(len(truth.nodes), len(read.nodes)) - 1
    return 1.0 - distance(truth, read, rename) / size if size else 1.0


def rename(one: Node, other: Node) -> float:
    """The cost of turning one node into another."""
    return 1.0 if one.kind != other.kind else Indel.normalized_distance(one.text, other.text)
