"""Score parsing, indexing and search in one process, without a server.

    python -m bench.retrieval DATA [--questions FILE] [--threads 2] [--cache FOLDER] [--out results.jsonl]

DATA holds pdfs/ and questions.jsonl (a row: id, document, question, evidence[{page}], pages from 0). Prints
hit@k and recall@10 over distinct pages in the order of the best 60 passages, for the whole search and for its
parts alone, then what indexing, opening and searching cost. `--cache` keeps parsed documents between runs.
"""

import argparse
import json
import statistics
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import numpy as np

from bench.material import gold_pages, names, p95, parsed, questions
from bench.ranking import hits, rank
from chatdoc_server.indexing.build import build_index
from chatdoc_server.indexing.embedding.choice import Embedders
from chatdoc_server.indexing.embedding.minilm import MiniLM
from chatdoc_server.indexing.embedding.use import MultilingualUSE
from chatdoc_server.indexing.index import DocumentIndex
from chatdoc_server.retrieval.base import Asked
from chatdoc_server.retrieval.bm25 import bm25
from chatdoc_server.retrieval.search import search

LIMIT = 60

Ranker = Callable[[str, Asked], list[int]]
"""A question and a document to its pages, best first, repeated as often as passages were found."""


def rankers(embedders: Embedders) -> dict[str, Ranker]:
    """The whole search, and what it is made of alone."""

    def whole(question: str, asked: Asked) -> list[int]:
        return [hit.passage.page for hit in search(question, [asked], embedders, LIMIT)]

    def words(question: str, asked: Asked) -> list[int]:
        scores = bm25([asked.index], {question: 1.0})
        return [int(page) for page in asked.index.pages[np.argsort(-scores, kind="stable")[:LIMIT]]]

    def meaning(question: str, asked: Asked) -> list[int]:
        scores = asked.index.vectors.cosines(embedders.english.embed([question]))[0]
        return [int(page) for page in asked.index.pages[np.argsort(-scores, kind="stable")[:LIMIT]]]

    return {"search": whole, "BM25 alone": words, "vectors alone": meaning}


def report(name: str, ranked: Sequence[Sequence[int]], gold: Sequence[set[int]]) -> None:
    """One line of figures for one way of ranking."""
    distinct = [list(dict.fromkeys(pages)) for pages in ranked]
    ranks = [rank(pages, own) for pages, own in zip(distinct, gold, strict=True)]
    recall = statistics.mean(len(set(p[:10]) & g) / len(g) for p, g in zip(distinct, gold, strict=True))
    figures = " ".join(f"{hits(ranks, depth):.3f}" for depth in (1, 3, 5, 10, 20))
    print(f"{name:<16} hit@1/3/5/10/20 {figures}  recall@10 {recall:.3f}")


def timed(name: str, calls: Sequence[Callable[[], object]]) -> None:
    """Median and 95th percentile of some calls, in milliseconds."""
    times = []
    for call in calls:
        start = time.perf_counter()
        call()
        times.append((time.perf_counter() - start) * 1e3)
    print(f"{name:<40} median {statistics.median(times):.2f} ms, p95 {p95(times):.2f} ms")


def main() -> None:
    """Runs everything and prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--questions", type=Path)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--out", type=Path)
    arguments = parser.parse_args()
    rows = [row for row in questions(arguments.data, arguments.questions) if gold_pages(row)]
    start = time.perf_counter()
    documents = {name: parsed(arguments.data / "pdfs" / name, arguments.cache) for name in names(rows)}
    read = time.perf_counter() - start
    embedders = Embedders(MiniLM(threads=arguments.threads), MultilingualUSE())
    embedder = embedders.english
    start = time.perf_counter()
    files = {name: build_index(document, embedder) for name, document in documents.items()}
    took = time.perf_counter() - start
    pages = sum(len(document.pages) for document in documents.values())
    asked = {name: Asked(name, documents[name], DocumentIndex.open(files[name], embedder.name)) for name in names(rows)}
    passages = sum(len(each.index) for each in asked.values())
    size = sum(map(len, files.values()))
    print(f"read {pages} pages{' (cache)' if arguments.cache else ''}: {pages / read:.1f} pages/s")
    print(f"indexed {pages} pages: {pages / took:.1f} pages/s, {passages / pages:.1f} passages a page, {size} bytes")

    gold = [gold_pages(row) for row in rows]
    found = {}
    for way, ranker in rankers(embedders).items():
        found[way] = [ranker(row["question"], asked[row["document"]]) for row in rows]
        report(way, found[way], gold)

    name = embedder.name
    timed("open, bytes", [partial(DocumentIndex.open, each, name) for each in files.values()])
    asking = [row["question"] for row in rows]
    timed("embed a question", [partial(embedder.embed, [question]) for question in asking])
    one = [partial(search, row["question"], [asked[row["document"]]], embedders, 10) for row in rows]
    timed("search one document, embedding included", one)
    together = [partial(search, question, list(asked.values()), embedders, 10) for question in asking]
    timed(f"search {len(asked)} documents together, likewise", together)
    if arguments.out:
        lines = [
            json.dumps({"id": row["id"], "gold": sorted(g), "ranked": list(dict.fromkeys(pages))[:20]})
            for row, g, pages in zip(rows, gold, found["search"], strict=True)
        ]
        arguments.out.write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
