"""Score search in eight languages and between them, over the parallel handbooks of `tests/languages/material`.

    python -m bench.languages [--threads 2]

For each language: how many of ten questions find the right passage first and among the first three, asked in the
document's own language, asked in English, and asked in that language of the English document (by second vectors).
Then the median cosine of a question and its answer, which `Embedder.usual` is set by, and what it all costs.
"""

import argparse
import statistics
import time
from collections.abc import Sequence

from chatdoc_server.indexing.embedding.choice import Embedders
from chatdoc_server.indexing.embedding.minilm import MiniLM
from chatdoc_server.indexing.embedding.use import MultilingualUSE
from chatdoc_server.languages import detect
from chatdoc_server.retrieval.search import search
from tests.languages.handbook import LANGUAGES, Handbook, questions, text_of


def ranks(handbook: Handbook, language: str, embedders: Embedders) -> list[int]:
    """The places of the right passages, for all questions in one language."""
    return [handbook.rank(asking.text[language], asking.paragraph, embedders) for asking in questions()]


def cosines(handbook: Handbook, language: str, embedders: Embedders) -> float:
    """The median cosine of a question and the passage that answers it."""
    asked = handbook.asked
    wanted = embedders.between(asked.index.language, language)
    vectors = asked.crossing if asked.crossing and asked.crossing.embedder == wanted.name else asked.index.vectors
    found: list[float] = []
    for asking in questions():
        row = vectors.cosines(wanted.embed([asking.text[language]]))[0]
        right = handbook.paragraphs[asking.paragraph]
        found.append(max(float(row[i]) for i, passage in enumerate(asked.index.passages) if right in passage.elements))
    return statistics.median(found)


def within(places: Sequence[int], limit: int) -> str:
    """How many are among the first."""
    return f"{sum(place < limit for place in places):>4}/{len(places)}"


def mixed(handbooks: dict[str, Handbook], asked_in: str, embedders: Embedders) -> int:
    """Questions that find both right passages among four, asked of the English and the Chinese handbook together."""
    count = 0
    for asking in questions():
        both = [handbooks[each].asked for each in ("en", "zh")]
        hits = search(asking.text[asked_in], both, embedders, 4)
        right = {
            hit.upload_id
            for hit in hits
            if handbooks[hit.upload_id].paragraphs[asking.paragraph] in hit.passage.elements
        }
        count += right == {"en", "zh"}
    return count


def main() -> None:
    """Runs everything and prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()
    start = time.perf_counter()
    embedders = Embedders(MiniLM(threads=arguments.threads), MultilingualUSE())
    english = time.perf_counter()
    embedders.multilingual.embed(["a"])
    loaded = time.perf_counter()
    print(f"loading: English {english - start:.2f} s, multilingual {loaded - english:.2f} s (on the first need)")
    handbooks = {language: Handbook.open(language, embedders, crossing=language == "en") for language in LANGUAGES}
    print("\nlanguage  passages   own@1   own@3    en@1    en@3   of the English document: @1      @3")
    for language, handbook in handbooks.items():
        own, asked_in_english = ranks(handbook, language, embedders), ranks(handbook, "en", embedders)
        across = ranks(handbooks["en"], language, embedders)
        figures = [f"{within(places, limit):>8}" for places in (own, asked_in_english, across) for limit in (1, 3)]
        print(f"{language:<10}{len(handbook.asked.index):>8}{''.join(figures[:4])}{'':>20}{''.join(figures[4:])}")
    print("\nlanguage  cosine of a question and its answer: own  in English  of the English document")
    for language, handbook in handbooks.items():
        usual = [cosines(handbook, language, embedders), cosines(handbook, "en", embedders)]
        usual.append(cosines(handbooks["en"], language, embedders))
        print(f"{language:<42}" + "".join(f"{figure:>9.2f}" for figure in usual))
    both = {language: mixed(handbooks, language, embedders) for language in ("en", "zh")}
    print(f"\nEnglish and Chinese documents together, both right passages among four: {both} of 10")
    detected = [detect(asking.text[language]) == language for asking in questions() for language in LANGUAGES]
    print(f"questions whose language is told: {sum(detected)} of {len(detected)}")
    texts = [text_of(language)[:600] for language in LANGUAGES] * 8
    start = time.perf_counter()
    embedders.multilingual.embed(texts)
    print(f"multilingual vectors: {len(texts) / (time.perf_counter() - start):.0f} passages of 600 characters/s")


if __name__ == "__main__":
    main()
