"""How much it costs to turn one ordered tree into another (Zhang and Shasha 1989)."""

from collections.abc import Callable, Sequence
from itertools import count
from typing import Generic, NamedTuple, TypeVar

Label = TypeVar("Label")


class Tree(NamedTuple, Generic[Label]):
    """An ordered tree in postorder: what each node is, the first leaf under each, and the keyroots.

    A keyroot is the root, or a node that has a sibling before it.
    """

    nodes: list[Label]
    leaves: list[int]
    keyroots: list[int]


def tree(labels: Sequence[Label], depths: Sequence[int]) -> Tree[Label]:
    """The tree of nodes in preorder, the first the root at depth 0, none more than one below the node before it."""
    nodes: list[Label] = []
    leaves: list[int] = []
    keyroots: list[int] = []
    open_nodes: list[tuple[Label, int, bool]] = []
    for label, depth in [*zip(labels, depths, strict=True), (labels[0], 0)]:
        is_later = len(open_nodes) > depth
        while len(open_nodes) > depth:
            closed, leaf, is_keyroot = open_nodes.pop()
            if is_keyroot:
                keyroots.append(len(nodes))
            leaves.append(leaf)
            nodes.append(closed)
        open_nodes.append((label, len(nodes), is_later or depth == 0))
    return Tree(nodes, leaves, keyroots)


def distance(one: Tree[Label], other: Tree[Label], rename: Callable[[Label, Label], float]) -> float:
    """The least cost of turning one tree into the other, a node costing 1 to insert or delete."""
    renames = [[rename(a, b) for b in other.nodes] for a in one.nodes]
    known = [[0.0] * len(other.nodes) for _ in one.nodes]
    for i in one.keyroots:
        for j in other.keyroots:
            if one.leaves[i] == i and other.leaves[j] == j:
                known[i][j] = renames[i][j]
            else:
                put_down(one, other, (i, j), renames, known)
    return known[-1][-1]


def put_down(
    one: Tree[Label],
    other: Tree[Label],
    keyroots: tuple[int, int],
    renames: list[list[float]],
    known: list[list[float]],
) -> None:
    """Puts down in `known` the distances of all subtrees on the first paths under two keyroots."""
    start, begin = one.leaves[keyroots[0]], other.leaves[keyroots[1]]
    width = keyroots[1] - begin + 1
    rows = [[float(column) for column in range(width + 1)]]
    for a, line in zip(range(start, keyroots[0] + 1), count(1)):
        above, costs, found = rows[-1], renames[a], known[a]
        row = [float(line)]
        base = rows[one.leaves[a] - start]
        is_first = one.leaves[a] == start
        for column in range(width):
            b = begin + column
            least = min(above[column + 1], row[column]) + 1.0
            leaf = other.leaves[b] - begin
            if is_first and leaf == 0:
                least = min(least, above[column] + costs[b])
                found[b] = least
            else:
                least = min(least, base[leaf] + found[b])
            row.append(least)
        rows.append(row)
