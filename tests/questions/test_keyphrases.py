"""What sentences are about, in several languages."""

import pytest

from chatdoc_server.questions.keyphrases import keyphrases


@pytest.mark.parametrize(
    ("language", "sentence", "expected"),
    [
        ("en", "The harbour of Larkfield handled more ships than before.", {"harbour", "Larkfield", "ships"}),
        ("en", "All of the income came from dues, and we sell oxygen sensors.", {"income", "dues", "oxygen sensors"}),
        ("en", "The ferry to Larkfield leaves at seven.", {"ferry", "Larkfield", "seven"}),
        ("de", "Der Lesesaal hat 240 Plätze und öffnet morgens.", {"Lesesaal", "Plätze"}),
        ("fr", "La salle de lecture compte 240 places.", {"salle", "lecture compte", "places"}),
        ("zh", "云雀镇图书馆于1902年用花岗岩建成。", {"云雀镇图书馆", "花岗岩建成"}),
        ("ja", "館長は樫村から来たアンナです。", {"館長", "樫村", "アンナ"}),
    ],
)
def test_phrases_are_runs_of_content_words(language: str, sentence: str, expected: set[str]) -> None:
    (found,) = keyphrases([sentence], language)
    assert set(found) == expected


def test_what_is_said_again_comes_first() -> None:
    sentences = ["A long forgotten secret of the lease agreement.", "Rent stands in the lease agreement."]
    assert keyphrases(sentences, "en")[0][0] == "lease agreement"


@pytest.mark.parametrize("language", ["en", "de", "zh", "ja", "ko", "th", "ar", ""])
def test_nothing_is_found_in_nothing(language: str) -> None:
    assert keyphrases(["", "...", "42"], language) == [[], [], []]
