"""The index file: what is written is read back, and what does not fit is refused."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from safetensors.numpy import load, save

from chatdoc_server.document import Document
from chatdoc_server.indexing.build import build_index, build_vectors
from chatdoc_server.indexing.embedding.minilm import MiniLM
from chatdoc_server.indexing.index import DocumentIndex, IndexMismatch, Vectors
from chatdoc_server.indexing.keys import Kind, key
from chatdoc_server.indexing.passages import cut
from chatdoc_server.indexing.terms import Analyzer
from tests.indexing.documents import Builder
from tests.indexing.hash_embedder import HashEmbedder
from tests.indexing.test_passages import blocks, document_of


def sample() -> Document:
    return (
        Builder()
        .heading("Results")
        .text("Net sales rose by 1,234 in 2022, and sales of paint fell.")
        .table([["", "2022"], ["Net sales", "1,234"]], title="Income statement")
        .build()
    )


@settings(max_examples=40, deadline=None)
@given(st.lists(blocks, max_size=8))
def test_an_index_holds_what_was_cut(parts: list[tuple[object, ...]]) -> None:
    document = document_of(parts)
    drafts = cut(document)
    embedder = HashEmbedder()
    index = DocumentIndex.open(build_index(document, embedder), "hash")
    assert len(index) == len(drafts) == len(index.passages)
    assert list(index.passages) == [draft.passage for draft in drafts]
    assert index.language == "en"
    assert index.pages.tolist() == [draft.passage.page for draft in drafts]
    analyzer = Analyzer("en")
    counted = [analyzer.terms(d.counted) for d in drafts]
    assert index.lengths.tolist() == [len(terms) for terms in counted]
    every = sorted({term for terms in counted for term in terms})
    found = index.postings(np.array([key(Kind.TERM, (term,)) for term in every], np.int64))
    heads = [analyzer.terms(draft.heads) for draft in drafts]
    assert index.head_lengths.tolist() == [len(terms) for terms in heads]
    assert {(every[term], passage): (count, head) for term, passage, count, head in zip(*found, strict=True)} == {
        (term, n): (terms.count(term), heads[n].count(term)) for n, terms in enumerate(counted) for term in terms
    }
    if drafts:
        queries = embedder.embed(["one", "two"])
        exact = queries @ embedder.embed([draft.embedded for draft in drafts]).T
        np.testing.assert_allclose(index.vectors.cosines(queries), exact, atol=0.02)


def test_unknown_terms_have_no_postings() -> None:
    index = DocumentIndex.open(build_index(sample(), HashEmbedder()), "hash")
    terms = ("", "aaaa", "zzzz", "sal", "sale", "sales", "\U0010ffff")
    found = index.postings(np.array([key(Kind.TERM, (term,)) for term in terms], np.int64))
    assert {terms[number] for number in found.terms} == {"sale"}
    assert found.passages.tolist() == [0, 1]
    assert len(index.postings(np.zeros(0, np.int64)).terms) == 0


def test_rows_columns_and_headings_are_found_by_their_whole_names() -> None:
    document = (
        Builder()
        .heading("Note 12. Property, plant and equipment")
        .text("Land is not depreciated.")
        .table([["", "Cost", "Net book value"], ["Net sales (a)", "1", "2"], ["Land - at cost", "3", "4"]])
        .heading("3.1 Scope")
        .text("Total income\t12 (3)\nIn 2022 income rose.")
        .build()
    )
    index = DocumentIndex.open(build_index(document, HashEmbedder()), "hash")
    analyzer = Analyzer("en")

    def passages(kind: Kind, *names: str) -> list[list[int]]:
        keys = np.array([key(kind, analyzer.terms(name)) for name in names], np.int64)
        numbers, found = index.keyed(keys)
        return [found[numbers == place].tolist() for place in range(len(names))]

    assert passages(Kind.ROW, "net sales", "sales", "the land", "net book values", "total income") == [
        [1], [], [1], [1], [2]
    ]  # fmt: skip
    assert passages(Kind.HEADING, "property, plant and equipment", "plant", "scope") == [[0, 1], [], [2]]
    numbered = [key(Kind.NUMBER, (number,)) for number in ("note 12", "# 12", "# 3.1", "# 3")]
    assert [place for place, _ in zip(*index.keyed(np.array(numbered, np.int64)), strict=True)] == [0, 0, 1, 1, 2]


def test_a_file_reads_like_its_bytes(tmp_path: Path, embedder: MiniLM) -> None:
    data = build_index(sample(), embedder)
    path = tmp_path / "index"
    path.write_bytes(data)
    mapped, held = DocumentIndex.open(path, embedder.name), DocumentIndex.open(data, embedder.name)
    assert list(mapped.passages) == list(held.passages)
    assert mapped.passages[-1] == mapped.passages[len(mapped) - 1]
    assert mapped.passages[0:1] == [held.passages[0]]
    np.testing.assert_array_equal(mapped.vectors.rows, held.vectors.rows)
    with pytest.raises(IndexError):
        mapped.passages[len(mapped)]


def test_the_same_document_gives_the_same_bytes(embedder: MiniLM) -> None:
    assert build_index(sample(), embedder) == build_index(sample(), embedder)


def test_stored_vectors_are_close_to_exact(embedder: MiniLM) -> None:
    drafts = cut(sample())
    vectors = embedder.embed([draft.embedded for draft in drafts])
    index = DocumentIndex.open(build_index(sample(), embedder), embedder.name)
    np.testing.assert_allclose(index.vectors.cosines(vectors), vectors @ vectors.T, atol=0.003)


def test_another_embedder_or_format_is_refused() -> None:
    data = build_index(sample(), HashEmbedder())
    with pytest.raises(IndexMismatch, match="made by hash, not other"):
        DocumentIndex.open(data, "other")
    with pytest.raises(IndexMismatch, match="format 0"):
        DocumentIndex.open(save(load(data), {"index": '{"format":0,"embedder":"hash"}'}), "hash")


def test_a_missing_file_is_not_a_mismatch(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        DocumentIndex.open(tmp_path / "none", "hash")


def test_damaged_files_are_refused(tmp_path: Path) -> None:
    data = build_index(sample(), HashEmbedder())
    metadata = {"index": '{"format":2,"embedder":"hash"}'}
    sections = load(data)
    damaged = [b"", b"{}", b"\xff" * 64, data[:7], data[:50], data[: len(data) // 2], data[:-1]]
    damaged += [save({k: v for k, v in sections.items() if k != name}, metadata) for name in sections]
    damaged += [save({**sections, name: value[:-1]}, metadata) for name, value in sections.items()]
    for each in damaged:
        with pytest.raises(IndexMismatch):
            DocumentIndex.open(each, "hash")
    empty = tmp_path / "empty"
    empty.touch()
    with pytest.raises(IndexMismatch):
        DocumentIndex.open(empty, "hash")


def test_an_empty_document_has_an_index() -> None:
    index = DocumentIndex.open(build_index(Builder().build(), HashEmbedder()), "hash")
    assert len(index) == 0
    assert index.vectors.cosines(np.ones((1, 16), np.float32)).shape == (1, 0)


class OtherEmbedder(HashEmbedder):
    """The same vectors under another name."""

    name = "other"


def test_second_vectors_belong_to_their_index_alone() -> None:
    document, other = sample(), Builder().text("Something else entirely.").build()
    index = DocumentIndex.open(build_index(document, HashEmbedder()), "hash")
    data = build_vectors(document, index, OtherEmbedder())
    vectors = Vectors.open(data, "other", index)
    assert len(vectors) == len(index)
    np.testing.assert_array_equal(vectors.rows, index.vectors.rows)
    with pytest.raises(IndexMismatch, match="made by other, not hash"):
        Vectors.open(data, "hash", index)
    with pytest.raises(IndexMismatch, match="another index"):
        Vectors.open(data, "other", DocumentIndex.open(build_index(other, HashEmbedder()), "hash"))
    with pytest.raises(ValueError, match="passages"):
        build_vectors(other, index, OtherEmbedder())
    with pytest.raises(IndexMismatch, match="another index"):
        Vectors.open(build_index(document, OtherEmbedder()), "other", index)
    for damaged in (b"", data[:40], data[:-1], save({"vectors": load(data)["vectors"]}, _metadata(data))):
        with pytest.raises(IndexMismatch):
            Vectors.open(damaged, "other", index)


def _metadata(data: bytes) -> dict[str, str]:
    length = int.from_bytes(data[:8], "little")
    found: dict[str, str] = json.loads(data[8 : 8 + length])["__metadata__"]
    return found
