"""Which rows and columns of a table a question names, in any language: by words, or by runs of characters."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from chatdoc_server.indexing.terms import Analyzer
from chatdoc_server.languages.function_words import function_words
from chatdoc_server.languages.normalisation import normalised
from chatdoc_server.languages.scripts import CJK, UNSPACED
from chatdoc_server.questions import asking
from chatdoc_server.questions.thesaurus import related
from chatdoc_server.questions.words import STOP_WORDS, Stems

_PIECE = re.compile(
    rf"(?P<run>[{CJK}{UNSPACED}]+)|(?P<word>\d+(?:[.,]\d+)+(?!\w)|[^\W_{CJK}{UNSPACED}]+(?:['’&][^\W_{CJK}{UNSPACED}]+)*)"
)
_ASIDE = re.compile(r"[(（\[［][^)）\]］]*[)）\]］]?|[*†‡]+")
_FISCAL = re.compile(r"^(?:fy|cy)['’]?(\d{2}|\d{4})$")
_YEAR = re.compile(r"^(?:19|20)\d{2}$")
_OF_YEARS = re.compile(r"^(?:年度?末?|年度|度|年底|년|년도|年)$")
_CAPITAL = re.compile(
    r"(?<![\w'’.])[B-HJ-Z](?!\w|['’&-]|\.\w)|(?<=[\w] )[AI](?=[?.,;]|$| (?:and|or|to|in|than|from|vs)\b)"
)
_PART_OF_YEAR = re.compile(
    r"\b(?:first|second|third|fourth|1st|2nd|3rd|4th)[ -](?:quarter|half)\b"
    r"|\b(?:three|six|nine|twelve)[ -]months?(?: ended)?\b|\bq[1-4]\b|\bh[12]\b"
)
"""Parts of a year, which are compared by their length."""
_MOVES = re.compile(
    r"\b(?:grew|grow|growth|grown|increas\w*|decreas\w*|declin\w*|ros?e|risen|fell|fallen|dropp?\w*|chang\w*|shr[aiu]nk|dragg?\w*)\b"
    r"|增长|增長|增幅|下降|增加最|减少最"
)
_FALLS = re.compile(r"\b(?:decreas\w*|declin\w*|fell|fall\w*|drop\w*|shr[aiu]nk|dragg?\w*)\b|下降|减少|減少")
_HOW = re.compile(r"\bhow (\w+)")
_RUN_WEIGHT = 0.5
"""What a character of a script without spaces weighs, beside a word."""
_UNITS_AND_TIMES = """
    usd us dollar dollars million millions thousand thousands billion billions fiscal fy year years respectively
    percent percentage table column row figure figures number value amount please answer one two decimal decimals
    place places rounded exact compared according per end ended company firm came come comes
    accounted contributed went generated"""
_SAYS_LITTLE = frozenset(_UNITS_AND_TIMES.split())


@dataclass(frozen=True, slots=True)
class Label:
    """A row's or a column's name: its words by their stems, and its runs of characters without spaces."""

    words: frozenset[str]
    runs: frozenset[str]

    @property
    def is_empty(self) -> bool:
        """Whether nothing tells it from others."""
        return not (self.words or self.runs)


@dataclass(slots=True)
class AskedWords:
    """A question as what names in tables are looked for in. Not safe across threads.

    Args:
        text: the question.
        language: ISO 639-1; words are stemmed by it.
        said: words that tell what is to be made of figures, and name none.
    """

    text: str
    language: str
    said: Sequence[str] = ()
    plain: str = field(init=False)
    _places: dict[str, int] = field(init=False, default_factory=dict)
    _content: frozenset[str] = field(init=False, default=frozenset())
    _runs: tuple[str, ...] = field(init=False, default=())
    _stems: Stems = field(init=False, default_factory=Stems)
    _analyzer: Analyzer = field(init=False)
    _skipped: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        self._analyzer = Analyzer(self.language)
        english = self.language in ("", "en")
        self._skipped = (
            STOP_WORDS if english else function_words(self.language) | asking.asked_with(self.language)
        ) | (_SAYS_LITTLE if english else frozenset[str]())
        self.plain = normalised(self.text, self.language)
        for key, start in self._keys(self.text):
            self._places.setdefault(key, start)
        for key, start in list(self._places.items()) + self._degrees():
            for other in self._also(key):
                self._places.setdefault(other, start)
        rest = self.plain
        for word in sorted(self.said, key=len, reverse=True):
            rest = rest.replace(word, " ")
        rest = _MOVES.sub(" ", _PART_OF_YEAR.sub(" ", asking.without_asking(rest, self.language)))
        self._content = frozenset(key for key, _ in self._keys(rest))
        self._content |= {key for key in self._places if key.startswith("=")}
        self._runs = tuple(found["run"] for found in _PIECE.finditer(rest) if found["run"])

    @property
    def moves(self) -> bool:
        """Whether what grew or shrank is asked, and not what is large or small."""
        return _MOVES.search(self.plain) is not None

    @property
    def falls(self) -> bool:
        """Whether it is what fell that is asked."""
        return _FALLS.search(self.plain) is not None

    def label(self, text: str) -> Label:
        """A name in a table, without what stands in brackets."""
        bare = _ASIDE.sub(" ", text)
        words = frozenset(key for key, _ in self._keys(bare))
        runs = frozenset(found["run"] for found in _PIECE.finditer(normalised(bare, self.language)) if found["run"])
        if any(_YEAR.match(word) for word in words):
            runs = frozenset(run for run in runs if not _OF_YEARS.match(run))
        return Label(words, runs)

    def place(self, label: Label) -> int:
        """Where the question names a label, as the place of what of it comes first; -1 where it does not."""
        if label.is_empty or not all(word in self._places for word in label.words):
            return -1
        places = [self._places[word] for word in label.words]
        for run in label.runs:
            at = self.plain.find(run)
            if at < 0:
                return -1
            places.append(at)
        return min(places)

    def hints_at(self, label: Label) -> bool:
        """Whether the question holds a word of a label that is no figure."""
        words = any(word in self._places for word in label.words if not word[-1].isdigit())
        return words or any(run in self.plain for run in label.runs)

    def coverage(self, texts: Iterable[str], own: str = "") -> float:
        """The share of the question's content that stands in some texts, 0 to 1.

        `own`, in lower case, is what the document is about, which need not be said again. A figure of the question that
        stands nowhere, such as a year, leaves nothing: 0.
        """
        text = "; ".join(texts)
        held = {key for key, _ in self._keys(text)}
        missing = {key for key in self._content - held if not (_stands(key, own) or held & self._also(key))}
        if any(key[-1].isdigit() or key[0].isdigit() or key.startswith("=") for key in missing):
            return 0.0
        near = normalised(text, self.language)
        total, covered = float(len(self._content)), float(len(self._content) - len(missing))
        for run in self._runs:
            total += _RUN_WEIGHT * len(run)
            covered += _RUN_WEIGHT * _covered(run, near + "\n" + own)
        return covered / total if total else 0.0

    def precision(self, names: Iterable[str]) -> float:
        """The share of some names' words that the question holds, 0 to 1; 1 where they have none."""
        labels = [self.label(name) for name in names]
        words = [word for label in labels for word in label.words]
        runs = [run for label in labels for run in label.runs]
        held = sum(word in self._places for word in words) + sum(run in self.plain for run in runs)
        return held / (len(words) + len(runs)) if words or runs else 1.0

    def _also(self, key: str) -> frozenset[str]:
        """The stems of other words for the same: "deep" and "depth"."""
        return related(key)[0] if self.language in ("", "en") else frozenset()

    def _degrees(self) -> list[tuple[str, int]]:
        """The stem of what follows "how", which is often a word that is passed over elsewhere: "how long"."""
        found = _HOW.search(self.plain)
        return [] if found is None else [(self._stems.of(found[1]), found.start())]

    def _keys(self, text: str) -> Iterable[tuple[str, int]]:
        """The stems and figures of a text with their places; of single capitals, which name things, "=A"."""
        for found in _CAPITAL.finditer(text):
            yield f"={found.group()}", found.start()
        for found in _PIECE.finditer(normalised(text, self.language)):
            word = found["word"]
            if not word or word in self._skipped or (len(word) == 1 and not word.isdigit()):
                continue
            if fiscal := _FISCAL.match(word):
                yield fiscal[1] if len(fiscal[1]) == 4 else f"20{fiscal[1]}", found.start()
            elif word[0].isdigit():
                yield word.replace(",", ""), found.start()
            elif self.language in ("", "en"):
                yield self._stems.of(word.removesuffix("'s").removesuffix("’s")), found.start()
            else:
                # Some prefixes are words of their own, as "and" is in Arabic: what they leave may tell nothing too.
                yield from ((one, found.start()) for one in self._analyzer.terms(word) if one not in self._skipped)


