"""Rows and sections that a question names: a page with a row of that very name is strong evidence."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from chatdoc_server.indexing.index import DocumentIndex
from chatdoc_server.indexing.keys import LONGEST, Kind, key
from chatdoc_server.indexing.references import references
from chatdoc_server.indexing.terms import Analyzer
from chatdoc_server.questions.items import ITEMS, Item

TERMS = 64
"""Terms of a question that names are looked for in."""

OTHER_PERIOD = 0.25
"""How much rows count on a page that names none of the years asked for."""

UNDER = 0.6
"""How much a passage under a heading that is the term itself counts beside one that says what the term is."""

NUMBER_ALONE = 0.5
"""How much a heading's number alone counts, "12." for "Note 12", beside one that says what it counts."""


def _item_keys() -> Mapping[str, NDArray[np.int64]]:
    analyzer = Analyzer("en")
    return {
        item.name: np.array(sorted({key(Kind.ROW, analyzer.terms(label)) for label in item.labels}), np.int64)
        for item in ITEMS
    }


_ITEM_KEYS = _item_keys()
"""What the rows of each line item are looked up by."""


def item_rows(
    items: Sequence[Item], years: Sequence[int], indexes: Sequence[DocumentIndex], pages: NDArray[np.int64]
) -> NDArray[np.float32]:
    """Which share of some line items each passage's page has rows for: float32 [passages].

    A passage that has none of them itself gets half of what its page has, and a page that does not speak of the
    `years` asked for gets `OTHER_PERIOD` of it. `pages` is int64 [passages], a number for every passage's page.
    """
    keys = np.concatenate([_ITEM_KEYS[item.name] for item in items])
    owners = np.repeat(np.arange(len(items)), [len(_ITEM_KEYS[item.name]) for item in items])
    matched, passages = _matches(indexes, [keys] * len(indexes))
    own = np.full(len(pages), 0.5, np.float32)
    own[passages] = 1.0
    # Each item counts once a page.
    once = np.unique(pages[passages] * len(items) + owners[matched]) // len(items)
    count = int(pages.max(initial=-1)) + 1
    share = np.bincount(once, minlength=count) / len(items)
    if years:
        share *= OTHER_PERIOD + (1 - OTHER_PERIOD) * _share_of_years(years, indexes, pages, count)
    return own * share.astype(np.float32)[pages]


def _share_of_years(
    years: Sequence[int], indexes: Sequence[DocumentIndex], pages: NDArray[np.int64], count: int
) -> NDArray[np.float64]:
    """Which share of some years each page names: float64 [count]."""
    keys = np.array([key(Kind.TERM, (str(year),)) for year in years], np.int64)
    pairs, offset = [], 0
    for index in indexes:
        found = index.postings(keys)
        pairs.append(pages[found.passages + offset] * len(years) + found.terms)
        offset += len(index)
    return np.bincount(np.unique(np.concatenate(pairs)) // len(years), minlength=count) / len(years)


def whole_names(text: str, kind: Kind, indexes: Sequence[DocumentIndex], written: str = "") -> NDArray[np.float32]:
    """How much of a text each passage has as the whole name of a row or a heading: float32 [passages].

    Of names inside each other the longest counts. A name counts by its terms, and the more the fewer passages have it.
    `written` is the ISO 639-1 code of the text's language, empty for each index's own.
    """
    runs_of: dict[str, list[tuple[int, int]]] = {}
    keys_of: dict[str, NDArray[np.int64]] = {}
    for language in {index.language for index in indexes}:
        terms = Analyzer(language, written).terms(text)[:TERMS]
        runs = [(a, b) for a in range(len(terms)) for b in range(a + 1, min(len(terms), a + LONGEST) + 1)]
        runs_of[language] = runs
        keys_of[language] = np.array([key(kind, terms[a:b]) for a, b in runs], np.int64)
    total = sum(map(len, indexes))
    scores = np.zeros(total, np.float64)
    for language, runs in runs_of.items():
        keys = [keys_of[language] if index.language == language else keys_of[language][:0] for index in indexes]
        matched, passages = _matches(indexes, keys)
        held = [runs[number] for number in np.unique(matched)]
        counts = np.bincount(matched, minlength=len(runs))
        worth = np.zeros(len(runs))
        for number in np.unique(matched):
            a, b = runs[number]
            if not any(c <= a and b <= d and (c, d) != (a, b) for c, d in held):
                worth[number] = (b - a) * np.log1p(total / counts[number])
        np.add.at(scores, passages, worth[matched])
    return scores.astype(np.float32)


def numbered_parts(question: str, indexes: Sequence[DocumentIndex]) -> NDArray[np.float32]:
    """Whether each passage stands in a numbered part that a question names: float32 [passages], up to 1."""
    named = references(question)
    own = np.zeros(sum(map(len, indexes)), np.float32)
    if named:
        keys = np.array([key(Kind.NUMBER, (number,)) for number in named], np.int64)
        worth = np.array([NUMBER_ALONE if number.startswith("#") else 1.0 for number in named], np.float32)
        matched, passages = _matches(indexes, [keys] * len(indexes))
        np.maximum.at(own, passages, worth[matched])
    return own


def definitions(term: str, indexes: Sequence[DocumentIndex], written: str = "") -> NDArray[np.float32]:
    """Whether each passage defines a term: float32 [passages].

    1 where it says so, `UNDER` under a heading of that name. `written` is the term's language, empty for each index's.
    """
    own = np.zeros(sum(map(len, indexes)), np.float32)
    for kind, worth in ((Kind.HEADING, UNDER), (Kind.DEFINED, 1.0)):
        terms = {language: Analyzer(language, written).terms(term) for language in {one.language for one in indexes}}
        keys = [np.array([key(kind, terms[index.language])], np.int64) for index in indexes]
        own[_matches(indexes, keys)[1]] = worth
    return own


def bearers(names: Sequence[str], indexes: Sequence[DocumentIndex]) -> NDArray[np.bool_]:
    """Which documents are those of a company or a person that a question names: bool [indexes].

    A name that a document opens with, on its first page or in its first passages, and at most half of the documents
    do, tells which are meant; without such a name all are.
    """
    found = np.zeros(len(indexes), bool)
    if len(indexes) < 2 or not names:
        return ~found
    terms = {language: _terms_of(names, language) for language in {index.language for index in indexes}}
    opened = [[bool(own) and own <= index.opening for own in terms[index.language]] for index in indexes]
    for own in np.array(opened).T:
        if own.sum() * 2 <= len(indexes):
            found |= own
    return found if found.any() else ~found


def _terms_of(names: Sequence[str], language: str) -> list[frozenset[int]]:
    """The keys of each name's terms in documents of a language."""
    analyzer = Analyzer(language)
    return [frozenset(key(Kind.TERM, (term,)) for term in analyzer.terms(name)) for name in names]


def _matches(
    indexes: Sequence[DocumentIndex], keys: Sequence[NDArray[np.int64]]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Places in an index's keys, and the passages that have them, numbered through all indexes: both [matches]."""
    matched, passages, offset = [], [], 0
    for index, own in zip(indexes, keys, strict=True):
        numbers, found = index.keyed(own)
        matched.append(numbers)
        passages.append(found.astype(np.int64) + offset)
        offset += len(index)
    return np.concatenate(matched), np.concatenate(passages)
