"""Tokens that a sign of relation joins: "a = b" stands in one cell, however wide its spaces are."""

from collections.abc import Sequence

from chatdoc_server.parsing.pdf.tables.tokens import Token, token

_RELATIONS = frozenset("=≠≈≡≤≥<>→←↔⇒∈×±+∼∝:")
_REACH = 1.1


def joined(found: Sequence[Token]) -> list[Token]:
    """The tokens of a line, those put together that a sign of relation stands between."""
    result: list[Token] = []
    for one in found:
        if result and _belong(result[-1], one):
            result[-1] = token([*result[-1].words, *one.words])
        else:
            result.append(one)
    return result


def _belong(left: Token, right: Token) -> bool:
    last, first = left.words[-1], right.words[0]
    if right.left - left.right > _REACH * first.height:
        return False
    return (last.text in _RELATIONS and len(left.words) > 1) or (first.text in _RELATIONS and len(right.words) > 1)