def distinct(labels: Sequence[Label]) -> list[Label]:
    """The labels of one axis without what all of them share: of "North region" and "South region" the first words."""
    told = [label for label in labels if not label.is_empty]
    if len(told) < 2:
        return list(labels)
    words = frozenset[str].intersection(*(label.words for label in told))
    runs = frozenset[str].intersection(*(label.runs for label in told))
    ending = _common_ending([run for label in told for run in label.runs]) if all(label.runs for label in told) else ""
    return [
        Label(
            label.words - words,
            frozenset(run.removesuffix(ending) or run for run in label.runs - runs),
        )
        for label in labels
    ]


def _common_ending(runs: Sequence[str]) -> str:
    """The characters that all runs end with; none where that is all of one."""
    ending = ""
    for size in range(1, min(map(len, runs), default=0)):
        if len({run[-size:] for run in runs}) > 1:
            break
        ending = runs[0][-size:]
    return ending


def _stands(key: str, own: str) -> bool:
    return key in own and not key.startswith("=")


def _covered(run: str, text: str) -> int:
    """How many characters of a run stand in a text as parts of pairs; of a single one, itself."""
    if len(run) == 1:
        return int(run in text)
    covered = [False] * len(run)
    for start in range(len(run) - 1):
        if run[start : start + 2] in text:
            covered[start] = covered[start + 1] = True
    return sum(covered)
