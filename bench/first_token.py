"""Milliseconds from sending a question to the first text of its answer, over HTTP against a service of its own.

    python -m bench.first_token DATA [--pages 250] [--documents 30] [--total 4000] [--runs 5] [--data-dir FOLDER]

DATA holds pdfs/ and questions.jsonl, as elsewhere. Two things are asked: the document whose pages are nearest to
`--pages`, and a collection of `--documents` with about `--total` pages together; where there are too few documents,
some are taken twice, as files of different bytes. Each is asked

  warm       all questions about it, as often as `--runs` says, after a round that does not count
  restarted  one question, the first that the service answers after a restart, as often as `--runs` says
  evicted    all questions once, by a service that may keep 16 MB of documents at hand, so that it loads them each time

and each line says the median, the 95th percentile, the medians of the stages that the service itself timed, and what
its processors worked for a whole answer on average, which other work on the machine changes little. With `--data-dir`
what was taken in stays there for the next run. Nothing else should work on the machine.
"""

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import pypdfium2

from bench.material import p95, questions
from chatdoc import ChatDOC
from chatdoc.lib.documents import Document
from tests.service import Service, serving

SMALLEST_CACHE = "16"
"""Megabytes that hold none of the documents."""

PATIENCE = 900.0
"""Seconds that a question may take: the first after an update makes the indexes of another release anew."""

SET = "first-token"
"""The collection's name, by which a later run finds it."""


@dataclass(frozen=True)
class Plan:
    """What is asked: one file, the files of the collection (a copy has a number above 0), and the questions of each."""

    single: str
    together: tuple[tuple[str, int], ...]
    asked: Mapping[str, Sequence[str]]

    def of_single(self) -> list[str]:
        """The questions about the one file."""
        return list(self.asked[self.single])

    def of_all(self) -> list[str]:
        """The questions about the files of the collection."""
        return [text for name, copy in self.together if not copy for text in self.asked.get(name, ())]


@dataclass
class Times:
    """Milliseconds to the first text, and those of the stages as the service timed them."""

    first: list[float] = field(default_factory=list)
    worked: list[float] = field(default_factory=list)
    stages: dict[str, list[float]] = field(default_factory=dict)

    def add(self, first: float, worked: float, stages: Mapping[str, float]) -> None:
        """Notes one answer."""
        self.first.append(first)
        self.worked.append(worked)
        for name, taken in stages.items():
            self.stages.setdefault(name, []).append(taken)

    def line(self) -> str:
        """Median, 95th percentile and stages."""
        parts = ", ".join(f"{name} {statistics.median(taken):.1f}" for name, taken in self.stages.items())
        spread = f"median {statistics.median(self.first):6.1f}, p95 {p95(self.first):6.1f} of {len(self.first)}"
        return f"{spread}, worked {statistics.mean(self.worked):.1f}  ({parts})"


def chosen(sizes: Mapping[str, int], documents: int, total: int) -> tuple[tuple[str, int], ...]:
    """Which files make a collection of `documents` with about `total` pages, and which copy of each: 0 for the file.

    Args:
        sizes: pages of each file.
        documents: how many to choose.
        total: pages that they should have together.

    Raises:
        ValueError: there is no file.
    """
    if not sizes:
        raise ValueError("There are no PDFs in the folder. Please name one that holds pdfs/.")
    picked: list[tuple[str, int]] = []
    copies = dict.fromkeys(sizes, 0)
    while len(picked) < documents:
        # What each of those still to come should have, if they were all alike.
        wanted = (total - sum(sizes[name] for name, _ in picked)) / (documents - len(picked))
        least = min(copies.values())
        name = min((name for name in sizes if copies[name] == least), key=lambda each: abs(sizes[each] - wanted))
        picked.append((name, copies[name]))
        copies[name] += 1
    return tuple(picked)


def planned(data: Path, pages: int, documents: int, total: int) -> tuple[Plan, dict[str, int]]:
    """What is asked, and the pages of every file."""
    sizes = {path.name: _pages(path) for path in sorted((data / "pdfs").glob("*.pdf"))}
    asked: dict[str, list[str]] = {}
    for row in questions(data):
        asked.setdefault(row["document"], []).append(row["question"])
    single = min(asked, key=lambda name: abs(sizes[name] - pages))
    return Plan(single, chosen(sizes, documents, total), asked), sizes


def _pages(path: Path) -> int:
    with pypdfium2.PdfDocument(path) as document:
        return len(document)


def taken_in(client: ChatDOC, data: Path, plan: Plan) -> tuple[Document, Document]:
    """The one document and the collection, uploaded and ready; those of an earlier run are found again."""
    there = {document.name: document for document in client.documents.list()}
    if SET not in there or plan.single not in there:
        return uploaded(client, data, plan)
    single, collection = there[plan.single].wait(), there[SET]
    for member in client.documents.get(collection.id).members:
        client.documents.wait(member.id)
    return single, collection


