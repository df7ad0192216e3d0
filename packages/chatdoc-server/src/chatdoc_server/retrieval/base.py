"""What goes into a search and what comes out."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from chatdoc_server.document import Document
from chatdoc_server.indexing.index import DocumentIndex, Vectors
from chatdoc_server.indexing.model import Passage


@dataclass(frozen=True, slots=True)
class Asked:
    """One document that is being asked: its identity, its structure and its index.

    `crossing` are second vectors of its passages, for questions in other languages than its own; None where its own
    vectors serve all languages, or no such question was asked yet.
    """

    upload_id: str
    document: Document
    index: DocumentIndex
    crossing: Vectors | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found; a higher score is better, comparable within one search only.

    `scores` are what the score was made of, by name.
    """

    upload_id: str
    passage: Passage
    score: float
    scores: Mapping[str, float] = field(default_factory=dict)
