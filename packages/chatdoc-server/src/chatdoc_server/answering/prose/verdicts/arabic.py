"""Yes or no to questions in Arabic, where a sentence says the same words, denied or not."""

import re

from chatdoc_server.languages.normalisation import normalised

_ASKING = re.compile(r"^(?:و)?هل\s+(?:يوجد\s+|توجد\s+)?")
_DENYING = frozenset({"لا", "لم", "لن", "ليس", "ليست", "ما", "غير"})
_BENT = re.compile(
    r"(?:^|\s)(?:و|ف)?(?:اذا|الا|ان|لو|ما لم|بشرط|شريطه|باستثناء|عدا|سوي|فقط|قد|ربما|لكن|بعض|معظم|حتي|بعد|قبل)(?=\s|$)"
)
"""Conditions, exceptions, guesses and parts of the whole, in normalised letters."""
_WORD = re.compile(r"\w+")
_LEAST = 2
"""Words that say what is asked."""


def verdict(question: str, sentence: str) -> bool | None:
    """What a sentence says to a question that wants yes or no; None in doubt.

    It must begin with the words asked, in their order and together, but for a denial before them.
    """
    asked = normalised(question, "ar").strip(" ؟?.")
    said = normalised(sentence, "ar").strip(" .؟?")
    if _ASKING.match(asked) is None or _BENT.search(said) or sentence.rstrip().endswith(("؟", "?")):
        return None
    want = _WORD.findall(_ASKING.sub("", asked))
    found = [word.removeprefix("و") if word.removeprefix("و") in _DENYING else word for word in _WORD.findall(said)]
    denied = sum(word in _DENYING for word in found)
    question_denied = sum(word in _DENYING for word in want)
    want = [word for word in want if word not in _DENYING]
    told = [word for word in found if word not in _DENYING]
    if len(want) < _LEAST or denied > 1 or question_denied or not _begins(told, want):
        return None
    # A denial with more behind it denies less; so does a permission.
    if len(told) > len(want) and (denied or re.match("[يت]جوز|[يت]سمح", want[0])):
        return None
    return not denied


def _begins(told: list[str], want: list[str]) -> bool:
    """Whether a sentence begins with the words asked; a verb may stand after its subject, and in another tense."""
    if len(told) < len(want):
        return False
    orders = [want, [want[1], want[0], *want[2:]]] if len(want) > 1 else [want]
    return any(all(map(_is_same, told, order)) for order in orders)


def _is_same(first: str, second: str) -> bool:
    return first == second or (_root(first) == _root(second) and len(_root(first)) >= _LEAST + 1)


def _root(word: str) -> str:
    """A verb without the letters of person and tense that begin and end it."""
    bare = re.sub("^[يتن](?=...)", "", word)
    return re.sub("(?<=...)(?:ت|وا)$", "", bare)
