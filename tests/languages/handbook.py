"""The parallel documents of `material/`, as documents and as indexes to ask."""

import json
from dataclasses import dataclass
from pathlib import Path

from chatdoc_server.document import Document
from chatdoc_server.indexing.build import build_index, build_vectors
from chatdoc_server.indexing.embedding.choice import Embedders
from chatdoc_server.indexing.index import DocumentIndex, Vectors
from chatdoc_server.retrieval.base import Asked
from chatdoc_server.retrieval.search import search
from tests.indexing.documents import Builder

MATERIAL = Path(__file__).parent / "material"
LANGUAGES = ("en", "de", "fr", "es", "zh", "ja", "ar", "ru")


@dataclass(frozen=True, slots=True)
class Handbook:
    """A handbook that can be asked; `paragraphs` are the indexes of its elements that hold text, in order."""

    asked: Asked
    paragraphs: tuple[int, ...]

    @classmethod
    def open(cls, language: str, embedders: Embedders, *, crossing: bool = False) -> "Handbook":
        """The handbook in a language; `crossing` adds second vectors."""
        document, paragraphs = read(language)
        embedder = embedders.of(language)
        index = DocumentIndex.open(build_index(document, embedder), embedder.name)
        second = None
        if crossing:
            other = embedders.multilingual
            second = Vectors.open(build_vectors(document, index, other), other.name, index)
        return cls(Asked(language, document, index, second), paragraphs)

    def rank(self, question: str, paragraph: int, embedders: Embedders) -> int:
        """The place, counted from 0, of the passage that holds a paragraph."""
        hits = search(question, [self.asked], embedders, len(self.asked.index))
        return [self.paragraphs[paragraph] in hit.passage.elements for hit in hits].index(True)


@dataclass(frozen=True, slots=True)
class Asking:
    """A question in several languages, and the paragraph that answers it, counted from 0."""

    paragraph: int
    text: dict[str, str]


def questions() -> list[Asking]:
    """The questions of all eight handbooks."""
    rows = json.loads((MATERIAL / "questions.json").read_text("utf-8"))
    return [Asking(row.pop("paragraph"), row) for row in rows]


def other_questions(language: str) -> list[Asking]:
    """The questions of the shorter handbooks in languages beside the eight."""
    rows = json.loads((MATERIAL / "others.json").read_text("utf-8"))[language]
    return [Asking(row["paragraph"], {language: row["question"]}) for row in rows]


def text_of(language: str) -> str:
    """The handbook's Markdown."""
    return (MATERIAL / f"{language}.md").read_text("utf-8")


def read(language: str) -> tuple[Document, tuple[int, ...]]:
    """The handbook, and the indexes of its paragraphs."""
    builder, paragraphs = Builder(language), []
    for line in filter(None, text_of(language).splitlines()):
        level = len(line) - len(line.lstrip("#"))
        if level:
            builder.heading(line[level:].strip(), level)
        else:
            paragraphs.append(len(builder.elements))
            builder.text(line)
    return builder.build(), tuple(paragraphs)
