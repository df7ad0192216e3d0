"""Passages to a stream of answer events."""

from chatdoc_server.answering.base import (
    Answerer,
    AnswerEvent,
    AnswerFailed,
    Citation,
    Inquiry,
    Support,
    TextDelta,
    Turn,
)
from chatdoc_server.answering.extractive import ExtractiveAnswerer

__all__ = [
    "AnswerEvent",
    "AnswerFailed",
    "Answerer",
    "Citation",
    "ExtractiveAnswerer",
    "Inquiry",
    "Support",
    "TextDelta",
    "Turn",
]
