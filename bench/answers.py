"""Score extractive answers in one process, without a server.

    python -m bench.answers DATA [--questions FILE] [--cache FOLDER] [--out results.jsonl] [--verbose]

DATA holds pdfs/ and questions.jsonl (a row: id, document, question, answer, evidence[{page}], pages from 0; a row
without evidence asks what its document does not hold). Prints

  hit@1/5/10       share of answerable questions with an evidence page among the first pages found
  answer figure    of the questions whose gold answer is one figure: the figure stands in the answer (1 %, any of
                   1, 10^3, 10^6 as scale)
  cited page       share of answerable questions whose citations name an evidence page
  refused          share of the questions without evidence that are answered by saying so
  false refusals   share of the answerable questions that are answered so
  words under      share of quotes and figures found word for word under the rectangles cited for them
  unsupported      sentences of all answers that verification found nothing for
  first token ms   from the search to the first piece of text, search included

and the same for each kind of question, where rows have a `kind`.

`--cache` keeps parsed documents and index files between runs; empty it after a change to the parser.
"""

import argparse
import asyncio
import itertools
import json
import re
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bench.material import Row, gold_pages, names, opened, p95, questions
from chatdoc_server.answering import Citation, ExtractiveAnswerer, Inquiry, TextDelta
from chatdoc_server.answering.base import Unsupported
from chatdoc_server.answering.phrases import PHRASES
from chatdoc_server.citations import rectangles
from chatdoc_server.citations.locate import sides
from chatdoc_server.citations.verification.verified import verified
from chatdoc_server.document import Document, Span
from chatdoc_server.indexing.embedding.choice import Embedders
from chatdoc_server.indexing.embedding.minilm import MiniLM
from chatdoc_server.indexing.embedding.use import MultilingualUSE
from chatdoc_server.retrieval.base import Asked
from chatdoc_server.retrieval.search import search

FOUND = 60
"""Passages whose pages count as found."""

PASSAGES = 12
"""Passages that an answer is made from, as in the service."""

DEPTHS = (1, 5, 10)
NUMBER = re.compile(r"-?\d[\d,]*\.?\d*|-?\.\d+")
QUOTED = re.compile(r"“(.*)”", re.DOTALL)
MARKS = ".,;:!?()、，。；："
"""What may stand at the ends of a word beside what is quoted."""

FIELD = re.compile(r"\\\{\w+\\\}")
REFUSALS = re.compile(
    "|".join(
        FIELD.sub(".+?", re.escape(text))
        for each in PHRASES.values()
        for text in (each.not_stated, each.period_not_stated)
    )
)
"""How answers begin that say that the document does not hold what was asked."""


def figures(text: str) -> list[float]:
    """The figures in a text."""
    return [float(found.replace(",", "")) for found in NUMBER.findall(text) if found.strip(",.-")]


def one_figure(gold: str) -> bool:
    """Whether a gold answer is one figure."""
    return len(figures(gold)) == 1 and len(gold) < 40 and figures(gold)[0] != 0


def says(gold: str, answer: str) -> bool:
    """Whether an answer holds the gold figure."""
    want = figures(gold)[0]
    scales = (1, 1e3, 1e-3, 1e6, 1e-6)
    return any(abs(abs(a) * s - abs(want)) <= 0.01 * abs(want) for a in figures(answer) for s in scales)


@dataclass
class Answered:
    """One answer: its text, pages found and cited, and what it cites or says without ground."""

    text: str
    found: list[int]
    pages: set[int]
    first_ms: float
    pieces: int
    astray: list[str]
    unsupported: list[str] = field(default_factory=list)

    @property
    def refused(self) -> bool:
        """Whether it says that the document does not hold what was asked."""
        return REFUSALS.match(self.text) is not None


@dataclass(frozen=True)
class Judged:
    """An answer beside what is known of its question; `right` is None where the answer is not one figure."""

    row: Row
    answer: Answered
    right: bool | None

    @property
    def gold(self) -> set[int]:
        """The pages that hold the evidence; none where the document does not hold the answer."""
        return gold_pages(self.row)


def text_under(document: Document, spans: tuple[Span, ...]) -> str:
    """What the words under the rectangles of some spans say."""
    found: list[str] = []
    for span in spans:
        element = document.elements[span.element]
        for rect in rectangles(document, span):
            owners = element.table.cells if element.table is not None else (element,)
            for owner in owners:
                for word in range(owner.words.start, owner.words.stop):
                    left, top, right, bottom = document.words.boxes[word].tolist()
                    if rect.box.top <= (top + bottom) / 2 <= rect.box.bottom:
                        text = owner.text[slice(*document.words.spans[word])]
                        middles = map(statistics.mean, itertools.pairwise(sides(text, left, right)))
                        inside = (rect.box.left <= middle <= rect.box.right for middle in middles)
                        found.append("".join(itertools.compress(text, inside)))
    return " ".join(filter(None, found))


