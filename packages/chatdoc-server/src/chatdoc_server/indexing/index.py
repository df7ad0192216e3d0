"""One document's index: immutable bytes, read where they lie.

The file is a safetensors file (a length, a JSON header, then plain arrays), so any reader of that format can open it.
It is read here by views into the mapped file instead of the library's copies: opening costs the same for a
document of ten pages as for one of a thousand.
"""

import hashlib
import mmap
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, overload

import msgspec
import numpy as np
from numpy.typing import NDArray

from chatdoc_server.indexing.model import Passage

FORMAT = 3

_PRODUCT = 1 << 17
"""Multiplications in one matrix product: blocks stay in the cache, and BLAS starts no threads for them.

Threads that many searches start for products this small only wait for each other.
"""

_decoder = msgspec.msgpack.Decoder(Passage)
_DTYPES = {"U8": "<u1", "I8": "<i1", "U16": "<u2", "I32": "<i4", "F32": "<f4"}
_SECTIONS = {
    "vectors": "I8", "vector_scales": "F32", "terms": "U8", "term_ends": "I32", "posting_ends": "I32",
    "posting_passages": "I32", "posting_counts": "U16", "lengths": "I32", "passages": "U8", "passage_ends": "I32",
    "pages": "I32", "figures": "I32", "priors": "F32",
}  # fmt: skip
_VECTOR_SECTIONS = {"vectors": "I8", "vector_scales": "F32"}


class IndexMismatch(ValueError):
    """The bytes are not an index of this format, made by this embedder; the document must be indexed again."""


class Made(msgspec.Struct, frozen=True, kw_only=True):
    """How an index was made; stands as JSON under `index` in the file's metadata.

    `beside` is set in a file of vectors alone: the fingerprint of the index whose passages they are of.
    """

    format: int
    embedder: str
    language: str = ""
    beside: str = ""


class _Section(msgspec.Struct):
    dtype: str
    shape: tuple[int, ...]
    data_offsets: tuple[int, int]


class Vectors:
    """What the passages of a document mean, by one embedder.

    Attributes:
        embedder: the name of the embedder.
        rows: int8 [passages, dimension]; a vector is its row times its scale.
        scales: float32 [passages].
    """

    def __init__(self, embedder: str, sections: dict[str, NDArray[Any]]) -> None:
        self.embedder = embedder
        self.rows: NDArray[np.int8] = sections["vectors"]
        self.scales: NDArray[np.float32] = sections["vector_scales"]

    @classmethod
    def open(cls, data: bytes, embedder_name: str, index: "DocumentIndex") -> "Vectors":
        """Second vectors of an index's passages, from the file that `build_vectors` makes.

        Raises:
            IndexMismatch: the format, the embedder or the index is another, or the bytes are damaged.
        """
        made, sections = _read(memoryview(data))
        _check_made(made, embedder_name)
        if made.beside != index.fingerprint:
            raise IndexMismatch("vectors of another index")
        _check_present(sections, _VECTOR_SECTIONS)
        if any(len(sections[name]) != len(index) for name in _VECTOR_SECTIONS):
            raise IndexMismatch("damaged vectors: not one for each passage")
        return cls(made.embedder, sections)

    def __len__(self) -> int:
        return len(self.scales)

    def cosines(self, queries: NDArray[np.float32]) -> NDArray[np.float32]:
        """Cosines of unit vectors [queries, dimension] with every passage: float32 [queries, passages]."""
        found = np.empty((len(queries), len(self)), np.float32)
        step = max(1, _PRODUCT // max(1, queries.size))
        for first in range(0, len(self), step):
            block = self.rows[first : first + step].astype(np.float32)
            np.matmul(queries, block.T, out=found[:, first : first + step])
        return found * self.scales


class DocumentIndex:
    """A document's passages, vectors and terms. Made by `open`; safe to share between threads.

    Attributes:
        language: ISO 639-1 code of the document, empty when unknown.
        vectors: what the passages mean, by the embedder of the document's language.
        lengths: int32 [passages], terms in each passage.
        pages: int32 [passages], the page each starts on.
        figures: int32 [passages], how many of its terms are figures.
        priors: float32 [passages], 1 for content, less for what only points at content.
    """

    def __init__(self, made: Made, sections: dict[str, NDArray[Any]]) -> None:
        self.language = made.language
        self.vectors = Vectors(made.embedder, sections)
        self.lengths: NDArray[np.int32] = sections["lengths"]
        self.pages: NDArray[np.int32] = sections["pages"]
        self.figures: NDArray[np.int32] = sections["figures"]
        self.priors: NDArray[np.float32] = sections["priors"]
        self._terms = sections["terms"].data
        self._term_ends = sections["term_ends"].data
        self._posting_ends = sections["posting_ends"].data
        self._posting_passages: NDArray[np.int32] = sections["posting_passages"]
        self._posting_counts: NDArray[np.uint16] = sections["posting_counts"]
        self._passages = sections["passages"]
        self.passages: Sequence[Passage] = _Passages(self._passages, sections["passage_ends"])

    @classmethod
    def open(cls, source: Path | bytes, embedder_name: str) -> "DocumentIndex":
        """The index in a file, mapped into memory, or in bytes.

        Raises:
            IndexMismatch: the format or the embedder is another, or the bytes are damaged.
            OSError: the file can't be read.
        """
        if isinstance(source, Path):
            with source.open("rb") as file:
                try:
                    data = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
                except ValueError as error:
                    raise IndexMismatch("the index file is empty") from error
        else:
            data = memoryview(source)
        made, sections = _read(data)
        _check_made(made, embedder_name)
        _check(sections)
        return cls(made, sections)

    def __len__(self) -> int:
        return len(self.lengths)

    @cached_property
    def fingerprint(self) -> str:
        """Names these passages and no others."""
        return hashlib.blake2b(self._passages.data, digest_size=16).hexdigest()

    @property
    def vocabulary(self) -> int:
        """How many different terms the document has."""
        return len(self._term_ends) - 1

    def term(self, number: int) -> str:
        """The term at a position of the sorted dictionary."""
        return str(self._terms[self._term_ends[number] : self._term_ends[number + 1]], "utf-8")

    def postings(self, term: str) -> tuple[NDArray[np.int32], NDArray[np.uint16]]:
        """The numbers of the passages that hold `term`, rising, and how often each does; both [matches]."""
        wanted = term.encode()
        ends, terms = self._term_ends, self._terms
        place = bisect_left(range(self.vocabulary), wanted, key=lambda i: terms[ends[i] : ends[i + 1]].tobytes())
        if place == self.vocabulary or terms[ends[place] : ends[place + 1]] != wanted:
            return self._posting_passages[:0], self._posting_counts[:0]
        start, stop = self._posting_ends[place], self._posting_ends[place + 1]
        return self._posting_passages[start:stop], self._posting_counts[start:stop]


class _Passages(Sequence[Passage]):
    """Passages that are decoded when they are asked for: a search decodes its hits only."""

    def __init__(self, blob: NDArray[np.uint8], ends: NDArray[np.int32]) -> None:
        self._blob = blob.data
        self._ends = ends.data

    def __len__(self) -> int:
        return len(self._ends) - 1

    @overload
    def __getitem__(self, index: int) -> Passage: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Passage]: ...
    def __getitem__(self, index: int | slice) -> Passage | Sequence[Passage]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        place = range(len(self))[index]
        return _decoder.decode(self._blob[self._ends[place] : self._ends[place + 1]])

    def __iter__(self) -> Iterator[Passage]:
        return (self[i] for i in range(len(self)))


