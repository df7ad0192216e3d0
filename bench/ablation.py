"""What each part of search buys: the same questions with one part left out, or one part alone.

    python -m bench.ablation DATA... [--cache FOLDER] [--reranker URL]

DATA are folders with pdfs/ and questions.jsonl, as elsewhere; all questions are counted together. Prints hit@1/5/10
over distinct pages and the mean reciprocal rank for

  structure    documents read as `basic` and `lite` do, and as one paragraph a page
  headings     passages that know nothing of what they stand under
  signals      every switch of the recipe that search ranks by, turned off one at a time
  fusion       reciprocal ranks instead of the weighted sum; shared words alone, likeness in meaning alone
  embeddings   the multilingual model instead of the English one (none is "without meaning")
  reranking    a second look by a server, where `--reranker` names one

and beside each on how many questions the whole search ranks the evidence higher, equally high, and lower, with the 95 %
interval of what the part adds to the mean reciprocal rank. A part whose interval holds 0 may have helped by chance:
its row ends in "noise".
"""

import argparse
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from bench.material import Row, gold_pages, indexed, names, parsed, questions
from bench.ranking import Rank, compared, difference, hits, rank, reciprocal
from chatdoc_server.document import Document, Element, ElementKind
from chatdoc_server.indexing.embedding.base import Embedder
from chatdoc_server.indexing.embedding.choice import Embedders
from chatdoc_server.indexing.embedding.minilm import MiniLM
from chatdoc_server.indexing.embedding.use import MultilingualUSE
from chatdoc_server.parsing.base import Depth
from chatdoc_server.retrieval.base import Asked
from chatdoc_server.retrieval.recipe import RECIPE, Fusion, Recipe
from chatdoc_server.retrieval.remote_reranker import RemoteReranker, RerankerOptions
from chatdoc_server.retrieval.reranking import Reranking, reranked
from chatdoc_server.retrieval.search import search

DEPTHS = (1, 5, 10)

RERANKED = 30
"""Passages that a reranker sees."""

Documents = Mapping[str, Asked]


@dataclass(frozen=True)
class Question:
    """A question, what is asked, and the pages that hold the evidence."""

    text: str
    document: str
    evidence: frozenset[int]


def plain(document: Document) -> Document:
    """The text of a document and none of its structure: one paragraph a page, furniture included."""
    text: dict[int, list[str]] = {}
    for element in document.elements:
        text.setdefault(element.page, []).append(element.text)
    elements = tuple(
        Element(index=index, kind=ElementKind.PARAGRAPH, page=page, text="\n".join(lines))
        for index, (page, lines) in enumerate(text.items())
    )
    return Document(pages=document.pages, elements=elements, words=document.words, language=document.language)


def without(names: Iterable[str]) -> Recipe:
    """The whole recipe with some of its weights at 0 and some of its switches off."""
    off: dict[str, Any] = {name: type(getattr(RECIPE, name))() for name in names}
    return replace(RECIPE, **off)


def recipes() -> Iterator[tuple[str, Recipe]]:
    """The recipes that are measured, each with what it leaves out."""
    parts = [each.name for each in fields(Recipe) if each.name != "fusion" and getattr(RECIPE, each.name)]
    bare = without(name for name in parts if name not in {"words", "meaning"})
    for name in parts:
        yield f"without {name}", without([name])
    yield "fused by reciprocal rank", replace(RECIPE, fusion=Fusion.RANKS)
    yield "words and meaning alone", bare
    yield "the same, by reciprocal rank", replace(bare, fusion=Fusion.RANKS)
    yield "words alone (BM25)", replace(bare, meaning=0.0)
    yield "meaning alone", replace(bare, words=0.0)


