"""Bars that show how far documents are, on a terminal only."""

from collections.abc import Generator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from chatdoc.lib.model import READY
from chatdoc.lib.model import Progress as Step
from chatdoc.lib.waiting import OnProgress

_WORDS = {
    "un_parsed": "waiting",
    "link_un_parsed": "waiting",
    "link_downloading": "fetching",
    "pdf_converting": "converting",
    "pdf_converted": "converting",
    "text_parsing": "reading",
    "element_parsing": "reading",
    "insight_callback": "indexing",
    "text_parsed": "indexing",
}


class Bars:
    """One bar a document, counting pages."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress

    def add(self, name: str) -> OnProgress:
        """A new bar, and what moves it."""
        task = self._progress.add_task(name, total=None, stage="waiting")

        def move(step: Step) -> None:
            stage = "ready" if step.status >= READY else _WORDS.get(step.stage, step.stage)
            if step.pages_total is not None:
                self._progress.update(task, completed=step.pages_done, total=step.pages_total)
            if stage:
                self._progress.update(task, stage=stage)

        return move


@contextmanager
def bars() -> Generator[Bars]:
    """Shows bars on standard error for the length of a block."""
    console = Console(stderr=True)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[stage]}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        yield Bars(progress)
