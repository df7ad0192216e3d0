"""A message that asks several things, as the questions that are answered one by one."""

import re

from chatdoc_server.questions.followups import Exchange, resolve
from chatdoc_server.questions.instructions import strip_instructions
from chatdoc_server.questions.several import pieces

MOST = 3
"""Questions of one message that are answered by themselves."""
_ASKS = re.compile(
    r"^(?:in |at |by |to |for |after |from |within |on )?(?:what|which|who\w*|when|where|why|how)\b", re.IGNORECASE
)
_COMPUTES = re.compile(
    r"\b(?:ratio|divided|difference|percent\w*|average|change\w*|increase\w*|decrease\w*|grow\w*)\b", re.IGNORECASE
)
_CHINESE = re.compile("多少|谁|誰|什么|什麼|何|哪|几|幾|[吗嗎]|是否|怎")
_CHINESE_COMMA = re.compile("[，；？;?]")


def parted(question: str, language: str) -> tuple[str, ...]:
    """The questions of a message, each as it would be asked alone; the whole message where it asks one thing.

    A part that points back, as in "and who pays for them", is made whole by the part before it. What is computed, or
    asked by instructions and definitions, is left whole.
    """
    if language == "zh":
        found = tuple(piece.strip() for piece in _CHINESE_COMMA.split(question) if piece.strip())
        asks = 1 < len(found) <= MOST and all(map(_CHINESE.search, found))
        return tuple(_whole(found, number, language) for number in range(len(found))) if asks else (question,)
    if language not in ("en", "") or strip_instructions(question).core != " ".join(question.split()):
        return (question,)
    found = pieces(question)
    if not 1 < len(found) <= MOST or not all(map(_ASKS.search, found)) or _COMPUTES.search(question):
        return (question,)
    return tuple(_whole(found, number, language) for number in range(len(found)))


def _whole(found: tuple[str, ...], number: int, language: str) -> str:
    piece = found[number].rstrip(" ?.,")
    made = resolve(f"{piece}?", [Exchange(f"{found[number - 1].rstrip(' ?.,')}?")], language) if number else f"{piece}?"
    return made[:1].upper() + made[1:]
