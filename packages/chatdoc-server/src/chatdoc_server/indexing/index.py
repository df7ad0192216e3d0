"""One document's index: immutable bytes, read where they lie.

The file is a safetensors file (a length, a JSON header, then plain arrays), so any reader of that format can open it.
It is read here by views into the mapped file instead of the library's copies: opening costs the same for a
document of ten pages as for one of a thousand.
"""

import hashlib
import mmap
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple, overload

import msgspec
import numpy as np
from numpy.typing import NDArray

from chatdoc_server.document import NO_PAGE
from chatdoc_server.indexing.model import Passage

FORMAT = 4
HEAD = 1 << 14
"""Bytes that hold an index file's header, and more."""

_PRODUCT = 1 << 17
"""Multiplications in one matrix product: blocks stay in the cache, and BLAS starts no threads for them.

Threads that many searches start for products this small only wait for each other.
"""

_OPENING = 3
"""Passages that a document without pages opens with."""

_decoder = msgspec.msgpack.Decoder(Passage)
_abbreviations = msgspec.msgpack.Decoder(dict[str, str])
_DTYPES = {"U8": "<u1", "I8": "<i1", "U16": "<u2", "I32": "<i4", "I64": "<i8", "F32": "<f4"}
_SECTIONS = {
    "vectors": "I8", "vector_scales": "F32", "terms": "I64", "posting_ends": "I32",
    "posting_passages": "I32", "posting_counts": "U16", "posting_heads": "U8", "lengths": "I32", "head_lengths": "I32",
    "passages": "U8", "passage_ends": "I32", "pages": "I32", "sections": "I32", "figures": "I32", "priors": "F32",
    "keys": "I64", "key_ends": "I32", "key_passages": "I32", "abbreviations": "U8",
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


class Postings(NamedTuple):
    """Where some terms stand; all are [matches].

    `terms` are places among the terms looked up, `passages` the numbers of passages, `counts` how often a passage
    holds the term, and `heads` how many of these stand in its heads.
    """

    terms: NDArray[np.int64]
    passages: NDArray[np.int32]
    counts: NDArray[np.uint16]
    heads: NDArray[np.uint8]


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
        head_lengths: int32 [passages], terms in what says what it is about: headings, title, column heads.
        pages: int32 [passages], the page that has most of each.
        sections: int32 [passages], the element of the heading that each stands under, -1 for none.
        figures: int32 [passages], how many of its terms are figures.
        priors: float32 [passages], 1 for content, less for what only points at content.
    """

    def __init__(self, made: Made, sections: dict[str, NDArray[Any]]) -> None:
        self.language = made.language
        self.vectors = Vectors(made.embedder, sections)
        self.lengths: NDArray[np.int32] = sections["lengths"]
        self.head_lengths: NDArray[np.int32] = sections["head_lengths"]
        self.pages: NDArray[np.int32] = sections["pages"]
        self.sections: NDArray[np.int32] = sections["sections"]
        self.figures: NDArray[np.int32] = sections["figures"]
        self.priors: NDArray[np.float32] = sections["priors"]
        self._terms: NDArray[np.int64] = sections["terms"]
        self._posting_ends: NDArray[np.int32] = sections["posting_ends"]
        self._posting_passages: NDArray[np.int32] = sections["posting_passages"]
        self._posting_counts: NDArray[np.uint16] = sections["posting_counts"]
        self._posting_heads: NDArray[np.uint8] = sections["posting_heads"]
        self._keys: NDArray[np.int64] = sections["keys"]
        self._key_ends: NDArray[np.int32] = sections["key_ends"]
        self._key_passages: NDArray[np.int32] = sections["key_passages"]
        self._abbreviations = sections["abbreviations"]
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

    @cached_property
    def abbreviations(self) -> dict[str, str]:
        """The short forms that the document explains, as printed, each with what it stands for."""
        return _abbreviations.decode(self._abbreviations.data)

    @cached_property
    def opening(self) -> frozenset[int]:
        """The keys of the terms on the document's first page; without pages, in its first `_OPENING` passages."""
        first = np.where(
            self.pages == NO_PAGE, np.arange(len(self)) < _OPENING, self.pages == self.pages.min(initial=0)
        )
        places = np.flatnonzero(first[self._posting_passages])
        numbers = np.unique(np.searchsorted(self._posting_ends, places, side="right") - 1)
        return frozenset(self._terms[numbers].tolist())

    def postings(self, terms: NDArray[np.int64]) -> Postings:
        """Where some terms stand, given by their keys (`indexing.keys`), each once."""
        numbers, places = _ranges(self._terms, self._posting_ends, terms)
        return Postings(
            numbers, self._posting_passages[places], self._posting_counts[places], self._posting_heads[places]
        )

    def keyed(self, keys: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
        """Which passages have some keys of names: places in `keys`, and passages, both [matches]."""
        numbers, places = _ranges(self._keys, self._key_ends, keys)
        return numbers, self._key_passages[places]


def _ranges(
    known: NDArray[np.int64], ends: NDArray[np.int32], wanted: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """For every entry of those of `wanted` that are known: the place in `wanted`, and the place among all entries.

    `known` is rising; entry n has those from `ends[n]` to `ends[n + 1]`.
    """
    # A search looks up much in many indexes, so calls count: the arrays' own methods take half as long as numpy's.
    if not len(known) or not len(wanted):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    at = np.minimum(known.searchsorted(wanted), len(known) - 1)
    (held,) = (known[at] == wanted).nonzero()
    at = at[held]
    starts = ends[at].astype(np.int64)
    lengths = ends[at + 1] - starts
    # Counts on from each start: 5, 6, 7, then 2, 3, and so on.
    stops = lengths.cumsum()
    count = int(stops[-1]) if len(stops) else 0
    return held.repeat(lengths), np.arange(count) + (starts - stops + lengths).repeat(lengths)


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


def is_current(head: bytes, embedder_of: Callable[[str], str]) -> bool:
    """Whether an index file is of this format, by its first bytes, `HEAD` of them where it has as many.

    Args:
        head: The first bytes of the file.
        embedder_of: Names the embedder of documents in a language.
    """
    try:
        made, _, _ = _header(memoryview(head))
    except (msgspec.DecodeError, ValueError, KeyError):
        return False
    return made.format == FORMAT and made.embedder == embedder_of(made.language)


def _read(data: memoryview) -> tuple[Made, dict[str, NDArray[Any]]]:
    """How the index was made, and every section as a view into `data`."""
    try:
        made, header, length = _header(data)
        described = {name: msgspec.json.decode(raw, type=_Section) for name, raw in header.items()}
        sections = {name: _view(data[length:], section) for name, section in described.items()}
    except (msgspec.DecodeError, ValueError, KeyError) as error:
        raise IndexMismatch(f"damaged index: {error}") from error
    return made, sections


def _header(data: memoryview) -> tuple[Made, dict[str, msgspec.Raw], int]:
    """How the index was made, what is told of each section, and how many bytes stand before the first."""
    length = 8 + int.from_bytes(data[:8], "little")
    header = msgspec.json.decode(data[8:length], type=dict[str, msgspec.Raw])
    metadata = msgspec.json.decode(header.pop("__metadata__"), type=dict[str, str])
    return msgspec.json.decode(metadata["index"], type=Made), header, length


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
    a_passage = ("vectors", "vector_scales", "head_lengths", "pages", "sections", "figures", "priors")
    fits = all(len(sections[name]) == count for name in a_passage) and all(
        len(sections[ends]) == size + 1 and sections[ends][-1] == len(sections[blob])
        for ends, blob, size in (
            ("passage_ends", "passages", count),
            ("posting_ends", "posting_passages", len(sections["terms"])),
            ("posting_ends", "posting_counts", len(sections["terms"])),
            ("posting_ends", "posting_heads", len(sections["terms"])),
            ("key_ends", "key_passages", len(sections["keys"])),
        )
    )
    if not fits:
        raise IndexMismatch("damaged index: sections don't fit together")
