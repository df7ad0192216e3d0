"""Search in many languages and between them: eight parallel documents, ten questions in each language."""

from collections.abc import Callable

import pytest

from chatdoc_server.indexing.build import build_index, build_vectors
from chatdoc_server.indexing.embedding.choice import Embedders
from chatdoc_server.indexing.index import DocumentIndex, Vectors
from chatdoc_server.retrieval.base import Asked
from chatdoc_server.retrieval.search import search
from tests.indexing.documents import Builder
from tests.languages.handbook import LANGUAGES, Handbook, other_questions, questions, read

Opened = Callable[[str], Handbook]


@pytest.fixture(scope="module")
def opened(embedders: Embedders) -> Opened:
    """Handbooks by language, each indexed once."""
    known: dict[str, Handbook] = {}

    def one(language: str) -> Handbook:
        if language not in known:
            known[language] = Handbook.open(language, embedders, crossing=language == "en")
        return known[language]

    return one


def test_the_documents_are_parallel() -> None:
    counts = {language: len(read(language)[1]) for language in LANGUAGES}
    assert set(counts.values()) == {18}
    assert all(set(asking.text) == set(LANGUAGES) for asking in questions())
    assert len(questions()) == 10


@pytest.mark.parametrize("language", LANGUAGES)
def test_its_own_language_finds_the_passage_first(language: str, opened: Opened, embedders: Embedders) -> None:
    handbook = opened(language)
    assert 12 <= len(handbook.asked.index) <= 20
    ranks = [handbook.rank(asking.text[language], asking.paragraph, embedders) for asking in questions()]
    assert sum(rank == 0 for rank in ranks) >= 9, ranks


@pytest.mark.parametrize("language", LANGUAGES)
def test_english_finds_the_passage_among_three(language: str, opened: Opened, embedders: Embedders) -> None:
    handbook = opened(language)
    ranks = [handbook.rank(asking.text["en"], asking.paragraph, embedders) for asking in questions()]
    assert sum(rank < 3 for rank in ranks) >= 8, ranks


@pytest.mark.parametrize("language", LANGUAGES)
def test_other_languages_find_the_passage_of_an_english_document(
    language: str, opened: Opened, embedders: Embedders
) -> None:
    handbook = opened("en")
    ranks = [handbook.rank(asking.text[language], asking.paragraph, embedders) for asking in questions()]
    assert sum(rank < 3 for rank in ranks) >= 8, ranks


@pytest.mark.parametrize("language", ["he", "th"])
def test_other_scripts_are_searched_too(language: str, opened: Opened, embedders: Embedders) -> None:
    handbook = opened(language)
    asked = other_questions(language)
    ranks = [handbook.rank(asking.text[language], asking.paragraph, embedders) for asking in asked]
    assert sum(rank == 0 for rank in ranks) >= len(asked) - 1, ranks


@pytest.mark.parametrize("asked_in", ["en", "zh"])
def test_documents_of_two_languages_are_ranked_together(asked_in: str, opened: Opened, embedders: Embedders) -> None:
    both = [opened("en").asked, opened("zh").asked]
    paragraphs = {one: opened(one).paragraphs for one in ("en", "zh")}
    found = 0
    for asking in questions():
        hits = search(asking.text[asked_in], both, embedders, 4)
        right = {hit.upload_id for hit in hits if paragraphs[hit.upload_id][asking.paragraph] in hit.passage.elements}
        found += right == {"en", "zh"}
    assert found >= 8


def test_the_document_that_answers_wins_whatever_its_language(opened: Opened, embedders: Embedders) -> None:
    """The German handbook is about the station; the English document is about something else."""
    fjord = opened("de").asked
    other = unrelated(embedders)
    for order in ([fjord, other], [other, fjord]):
        assert search("When does the diesel generator start?", order, embedders, 3)[0].upload_id == "de"
        assert search("Wann springt der Dieselgenerator an?", order, embedders, 3)[0].upload_id == "de"
        assert search("How are violins varnished?", order, embedders, 3)[0].upload_id == "violins"
        assert search("Womit werden Geigen lackiert?", order, embedders, 3)[0].upload_id == "violins"


def unrelated(embedders: Embedders) -> Asked:
    builder = Builder("en").heading("Violins")
    for text in (
        "The violin is varnished with oil and resin in seven thin coats, each dried in the sun for a week.",
        "Spruce for the belly is split in winter and stored for ten years before it is carved.",
        "The strings were made of sheep gut until steel replaced them in the last century.",
    ):
        builder.heading("Note", 2).text(text)
    document = builder.build()
    index = DocumentIndex.open(build_index(document, embedders.english), embedders.english.name)
    vectors = build_vectors(document, index, embedders.multilingual)
    return Asked("violins", document, index, Vectors.open(vectors, embedders.multilingual.name, index))
