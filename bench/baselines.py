"""Rank pages as programs first do it, beside the service's search, over the same questions.

    python -m bench.baselines DATA... [--cache FOLDER] [--overlap 0 200]

DATA are folders with pdfs/ and questions.jsonl, as elsewhere. The baselines read pages with pypdf, cut each page into
chunks of 1,000 characters, without overlap and with one of 200, and rank chunks by MiniLM alone (the service's own
model, here with its whole window of 256 tokens), by BM25 alone, and by both fused by reciprocal rank. Prints
hit@1/3/5/10 over distinct pages, the mean reciprocal rank, and on how many questions the service ranks the evidence
higher than the baseline, equally high, and lower (the first page with evidence among all pages of the document), with
the 95 % interval of the gain in reciprocal rank.

pypdf and rank-bm25 are needed here only:

    VENV/bin/pip install pypdf rank-bm25
"""

import argparse
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench.material import Row, gold_pages, opened, questions
from bench.ranking import DEPTHS, Rank, compared, difference, hits, rank, reciprocal
from chatdoc_server.indexing.embedding.choice import Embedders
from chatdoc_server.indexing.embedding.minilm import MiniLM
from chatdoc_server.indexing.embedding.use import MultilingualUSE
from chatdoc_server.retrieval.search import search

CHARACTERS = 1000
OVERLAPS = (0, 200)

WINDOW = 256
"""Tokens that the model was made for."""

RECIPROCAL = 60
"""What is added to ranks before they are turned over: Cormack, Clarke & Büttcher 2009."""

WORD = re.compile(r"\w+")

Scores = NDArray[np.float64]


@dataclass(frozen=True)
class Chunks:
    """A document in chunks: their text, the page of each, and a unit vector of each, float32 [chunks, 384]."""

    texts: list[str]
    pages: list[int]
    vectors: NDArray[np.float32]


def cut(text: str, overlap: int) -> list[str]:
    """A page in pieces of 1,000 characters, each beginning with the last `overlap` of the one before."""
    step = CHARACTERS - overlap
    return [text[start : start + CHARACTERS] for start in range(0, max(1, len(text) - overlap), step) if text.strip()]


def chunked(path: Path, overlap: int, embedder: MiniLM, cache: Path | None) -> Chunks:
    """A PDF read by pypdf, in chunks with their vectors; vectors are kept in `cache`."""
    import pypdf  # noqa: PLC0415 - only measuring needs it

    texts, pages = [], []
    for number, page in enumerate(pypdf.PdfReader(path).pages):
        for piece in cut(page.extract_text(), overlap):
            texts.append(piece)
            pages.append(number)
    kept = cache / f"{path.name}.{overlap}.chunks.npy" if cache else None
    if kept and kept.exists():
        return Chunks(texts, pages, np.load(kept))
    vectors = embedder.embed(texts)
    if kept:
        np.save(kept, vectors)
    return Chunks(texts, pages, vectors)


def lexical(chunks: Chunks) -> Callable[[str], Scores]:
    """Scores of all chunks by BM25, words in small letters, as rank_bm25 comes."""
    from rank_bm25 import BM25Okapi  # noqa: PLC0415 - only measuring needs it

    index = BM25Okapi([WORD.findall(text.lower()) for text in chunks.texts])
    return lambda question: np.asarray(index.get_scores(WORD.findall(question.lower())))


def fused(scores: Sequence[Scores]) -> Scores:
    """Several rankings of the same chunks as one, by reciprocal rank."""
    total = np.zeros(len(scores[0]))
    for each in scores:
        ranks = np.empty(len(each))
        ranks[np.argsort(-each, kind="stable")] = np.arange(1, len(each) + 1)
        total += 1 / (RECIPROCAL + ranks)
    return total


def baselines(
    path: Path, rows: Sequence[Row], embedder: MiniLM, overlaps: Sequence[int], cache: Path | None
) -> dict[str, list[Rank]]:
    """The rank of the evidence of every question about one document, by every baseline."""
    found: dict[str, list[Rank]] = {}
    for overlap in overlaps:
        chunks = chunked(path, overlap, embedder, cache)
        by_words = lexical(chunks)
        for row in rows:
            meaning = (chunks.vectors @ embedder.embed([row["question"]])[0]).astype(np.float64)
            words = by_words(row["question"])
            ways = {"MiniLM": meaning, "BM25": words, "both": fused((meaning, words))}
            for name, scores in ways.items():
                pages = [chunks.pages[place] for place in np.argsort(-scores, kind="stable")]
                found.setdefault(f"{name}, overlap {overlap}", []).append(rank(pages, gold_pages(row)))
    return found


def ours(path: Path, rows: Sequence[Row], embedders: Embedders, cache: Path | None) -> list[Rank]:
    """The rank of the evidence of every question about one document, by the service's search."""
    document = opened(path, cache, embedders)
    rankings = [search(row["question"], [document], embedders, len(document.index)) for row in rows]
    return [
        rank((hit.passage.page for hit in ranking), gold_pages(row))
        for row, ranking in zip(rows, rankings, strict=True)
    ]


def line(name: str, own: Sequence[Rank], other: Sequence[Rank]) -> str:
    """One row of the table."""
    shares = " | ".join(f"{hits(other, depth):.3f}" for depth in DEPTHS)
    low, high = difference(own, other)
    against = f"{compared(own, other)} | {low:+.3f} to {high:+.3f}" if own is not other else " | "
    return f"| {name} | {shares} | {reciprocal(other):.3f} | {against} |"


def main() -> None:
    """Ranks every question and prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, nargs="+")
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--overlap", type=int, nargs="+", default=OVERLAPS)
    arguments = parser.parse_args()
    embedder = MiniLM(threads=2, tokens=WINDOW)
    embedders = Embedders(MiniLM(threads=2), MultilingualUSE())
    about: dict[Path, list[Row]] = {}
    for data in arguments.data:
        for row in questions(data):
            if gold_pages(row):
                about.setdefault((data / "pdfs" / row["document"]).resolve(), []).append(row)
    own: list[Rank] = []
    others: dict[str, list[Rank]] = {}
    for path, rows in sorted(about.items()):
        own += ours(path, rows, embedders, arguments.cache)
        for way, ranks in baselines(path, rows, embedder, arguments.overlap, arguments.cache).items():
            others.setdefault(way, []).extend(ranks)
    depths = " | ".join(f"hit@{depth}" for depth in DEPTHS)
    print(f"{len(own)} questions\n\n| ranking | {depths} | MRR | ours higher/equal/lower | gain in MRR, 95 % |")
    print("|---|" + "---:|" * (len(DEPTHS) + 3))
    for name, ranks in {"ours": own, **others}.items():
        print(line(name, own, ranks))


if __name__ == "__main__":
    main()