async def ask(question: str, asked: Asked, embedders: Embedders) -> Answered:
    """Asks one document one question."""
    start = time.perf_counter()
    first = 0.0
    hits = search(question, [asked], embedders, FOUND)
    inquiry = Inquiry(question=question, documents={asked.upload_id: asked.document}, hits=hits[:PASSAGES])
    answer = Answered("", list(dict.fromkeys(hit.passage.page for hit in hits)), set(), 0.0, 0, [])
    pieces: list[tuple[str, str]] = []
    since = ""
    async for event in verified(ExtractiveAnswerer(embedders).answer(inquiry), inquiry):
        first = first or (time.perf_counter() - start) * 1e3
        if isinstance(event, Unsupported):
            answer.unsupported.append(event.text)
        if isinstance(event, TextDelta):
            answer.text += event.text
            since += event.text
        if not isinstance(event, Citation):
            continue
        for support in event.supports:
            answer.pages |= {asked.document.elements[span.element].page for span in support.spans}
            pieces.append((since.strip(), "".join(text_under(asked.document, support.spans).split())))
        since = ""
    answer.first_ms = first
    answer.pieces = len(pieces)
    answer.astray = [f"{said} | {under}" for said, under in pieces if not stands_under(said, under, answer.text)]
    return answer


def stands_under(said: str, under: str, answer: str) -> bool:
    """Whether a quote, or a label, is what stands under its rectangles, or a figure there is stated in the answer.

    Rectangles hold whole words, and so a comma or a full stop that ends one.
    """
    if found := QUOTED.search(said):
        return bare(found[1]) == bare(under)
    if under and bare(under) in "".join(said.split()):
        return True
    return bool(figures(under)) and abs(figures(under)[0]) in map(abs, figures(answer))


def bare(text: str) -> str:
    """A text without white space, and without marks at its ends."""
    return "".join(text.split()).strip(MARKS)


def share(values: Sequence[bool]) -> str:
    """A share and of how many, or a dash where there are none."""
    return f"{statistics.mean(values):.3f} of {len(values)}" if values else "–"


def report(judged: Sequence[Judged]) -> None:
    """Prints the shares over some answers."""
    known = [each for each in judged if each.gold]
    for depth in DEPTHS:
        print(f"hit@{depth:<13}{share([bool(each.gold & set(each.answer.found[:depth])) for each in known])}")
    print(f"answer figure    {share([each.right for each in judged if each.right is not None])}")
    print(f"cited page       {share([bool(each.gold & each.answer.pages) for each in known])}")
    print(f"refused          {share([each.answer.refused for each in judged if not each.gold])}")
    print(f"false refusals   {share([each.answer.refused for each in known])}")


def by_kind(judged: Sequence[Judged]) -> None:
    """Prints a line for each kind of question."""
    kinds = sorted({str(each.row.get("kind", "")) for each in judged})
    for kind in kinds if len(kinds) > 1 else ():
        own = [each for each in judged if each.row.get("kind", "") == kind]
        found = [bool(each.gold & set(each.answer.found[:5])) for each in own if each.gold]
        figure = [each.right for each in own if each.right is not None]
        cited = [bool(each.gold & each.answer.pages) for each in own if each.gold]
        refused = [each.answer.refused for each in own]
        print(
            f"{kind:<16} hit@5 {share(found)}, figure {share(figure)}, cited {share(cited)}, refused {share(refused)}"
        )


def told(judged: Judged) -> str:
    """One answer beside its question, to be read."""
    row, answer = judged.row, judged.answer
    lines = (
        f"\n{row['id']} {row['document']} {row.get('kind', '')}\nQ: {row['question']}",
        f"GOLD: {row['answer']} pages {sorted(judged.gold)}\n{answer.text}",
        f"found {answer.found[:5]} cited {sorted(answer.pages)} figure {judged.right} refused {answer.refused}",
        *(f"ASTRAY {text}" for text in answer.astray),
        *(f"UNSUPPORTED {text}" for text in answer.unsupported),
    )
    return "\n".join(lines)


def main() -> None:
    """Asks every question and prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--questions", type=Path)
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--verbose", action="store_true")
    arguments = parser.parse_args()
    rows = questions(arguments.data, arguments.questions)
    embedders = Embedders(MiniLM(threads=2), MultilingualUSE())
    asked = {name: opened(arguments.data / "pdfs" / name, arguments.cache, embedders) for name in names(rows)}
    judged = []
    for row in rows:
        answer = asyncio.run(ask(row["question"], asked[row["document"]], embedders))
        judged.append(Judged(row, answer, says(row["answer"], answer.text) if one_figure(row["answer"]) else None))
        if arguments.verbose:
            print(told(judged[-1]))
    report(judged)
    by_kind(judged)
    answers = [each.answer for each in judged]
    pieces = sum(answer.pieces for answer in answers)
    times = [answer.first_ms for answer in answers]
    print(f"words under      {1 - sum(len(answer.astray) for answer in answers) / max(1, pieces):.3f} of {pieces}")
    print(f"unsupported      {sum(len(answer.unsupported) for answer in answers)}")
    print(f"first token ms   median {statistics.median(times):.0f}, p95 {p95(times):.0f}")
    if arguments.out:
        lines = [
            {"id": each.row["id"], "answer": each.answer.text, "cited": sorted(each.answer.pages), "figure": each.right}
            for each in judged
        ]
        arguments.out.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), "utf-8")


if __name__ == "__main__":
    main()
