"""What a sentence is about: its runs of content words.

After "Automatic Keyword Extraction from Individual Documents" (RAKE; Rose, Engel, Cramer, Cowley 2010): a phrase is a
run of words between function words and punctuation, and scores by how many words its own stand with. Scripts without
spaces are cut at the characters of their grammar instead.
"""

import re
from collections import Counter
from collections.abc import Iterable

from chatdoc_server.languages.function_words import function_words
from chatdoc_server.languages.scripts import HAN
from chatdoc_server.questions import asking
from chatdoc_server.questions.words import STOP_WORDS

_MOST_WORDS = 4
_SHORTEST = 3
_RUN = re.compile(r"[^\s.,;:!?()\[\]{}\"“”„«»‘…—–/|؟،؛¿¡]+")
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_CHINESE_BETWEEN = re.compile(
    rf"[^{HAN}]+|[的了是在和与與有被由于於从從到把这這那中里裡上下为為及等对對也都而并並每不可以会會能要将將之其时時后後前所个個人年月日用]"
)
_JAPANESE = re.compile(rf"(?:[{HAN}々]+|[\u30a1-\u30fa\u30fc]+){{1,3}}")
_KOREAN_WORD = re.compile("[\uac00-\ud7af]{2,}")
_LONGEST = 10
"""Characters of a phrase in Chinese or Japanese."""


def keyphrases(sentences: Iterable[str], language: str) -> list[list[str]]:
    """For each sentence its phrases, the most telling first; equal ones in the order they stand.

    A phrase that other sentences have too comes before the rest: what is said again is a term, not a turn of phrase.
    """
    runs = [_runs(sentence, language) for sentence in sentences]
    degree: Counter[str] = Counter()
    count: Counter[str] = Counter()
    for run in (run for found in runs for run in found):
        for word in run:
            count[word.lower()] += 1
            degree[word.lower()] += len(run)

    repeated = Counter(tuple(map(str.lower, run)) for found in runs for run in found)

    def score(run: tuple[str, ...]) -> tuple[bool, float]:
        again = repeated[tuple(map(str.lower, run))] > 1
        return again, sum(degree[word.lower()] / count[word.lower()] for word in run)

    joint = "" if language in ("zh", "ja") else " "
    return [[joint.join(run) for run in sorted(found, key=score, reverse=True)] for found in runs]


def _runs(sentence: str, language: str) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]]
    if language == "zh":
        found = [(part,) for part in _CHINESE_BETWEEN.split(sentence) if part and 2 <= len(part) <= _LONGEST]
    elif language == "ja":
        found = [(part,) for part in _JAPANESE.findall(sentence) if 2 <= len(part) <= _LONGEST]
    elif language == "ko":
        words = _KOREAN_WORD.findall(asking.without_asking(sentence, language))
        found = [(word,) for word in words]
    elif language == "th":
        found = [(part,) for part in sentence.split() if 6 <= len(part) <= 40]
    else:
        found = _spaced_runs(sentence, language)
    return list(dict.fromkeys(found))


def _spaced_runs(sentence: str, language: str) -> list[tuple[str, ...]]:
    skipped = function_words(language) | asking.asked_with(language)
    if language in ("en", ""):
        skipped |= STOP_WORDS
    runs: list[tuple[str, ...]] = []
    run: list[str] = []
    end = 0
    for found in _RUN.finditer(sentence):
        word = found.group().strip("'’-")
        if sentence[end : found.start()].strip():
            runs.append(tuple(run))
            run = []
        end = found.end()
        if _WORD.fullmatch(word) and word.lower() not in skipped and len(word) >= _SHORTEST:
            run.append(word)
        else:
            runs.append(tuple(run))
            run = []
    runs.append(tuple(run))
    if language == "de":
        runs = [_nouns(one) for one in runs]
    return [one for one in runs if 1 <= len(one) <= _MOST_WORDS]


def _nouns(run: tuple[str, ...]) -> tuple[str, ...]:
    """A German run from its first noun to its last: verbs and adverbs are written small."""
    large = [place for place, word in enumerate(run) if word[0].isupper()]
    return run[large[0] : large[-1] + 1] if large else ()