def uploaded(client: ChatDOC, data: Path, plan: Plan) -> tuple[Document, Document]:
    """The one document and the collection, once they can be asked."""
    single = client.documents.upload(data / "pdfs" / plan.single, name=plan.single)
    collection = client.collections.create(SET)
    members = [
        # A comment after the end makes other bytes of a file, so that nothing of it is shared with its copy.
        client.documents.upload(
            (data / "pdfs" / name).read_bytes() + b"\n%copy\n" * copy, name=_title(name, copy), collection=collection
        )
        for name, copy in plan.together
    ]
    for document in members:
        document.wait()
    return single.wait(), client.documents.get(collection.id)


def _title(name: str, copy: int) -> str:
    return f"{copy}-{name}"


def processor_milliseconds(pid: int) -> float:
    """What processors have worked for a process so far, its threads included (Linux)."""
    # The name stands in brackets and may hold anything; user and system time are the 12th and 13th field after it.
    fields = Path(f"/proc/{pid}/stat").read_text("ascii", "replace").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * 1e3 / os.sysconf("SC_CLK_TCK")


class Bench:
    """A data folder, and the service that is started on it as often as it takes.

    Attributes:
        single: The one document that is asked.
        collection: The documents that are asked together.
    """

    single: Document
    collection: Document
    _service: Service
    _client: ChatDOC

    def __init__(self, folder: Path, data: Path, plan: Plan) -> None:
        self._folder, self._data, self._plan = folder, data, plan
        self._open = ExitStack()

    def start(self, settings: Mapping[str, str] | None = None) -> None:
        """Starts a fresh service, and waits for the documents."""
        self.stop()
        self._service = self._open.enter_context(serving(self._folder, settings=settings))
        self._client = self._open.enter_context(ChatDOC(self._service.key, self._service.api, timeout=PATIENCE))
        self.single, self.collection = taken_in(self._client, self._data, self._plan)

    def stop(self) -> None:
        """Ends the service, if one runs."""
        self._open.close()

    def subjects(self) -> tuple[tuple[str, Document, Sequence[str]], ...]:
        """What is asked, each with its name and its questions."""
        return ("one", self.single, self._plan.of_single()), ("together", self.collection, self._plan.of_all())

    def ask(self, document: Document, texts: Iterable[str], times: Times | None = None) -> Times:
        """Asks questions one after the other; adds to `times`, if they are given."""
        times, pid = times or Times(), self._service.process.pid
        for text in texts:
            worked, start, first = processor_milliseconds(pid), time.perf_counter(), 0.0
            answer = self._client.ask(document, text)
            for piece in answer:
                first = first or (time.perf_counter() - start) * 1e3 * bool(piece)
            worked = processor_milliseconds(pid) - worked
            stages = self._client.questions.trace(answer.id).timings if answer.id is not None else {}
            times.add(first, worked, {name: float(taken) for name, taken in stages.items()})
        return times


def measure(bench: Bench, runs: int) -> None:
    """Prints every figure."""
    bench.start()
    for name, document, texts in bench.subjects():
        bench.ask(document, texts)
        print(f"{name:<9} warm       {bench.ask(document, list(texts) * runs).line()}", flush=True)
    fresh = {name: Times() for name, _, _ in bench.subjects()}
    for name, times in fresh.items():
        for run in range(runs):
            bench.start()
            document, texts = {each: (what, asked) for each, what, asked in bench.subjects()}[name]
            bench.ask(document, [texts[run % len(texts)]], times)
        print(f"{name:<9} restarted  {times.line()}", flush=True)
    bench.start({"CHATDOC_CACHE__MEGABYTES": SMALLEST_CACHE})
    for name, document, texts in bench.subjects():
        bench.ask(document, texts[:1])
        print(f"{name:<9} evicted    {bench.ask(document, texts).line()}", flush=True)


def main() -> None:
    """Takes the documents in, asks them and prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--pages", type=int, default=250)
    parser.add_argument("--documents", type=int, default=30)
    parser.add_argument("--total", type=int, default=4000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--data-dir", type=Path)
    arguments = parser.parse_args()
    plan, sizes = planned(arguments.data, arguments.pages, arguments.documents, arguments.total)
    together = sum(sizes[name] for name, _ in plan.together)
    print(f"one       {plan.single}, {sizes[plan.single]} pages, {len(plan.of_single())} questions")
    print(f"together  {len(plan.together)} documents, {together} pages, {len(plan.of_all())} questions", flush=True)
    with tempfile.TemporaryDirectory() as scratch:
        bench = Bench(arguments.data_dir or Path(scratch) / "data", arguments.data, plan)
        try:
            measure(bench, arguments.runs)
        finally:
            bench.stop()


if __name__ == "__main__":
    main()
