"""Score extractive answers in one process, without a server.

    python -m bench.answers DATA [--cache FOLDER] [--out results.jsonl] [--verbose]

DATA holds pdfs/ and questions.jsonl (a row: id, document, question, answer, evidence[{page}], pages from 0). Prints

  answer figure    of the questions whose gold answer is one figure: the figure stands in the answer (1 %, any of
                   1, 10^3, 10^6 as scale)
  cited page       share of questions whose citations name an evidence page
  refused          share of answers that say the document does not state it
  words under      share of quotes and figures found word for word under the rectangles cited for them
  first token ms   from the search to the first piece of text, search included

`--cache` keeps parsed documents and index files between runs; empty it after a change to the parser.
"""

import argparse
import asyncio
import json
import re
import statistics
import time
from dataclasses import dataclass
from pathlib import Path

from bench.material import gold_pages, names, p95, parsed, questions
from chatdoc_server.answering import Citation, ExtractiveAnswerer, Inquiry, TextDelta
from chatdoc_server.answering.phrases import ENGLISH
from chatdoc_server.citations import rectangles
from chatdoc_server.document import Document, Span
from chatdoc_server.indexing.build import build_index
from chatdoc_server.indexing.embedding.choice import Embedders
from chatdoc_server.indexing.embedding.minilm import MiniLM
from chatdoc_server.indexing.embedding.use import MultilingualUSE
from chatdoc_server.indexing.index import DocumentIndex, IndexMismatch
from chatdoc_server.retrieval.base import Asked
from chatdoc_server.retrieval.search import search

PASSAGES = 20
NUMBER = re.compile(r"-?\d[\d,]*\.?\d*|-?\.\d+")
QUOTED = re.compile(r"“(.*)”", re.DOTALL)


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
    """One answer: its text, the pages it cites, the time to its first piece, and pieces not under their rectangles."""

    text: str
    pages: set[int]
    first_ms: float
    pieces: int
    astray: list[str]


def text_under(document: Document, spans: tuple[Span, ...]) -> str:
    """What the words under the rectangles of some spans say."""
    found: list[str] = []
    for span in spans:
        element = document.elements[span.element]
        for rect in rectangles(document, span):
            owners = element.table.cells if element.table is not None else (element,)
            for owner in owners:
                for word in range(owner.words.start, owner.words.stop):
                    left, top, right, bottom = document.words.boxes[word]
                    x, y = (left + right) / 2, (top + bottom) / 2
                    if rect.box.left <= x <= rect.box.right and rect.box.top <= y <= rect.box.bottom:
                        start, end = document.words.spans[word]
                        found.append(owner.text[start:end])
    return " ".join(found)


async def ask(question: str, asked: Asked, embedders: Embedders) -> Answered:
    """Asks one document one question."""
    start = time.perf_counter()
    first = 0.0
    hits = search(question, [asked], embedders, PASSAGES)
    inquiry = Inquiry(question=question, documents={asked.upload_id: asked.document}, hits=hits)
    answer = Answered("", set(), 0.0, 0, [])
    pieces: list[tuple[str, str]] = []
    since = ""
    async for event in ExtractiveAnswerer().answer(inquiry):
        first = first or (time.perf_counter() - start) * 1e3
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
    """Whether a quote is what stands under its rectangles, or a figure there is stated in the answer."""
    if found := QUOTED.search(said):
        return "".join(found[1].split()) == under
    return bool(figures(under)) and abs(figures(under)[0]) in map(abs, figures(answer))


def opened(data: Path, documents: list[str], cache: Path | None, embedders: Embedders) -> dict[str, Asked]:
    """The documents, parsed and indexed unless the cache holds them."""
    asked: dict[str, Asked] = {}
    for name in documents:
        document = parsed(data / "pdfs" / name, cache)
        embedder = embedders.of(document.language)
        kept = cache / f"{name}.index" if cache else None
        try:
            index = DocumentIndex.open(kept.read_bytes() if kept else b"", embedder.name)
        except (FileNotFoundError, IndexMismatch):
            made = build_index(document, embedder)
            if kept:
                kept.write_bytes(made)
            index = DocumentIndex.open(made, embedder.name)
        asked[name] = Asked(name, document, index)
    return asked


def main() -> None:
    """Asks every question and prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--verbose", action="store_true")
    arguments = parser.parse_args()
    rows = questions(arguments.data)
    embedders = Embedders(MiniLM(threads=2), MultilingualUSE())
    asked = opened(arguments.data, names(rows), arguments.cache, embedders)
    results = []
    for row in rows:
        answer = asyncio.run(ask(row["question"], asked[row["document"]], embedders))
        gold = gold_pages(row)
        right = says(row["answer"], answer.text) if one_figure(row["answer"]) else None
        results.append((row, answer, right, bool(gold & answer.pages)))
        if arguments.verbose:
            print(f"\n{row['id']} {row['document']}\nQ: {row['question']}\nGOLD: {row['answer']} pages {sorted(gold)}")
            print(f"{answer.text}\npages {sorted(answer.pages)} figure {right} cited {bool(gold & answer.pages)}")
            print(*(f"ASTRAY {text}" for text in answer.astray), sep="\n")
    judged = [right for _, _, right, _ in results if right is not None]
    times = [answer.first_ms for _, answer, _, _ in results]
    pieces = sum(answer.pieces for _, answer, _, _ in results)
    astray = sum(len(answer.astray) for _, answer, _, _ in results)
    print(f"answer figure    {statistics.mean(judged or [0]):.3f} of {len(judged)}")
    print(f"cited page       {statistics.mean(cited for *_, cited in results):.3f} of {len(results)}")
    print(f"refused          {statistics.mean(a.text.startswith(ENGLISH.not_stated) for _, a, _, _ in results):.3f}")
    print(f"words under      {1 - astray / max(1, pieces):.3f} of {pieces}")
    print(f"first token ms   median {statistics.median(times):.0f}, p95 {p95(times):.0f}")
    if arguments.out:
        lines = [
            {"id": row["id"], "answer": answer.text, "cited": sorted(answer.pages), "figure": right}
            for row, answer, right, _ in results
        ]
        arguments.out.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), "utf-8")


if __name__ == "__main__":
    main()
