"""The questions, read from `questions/*.toml`. README.md beside this file describes their members."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).with_name("questions")


class Part(StrEnum):
    """Which part a question is in: a file is open, or was held back, with its document, from all work on answers."""

    OPEN = "open"
    HELD = "held"


@dataclass(frozen=True, slots=True)
class Place:
    """Words that have to stand under a citation, and words of the same page, "" where there are none to tell it by."""

    words: str
    page: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A question, and what a good answer says and cites.

    `evidence` holds alternatives for each place that has to be cited, and `words` and `points` alternatives for what
    has to be said. `history` holds what was asked and answered before, in turn.
    """

    id: str
    part: Part
    kind: str
    documents: tuple[str, ...]
    language: str
    question: str
    history: tuple[str, ...] = ()
    figure: str = ""
    words: tuple[tuple[str, ...], ...] = ()
    items: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    points: tuple[tuple[str, ...], ...] = ()
    least: int = 0
    yes: bool | None = None
    evidence: tuple[tuple[Place, ...], ...] = ()

    @property
    def absent(self) -> bool:
        """Whether the documents do not hold the answer."""
        return self.kind == "absent"


def questions() -> list[Question]:
    """All questions, file by file."""
    return [question for path in sorted(FOLDER.glob("*.toml")) for question in _read(path)]


def _read(path: Path) -> list[Question]:
    file = tomllib.loads(path.read_text("utf-8"))
    documents = tuple(file.get("documents", [file.get("document")]))
    return [_question(f"{path.stem}-{number}", documents, file, one) for number, one in enumerate(file["questions"], 1)]


def _question(name: str, documents: tuple[str, ...], file: Mapping[str, Any], given: Mapping[str, Any]) -> Question:
    return Question(
        id=name,
        part=Part(file.get("part", Part.OPEN)),
        kind=given["kind"],
        documents=documents,
        language=file.get("language", "en"),
        question=given["question"],
        history=tuple(given.get("history", ())),
        figure=given.get("figure", ""),
        words=tuple(tuple(one.split("|")) for one in given.get("words", ())),
        items=tuple(given.get("items", ())),
        without=tuple(given.get("without", ())),
        points=tuple(tuple(one.split("|")) for one in given.get("points", ())),
        least=given.get("least", 0),
        yes=given.get("yes"),
        evidence=tuple(tuple(map(_place, one.split(" | "))) for one in given.get("evidence", ())),
    )


def _place(text: str) -> Place:
    words, _, page = text.partition(" @ ")
    return Place(words.strip(), page.strip())
