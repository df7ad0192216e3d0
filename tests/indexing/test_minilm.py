"""The embedder: the files it ships with, and that its vectors mean something."""

import hashlib
from importlib import resources

import numpy as np
import pytest

from chatdoc_server.indexing.embedding.minilm import MiniLM

FILES = resources.files("chatdoc_server.indexing.embedding") / "minilm"


def test_shipped_files_are_the_ones_that_were_exported() -> None:
    listed = [line.split() for line in (FILES / "SHA256SUMS").read_text().splitlines()]
    assert {name for _, name in listed} == {"model.onnx", "tokenizer.json"}
    for digest, name in listed:
        assert hashlib.sha256((FILES / name).read_bytes()).hexdigest() == digest


def test_licence_and_provenance_stand_beside_the_model() -> None:
    assert "Apache License" in (FILES / "LICENSE").read_text()
    assert "tools/export_minilm.py" in (FILES / "PROVENANCE.md").read_text()


def test_vectors_are_unit_and_in_the_order_of_the_texts(embedder: MiniLM) -> None:
    texts = ["a", "the cat sat on the mat " * 20, "net income rose", "a", ""]
    vectors = embedder.embed(texts)
    assert vectors.shape == (5, embedder.dimension)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-3)
    for text, vector in zip(texts, vectors, strict=True):
        # Alone or in company: only the shared activation scale differs.
        assert float(embedder.embed([text])[0] @ vector) > 0.97


def test_same_texts_give_same_vectors(embedder: MiniLM) -> None:
    texts = [f"passage number {n} about revenue" for n in range(50)]
    np.testing.assert_array_equal(embedder.embed(texts), embedder.embed(texts))


def test_no_texts_give_no_vectors(embedder: MiniLM) -> None:
    assert embedder.embed([]).shape == (0, embedder.dimension)


@pytest.mark.parametrize(
    ("near", "far"),
    [
        (("How much did the firm earn?", "Net income for the year"), ("How much did the firm earn?", "The cat sleeps")),
        (("car", "automobile"), ("car", "banana")),
        (
            ("Who leads the company?", "chief executive officer"),
            ("Who leads the company?", "depreciation of buildings"),
        ),
    ],
)
def test_near_meanings_are_nearer(embedder: MiniLM, near: tuple[str, str], far: tuple[str, str]) -> None:
    a, b = embedder.embed(list(near))
    c, d = embedder.embed(list(far))
    assert float(a @ b) > float(c @ d) + 0.1


def test_texts_are_cut_at_the_token_limit() -> None:
    short = MiniLM(tokens=16)
    text = "word " * 14
    start, longer = short.embed([text]), short.embed([text + "entirely other content about whales"])
    np.testing.assert_allclose(start, longer, atol=1e-6)
    assert short.name != MiniLM().name, "an index cut elsewhere is another index"


@pytest.mark.parametrize("tokens", [2, 513])
def test_impossible_token_limits_are_refused(tokens: int) -> None:
    with pytest.raises(ValueError, match="tokens"):
        MiniLM(tokens=tokens)
