"""Which documents there are, and how each is made."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import ModuleType

from bench.structure.corpus import latex, office, typst
from bench.structure.corpus.genres import contract, manual, paper, report, statements
from bench.structure.corpus.model import Script
from bench.structure.corpus.told import Telling
from bench.structure.truth import Structure

BACKENDS: dict[str, ModuleType] = {"typst": typst, "latex": latex, "office": office}


@dataclass(frozen=True)
class Plan:
    """A document to make."""

    genre: str
    language: str
    backend: str
    seed: int
    make: Callable[[str, str, random.Random], Script]

    @property
    def name(self) -> str:
        """The name of its files."""
        return f"{self.genre}-{self.language}-{self.backend}-{self.seed}"

    def script(self) -> Script:
        """Its model."""
        script = self.make(self.name, self.language, random.Random(self.name))
        return office.fitted(script) if self.backend == "office" else script

    def missing(self) -> str:
        """What it can't be made for want of; empty when it can."""
        return str(BACKENDS[self.backend].missing(self.language))


@dataclass(frozen=True)
class Made:
    """A document with its truth; `wrong` are blocks that were not typeset as the model says them."""

    pdf: bytes
    structure: Structure
    wrong: tuple[str, ...]


def plans() -> Iterator[Plan]:
    """All documents, the same ones each time."""
    makers: tuple[tuple[str, Callable[[str, str, random.Random], Script], dict[str, int]], ...] = (
        ("report", report.make, {"typst": 2, "latex": 1, "office": 1}),
        ("brochure", report.make_columned, {"typst": 1, "office": 1}),
        ("statements", statements.make, {"typst": 2, "latex": 1, "office": 1}),
        ("paper", paper.make, {"typst": 1, "latex": 3}),
        ("article", paper.make_single, {"typst": 1, "latex": 1}),
        ("contract", contract.make, {"typst": 2, "latex": 1, "office": 1}),
        ("manual", manual.make, {"typst": 2, "latex": 1, "office": 1}),
    )
    for genre, make, counts in makers:
        for backend, count in counts.items():
            for language in ("en", "zh"):
                for seed in range(1, count + 1):
                    yield Plan(genre, language, backend, seed, make)


def made(plan: Plan) -> Made:
    """Makes a document and its truth."""
    backend, script = BACKENDS[plan.backend], plan.script()
    telling = Telling(script, backend.typeset(script, twin=True))
    return Made(backend.typeset(script, twin=False), telling.structure(), tuple(telling.wrong()))
