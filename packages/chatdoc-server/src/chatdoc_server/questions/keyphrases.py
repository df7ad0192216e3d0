"""What a sentence is about: its runs of content words.

After "Automatic Keyword Extraction from Individual Documents" (RAKE; Rose, Engel, Cramer, Cowley 2010): a phrase is a
run of words between function words and punctuation, and scores by how many words its own stand with. Scripts without
spaces are cut at the characters of their grammar instead.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from chatdoc_server.languages.function_words import function_words
from chatdoc_server.languages.scripts import HAN
from chatdoc_server.questions import asking
from chatdoc_server.questions.words import STOP_WORDS

_MOST_WORDS = 4
_BEFORE_VERBS = frozenset(
    {
        "we", "they", "it", "you", "he", "she", "who", "which", "that", "to", "not", "may", "can", "will", "should",
        "must", "could", "would",
    }
)  # fmt: skip
_VERBS = frozenset(
    {
        "came", "went", "made", "grew", "fell", "rose", "took", "gave", "held", "paid", "sold", "won", "lost", "kept",
        "began", "became", "got", "ran", "led", "met", "left", "leaves", "opens", "includes", "include", "contains",
        "remains", "sells", "uses", "provides", "continues", "sets",
    }
)  # fmt: skip
"""Verbs without "-ed" that often end a run of content words."""
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
    english = language in ("en", "")
    skipped = function_words(language) | asking.asked_with(language) | (STOP_WORDS if english else frozenset())
    runs: list[tuple[str, ...]] = []
    run: list[str] = []
    end, before = 0, ""
    for found in (*_RUN.finditer(sentence), None):
        word = "" if found is None else found.group().strip("'’-")
        parted = found is None or sentence[end : found.start()].strip()
        small = not _WORD.fullmatch(word) or word.lower() in skipped or len(word) < _SHORTEST
        if parted or small:
            runs.append(_without_verbs(before, run) if english else tuple(run))
            run, before = [], "" if parted else word.lower()
        if not small:
            run.append(word)
        elif parted:
            before = word.lower()
        end = end if found is None else found.end()
    if language == "de":
        runs = [_nouns(one) for one in runs]
    return [one for one in runs if 1 <= len(one) <= _MOST_WORDS]


def _without_verbs(before: str, run: Sequence[str]) -> tuple[str, ...]:
    """An English run without the verb it begins with, told by the word before it, and the one it ends with."""
    words = list(run)
    if words and before in _BEFORE_VERBS and words[0].islower():
        words.pop(0)
    while words and (words[-1].lower().endswith("ed") or words[-1].lower() in _VERBS):
        words.pop()
    return tuple(words)


def _nouns(run: tuple[str, ...]) -> tuple[str, ...]:
    """A German run from its first noun to its last: verbs and adverbs are written small."""
    large = [place for place, word in enumerate(run) if word[0].isupper()]
    return run[large[0] : large[-1] + 1] if large else ()
