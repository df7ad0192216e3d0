"""Makes the index file of one document, and the file of second vectors beside it."""

from array import array
from collections import Counter

import msgspec
import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save

from chatdoc_server.document import Document
from chatdoc_server.indexing.abbreviations import abbreviations
from chatdoc_server.indexing.embedding.base import Embedder
from chatdoc_server.indexing.index import FORMAT, DocumentIndex, Made
from chatdoc_server.indexing.keys import Kind, heading_keys, key, row_keys, term_keys
from chatdoc_server.indexing.passages import HEADING, Draft, cut
from chatdoc_server.indexing.terms import Analyzer

_encoder = msgspec.msgpack.Encoder()


def build_index(document: Document, embedder: Embedder, headings: bool = True) -> bytes:
    """The index file of `document`, as `DocumentIndex.open` reads it.

    The same document and embedder give the same bytes. Without `headings` passages know nothing of what they stand
    under, which is good for measuring what headings are worth.
    """
    drafts = cut(document, headings)
    analyzer = Analyzer(document.language)
    sections = {
        **_vector_sections(drafts, embedder),
        **_term_sections(drafts, analyzer),
        **_key_sections(drafts, analyzer),
        **_passage_sections(drafts),
    }
    return _file(sections, Made(format=FORMAT, embedder=embedder.name, language=document.language))


def build_vectors(document: Document, index: DocumentIndex, embedder: Embedder) -> bytes:
    """Second vectors for the passages of `index`, by another embedder than its own, as `Vectors.open` reads them.

    Raises:
        ValueError: `index` is not of `document`.
    """
    drafts = cut(document)
    if len(drafts) != len(index):
        raise ValueError(f"the document has {len(drafts)} passages, and the index {len(index)}")
    made = Made(format=FORMAT, embedder=embedder.name, language=document.language, beside=index.fingerprint)
    return _file(_vector_sections(drafts, embedder), made)


def _file(sections: dict[str, NDArray[np.generic]], made: Made) -> bytes:
    # One entry: the library writes several in no fixed order.
    return save(sections, {"index": msgspec.json.encode(made).decode()})


def _vector_sections(drafts: list[Draft], embedder: Embedder) -> dict[str, NDArray[np.generic]]:
    """Vectors as int8 with one scale a vector: half the size of float16, and cosines differ by less than 0.002."""
    # Texts that repeat from page to page ("See accompanying notes") are embedded once.
    places: dict[str, int] = {}
    rows = [places.setdefault(draft.embedded, len(places)) for draft in drafts]
    vectors = np.zeros((0, embedder.dimension), np.float32)
    if places:
        vectors = embedder.embed(list(places))[rows]
    scales = np.maximum(np.abs(vectors).max(axis=1, initial=0.0), 1e-12) / 127
    return {
        "vectors": np.rint(vectors / scales[:, None]).astype(np.int8),
        "vector_scales": scales.astype(np.float32),
    }


def _term_sections(drafts: list[Draft], analyzer: Analyzer) -> dict[str, NDArray[np.generic]]:
    """The keys of all terms, rising, and for each the passages it stands in and how often."""
    postings: dict[str, tuple[array[int], array[int], array[int]]] = {}
    lengths = np.zeros(len(drafts), np.int32)
    head_lengths = np.zeros(len(drafts), np.int32)
    figures = np.zeros(len(drafts), np.int32)
    for number, draft in enumerate(drafts):
        counts = Counter(analyzer.terms(draft.counted))
        heads = Counter(analyzer.terms(draft.heads))
        lengths[number], head_lengths[number] = counts.total(), heads.total()
        figures[number] = sum(count for term, count in counts.items() if term[0].isdigit())
        for term, count in counts.items():
            columns = postings.setdefault(term, (array("i"), array("i"), array("i")))
            for column, value in zip(columns, (number, count, heads[term]), strict=True):
                column.append(value)
    ordered = sorted((key(Kind.TERM, (term,)), *postings[term]) for term in postings)
    passages, all_counts, head_counts = array("i"), array("i"), array("i")
    for _, *columns_of_term in ordered:
        for whole, column in zip((passages, all_counts, head_counts), columns_of_term, strict=True):
            whole.extend(column)
    return {
        "terms": np.array([term for term, *_ in ordered], np.int64),
        "posting_ends": np.cumsum([0, *(len(numbers) for _, numbers, *_ in ordered)], dtype=np.int32),
        "posting_passages": np.array(passages, np.int32),
        "posting_counts": np.minimum(np.array(all_counts, np.int32), 65_535).astype(np.uint16),
        "posting_heads": np.minimum(np.array(head_counts, np.int32), 255).astype(np.uint8),
        "lengths": lengths,
        "head_lengths": head_lengths,
        "figures": figures,
    }


def _key_sections(drafts: list[Draft], analyzer: Analyzer) -> dict[str, NDArray[np.generic]]:
    """The keys of rows, columns, headings and terms, rising, each with its passages; and all abbreviations."""
    places: dict[int, list[int]] = {}
    of_heading: dict[str, set[int]] = {}
    for number, draft in enumerate(drafts):
        keys = {named for name in draft.names for named in row_keys(name, analyzer)}
        keys |= {one for term in draft.defines for one in term_keys(term, analyzer)}
        for heading in (*draft.passage.headings, draft.passage.text[:HEADING].split("\n", 1)[0]):
            if heading not in of_heading:
                of_heading[heading] = heading_keys(heading, analyzer)
            keys |= of_heading[heading]
        for named in keys:
            places.setdefault(named, []).append(number)
    ordered = sorted(places)
    short = abbreviations(draft.passage.text for draft in drafts)
    return {
        "keys": np.array(ordered, np.int64),
        "key_ends": np.cumsum([0, *(len(places[named]) for named in ordered)], dtype=np.int32),
        "key_passages": np.array([number for named in ordered for number in places[named]], np.int32),
        "abbreviations": np.frombuffer(_encoder.encode(short), np.uint8),
    }


def _passage_sections(drafts: list[Draft]) -> dict[str, NDArray[np.generic]]:
    blobs = [_encoder.encode(draft.passage) for draft in drafts]
    return {
        "passages": np.frombuffer(b"".join(blobs), np.uint8),
        "passage_ends": np.cumsum([0, *map(len, blobs)], dtype=np.int32),
        "pages": np.array([draft.passage.page for draft in drafts], np.int32),
        "sections": np.array([draft.section for draft in drafts], np.int32),
        "priors": np.array([draft.prior for draft in drafts], np.float32),
    }
