"""The multilingual embedder: unit vectors whatever the text, and near ones for what means the same."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from chatdoc_server.indexing.embedding.use import MultilingualUSE


@pytest.fixture(scope="module")
def embedder() -> MultilingualUSE:
    return MultilingualUSE()


def test_no_texts_give_no_vectors() -> None:
    assert MultilingualUSE().embed([]).shape == (0, 512)


def test_vectors_are_unit_and_in_the_order_of_the_texts(embedder: MultilingualUSE) -> None:
    texts = ["One text.", "", "zwei " * 500, "三", "\x00 รถ 🚗", "One text."]
    vectors = embedder.embed(texts)
    assert vectors.shape == (6, embedder.dimension)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-3)
    np.testing.assert_array_equal(vectors[0], vectors[5])


@pytest.mark.parametrize(
    "same",
    [
        "Der Hund schläft.",
        "Le chien dort.",
        "El perro duerme.",
        "狗在睡觉。",
        "犬が寝ている。",
        "الكلب نائم.",
        "Собака спит.",
    ],
)
def test_translations_are_nearer_than_other_sentences(same: str, embedder: MultilingualUSE) -> None:
    dog, translated, other = embedder.embed(["The dog is sleeping.", same, "Interest rates rose in March."])
    assert dog @ translated > dog @ other + 0.2


def test_threads_that_come_first_together_get_the_same_vectors() -> None:
    embedder = MultilingualUSE()
    with ThreadPoolExecutor(4) as pool:
        first, *others = pool.map(embedder.embed, [["Guten Morgen."]] * 4)
    for vectors in others:
        np.testing.assert_array_equal(first, vectors)
