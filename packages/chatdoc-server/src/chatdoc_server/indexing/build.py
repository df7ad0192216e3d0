"""Makes the index file of one document, and the file of second vectors beside it."""

from array import array
from collections import Counter

import msgspec
import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save

from chatdoc_server.document import Document
from chatdoc_server.indexing.embedding.base import Embedder
from chatdoc_server.indexing.index import FORMAT, DocumentIndex, Made
from chatdoc_server.indexing.passages import Draft, cut
from chatdoc_server.indexing.terms import Analyzer

_encoder = msgspec.msgpack.Encoder()


def build_index(document: Document, embedder: Embedder) -> bytes:
    """The index file of `document`, as `DocumentIndex.open` reads it.

    The same document and embedder give the same bytes.
    """
    drafts = cut(document)
    sections = {
        **_vector_sections(drafts, embedder),
        **_term_sections(drafts, document.language),
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


def _term_sections(drafts: list[Draft], language: str) -> dict[str, NDArray[np.generic]]:
    """The term dictionary, sorted by bytes, and for each term the passages it stands in and how often."""
    analyzer = Analyzer(language)
    postings: dict[str, tuple[array[int], array[int]]] = {}
    lengths = np.zeros(len(drafts), np.int32)
    figures = np.zeros(len(drafts), np.int32)
    for number, draft in enumerate(drafts):
        counts = Counter(analyzer.terms("\n".join((*draft.passage.headings, draft.passage.text))))
        lengths[number] = counts.total()
        figures[number] = sum(count for term, count in counts.items() if term[0].isdigit())
        for term, count in counts.items():
            passages, frequencies = postings.setdefault(term, (array("i"), array("i")))
            passages.append(number)
            frequencies.append(count)
    ordered = sorted((term.encode(), *postings[term]) for term in postings)
    passages, frequencies = array("i"), array("i")
    for _, numbers, counts_ in ordered:
        passages.extend(numbers)
        frequencies.extend(counts_)
    return {
        "terms": np.frombuffer(b"".join(term for term, *_ in ordered), np.uint8),
        "term_ends": np.cumsum([0, *(len(term) for term, *_ in ordered)], dtype=np.int32),
        "posting_ends": np.cumsum([0, *(len(numbers) for _, numbers, _ in ordered)], dtype=np.int32),
        "posting_passages": np.array(passages, np.int32),
        "posting_counts": np.minimum(np.array(frequencies, np.int32), 65_535).astype(np.uint16),
        "lengths": lengths,
        "figures": figures,
    }


def _passage_sections(drafts: list[Draft]) -> dict[str, NDArray[np.generic]]:
    blobs = [_encoder.encode(draft.passage) for draft in drafts]
    return {
        "passages": np.frombuffer(b"".join(blobs), np.uint8),
        "passage_ends": np.cumsum([0, *map(len, blobs)], dtype=np.int32),
        "pages": np.array([draft.passage.page for draft in drafts], np.int32),
        "priors": np.array([draft.prior for draft in drafts], np.float32),
    }