class Measured:
    """The questions, and the ranking of the whole search that every other is held against."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._questions = [Question(row["question"], row["document"], frozenset(gold_pages(row))) for row in rows]
        self._whole: list[Rank] = []

    def row(
        self,
        name: str,
        documents: Documents,
        embedders: Embedders,
        recipe: Recipe = RECIPE,
        reranking: Reranking | None = None,
    ) -> str:
        """A row of the table; the first one is the whole search."""
        ranks = []
        for each in self._questions:
            asked = documents[each.document]
            found = search(each.text, [asked], embedders, len(asked.index), recipe=recipe)
            pages = [hit.passage.page for hit in reranked(each.text, found, reranking)]
            ranks.append(rank(pages, each.evidence))
        shares = " | ".join(f"{hits(ranks, depth):.3f}" for depth in DEPTHS)
        start = f"| {name} | {shares} | {reciprocal(ranks):.3f} |"
        if not self._whole:
            self._whole = ranks
            return f"{start} | | |"
        low, high = difference(self._whole, ranks)
        chance = "noise" if low <= 0 <= high else ""
        return f"{start} {compared(self._whole, ranks)} | {low:+.3f} to {high:+.3f} | {chance} |"


class Shelf:
    """The documents of some folders, read to any depth, and indexed in any way; kept in a folder, if one is given."""

    def __init__(self, paths: Mapping[str, Path], cache: Path | None) -> None:
        self._paths, self._cache = paths, cache

    def documents(self, depth: Depth = Depth.ELITE, *, structure: bool = True) -> dict[str, Document]:
        """All of them, with or without what was read of their structure."""
        read = {name: parsed(path, self._cache, depth) for name, path in self._paths.items()}
        return read if structure else {name: plain(document) for name, document in read.items()}

    def indexed(
        self, way: str, documents: Mapping[str, Document], embedder: Embedder, *, headings: bool = True
    ) -> dict[str, Asked]:
        """Documents with their indexes; `way` names how they were made, and so the files they are kept in."""
        return {name: self._asked(name, way, document, embedder, headings) for name, document in documents.items()}

    def _asked(self, name: str, way: str, document: Document, embedder: Embedder, headings: bool) -> Asked:
        kept = self._cache / f"{name}.{way}.index" if self._cache else None
        return Asked(name, document, indexed(document, embedder, kept, headings=headings))


def table(measured: Measured, shelf: Shelf, reranker: str) -> Iterator[str]:
    """The rows, the whole search first."""
    english, multilingual = MiniLM(threads=2), MultilingualUSE()
    embedders = Embedders(english, multilingual)
    elite = shelf.documents()
    whole = shelf.indexed("elite", elite, english)
    yield measured.row("whole search", whole, embedders)
    for name, recipe in recipes():
        yield measured.row(name, whole, embedders, recipe)
    if reranker:
        look = Reranking(RemoteReranker(RerankerOptions(reranker)), RERANKED)
        yield measured.row("reranked", whole, embedders, reranking=look)
    yield measured.row("passages without headings", shelf.indexed("bare", elite, english, headings=False), embedders)
    other = shelf.indexed("use", elite, multilingual)
    yield measured.row("multilingual embeddings", other, Embedders(multilingual, multilingual))
    for depth in (Depth.BASIC, Depth.LITE):
        yield measured.row(f"read as {depth}", shelf.indexed(depth, shelf.documents(depth), english), embedders)
    bare = shelf.documents(Depth.LITE, structure=False)
    yield measured.row("a paragraph a page", shelf.indexed("plain", bare, english), embedders)


def main() -> None:
    """Measures everything and prints the table as it grows."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, nargs="+")
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--reranker", default="")
    arguments = parser.parse_args()
    rows, paths = [], {}
    for data in arguments.data:
        own = [row for row in questions(data) if gold_pages(row)]
        rows += own
        paths.update({name: data / "pdfs" / name for name in names(own)})
    depths = " | ".join(f"hit@{depth}" for depth in DEPTHS)
    print(f"{len(rows)} questions, {len(paths)} documents\n")
    print(f"| | {depths} | MRR | whole search higher/equal/lower | its gain in MRR, 95 % | |")
    print("|---|" + "---:|" * (len(DEPTHS) + 3) + "---|")
    for row in table(Measured(rows), Shelf(paths, arguments.cache), arguments.reranker):
        print(row, flush=True)


if __name__ == "__main__":
    main()