def _read(data: memoryview) -> tuple[Made, dict[str, NDArray[Any]]]:
    """How the index was made, and every section as a view into `data`."""
    length = int.from_bytes(data[:8], "little")
    try:
        header = msgspec.json.decode(data[8 : 8 + length], type=dict[str, msgspec.Raw])
        metadata = msgspec.json.decode(header.pop("__metadata__"), type=dict[str, str])
        made = msgspec.json.decode(metadata["index"], type=Made)
        described = {name: msgspec.json.decode(raw, type=_Section) for name, raw in header.items()}
        sections = {name: _view(data[8 + length :], section) for name, section in described.items()}
    except (msgspec.DecodeError, ValueError, KeyError) as error:
        raise IndexMismatch(f"damaged index: {error}") from error
    return made, sections


def _view(body: memoryview, section: _Section) -> NDArray[Any]:
    start, stop = section.data_offsets
    return np.frombuffer(body[start:stop], _DTYPES[section.dtype]).reshape(section.shape)


def _check_made(made: Made, embedder_name: str) -> None:
    if made.format != FORMAT:
        raise IndexMismatch(f"index format {made.format}, not {FORMAT}")
    if made.embedder != embedder_name:
        raise IndexMismatch(f"index made by {made.embedder}, not {embedder_name}")


def _check_present(sections: dict[str, NDArray[Any]], wanted: dict[str, str]) -> None:
    missing = wanted.keys() - sections.keys()
    if missing:
        raise IndexMismatch(f"damaged index: no section {', '.join(sorted(missing))}")


def _check(sections: dict[str, NDArray[Any]]) -> None:
    """Refuses a file whose sections are missing or don't fit together, so that no look-up can go astray later."""
    _check_present(sections, _SECTIONS)
    count = len(sections["lengths"])
    a_passage = ("vectors", "vector_scales", "pages", "figures", "priors")
    fits = all(len(sections[name]) == count for name in a_passage) and all(
        len(sections[ends]) == size + 1 and sections[ends][-1] == len(sections[blob])
        for ends, blob, size in (
            ("passage_ends", "passages", count),
            ("term_ends", "terms", len(sections["term_ends"]) - 1),
            ("posting_ends", "posting_passages", len(sections["term_ends"]) - 1),
        )
    )
    if not fits or len(sections["posting_passages"]) != len(sections["posting_counts"]):
        raise IndexMismatch("damaged index: sections don't fit together")
