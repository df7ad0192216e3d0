"""What a question names, as it is looked for in sentences: its terms by rarity, in other words too."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from chatdoc_server.document import Document
from chatdoc_server.questions.naming import folded
from chatdoc_server.questions.question import Question
from chatdoc_server.questions.thesaurus import related
from chatdoc_server.questions.words import Stems

_CHARACTERS = 200
"""Characters of a usual paragraph, to turn a document's length into a number of places."""
_SHORT_OPPOSITE = 5
"""Letters; what is not longer is seldom the opposite of what follows its "un"."""
_NEGATIONS = frozenset({"not", "no", "never", "none"})
_BASE = 1.0
"""What every term weighs whatever its rarity: in a short document chance makes words rare."""
_OWN = 0.05
"""What the name of what a whole document is about weighs, beside what it would by its rarity."""
_CALLED = """
    company companies document report agreement contract study paper filing manual trial registrant policy lease survey
    regulation handbook guide standard"""
_ITSELF = frozenset(_CALLED.split())
"""What questions call the document, or what it is about."""
_WEAK_WORDS = """
    effect happen happened occur occurred take place involve kind type sort way thing part portion level step steps make
    made get use used need call called concern relate related expect expected provide provided give given come came go
    include included currently current different various specific particular exactly approximately roughly total
    overall amount number period time case example date day month"""
_WEAK = frozenset(_WEAK_WORDS.split())
_OF_WEAK = 0.35
"""What a word weighs that many things are asked with, beside what it would by its rarity."""
_LETTERS = 4
"""Letters at least by which another form of a name is known."""


@dataclass(frozen=True, slots=True)
class Terms:
    """A question's terms, as they are looked for in sentences of some documents.

    `weights` are by rarity; `others` are the stems and phrases that say the same as a term; `owned` are the terms that
    every sentence of a document is about. `names` are the question's other names, each with the letters that its forms
    share: "Russian" and "Russia".
    """

    weights: Mapping[str, float]
    others: Mapping[str, tuple[frozenset[str], tuple[str, ...]]]
    owned: Mapping[str, frozenset[str]]
    opposites: Mapping[str, str]
    names: Mapping[str, str]
    stems: Stems

    def said(self, text: str) -> frozenset[str]:
        """The stems of a text."""
        return frozenset(self.stems.all(text))

    def held(self, upload_id: str, stated: frozenset[str], lower: str) -> frozenset[str]:
        """The terms that a sentence holds by their own stems; "not drawn" is undrawn."""
        denied = {self.opposites[stem] for stem in self.opposites.keys() & stated} if _NEGATIONS & stated else set()
        said = {term for term, (_, phrases) in self.others.items() if any(phrase in lower for phrase in phrases)}
        said |= {name for name, letters in self.names.items() if letters in lower}
        own = self.owned.get(upload_id, frozenset()) & self.weights.keys()
        return frozenset((self.weights.keys() & stated) | denied | said | own)

    def related(self, stated: frozenset[str]) -> frozenset[str]:
        """The terms that a sentence holds by another word for the same."""
        return frozenset(term for term, (others, _) in self.others.items() if others & stated)

    def share(self, terms: Iterable[str]) -> float:
        """The share of the question that some terms are, weighed by rarity."""
        return sum(self.weights[term] for term in terms) / (sum(self.weights.values()) or 1.0)


def terms_of(
    question: Question, documents: Sequence[Document], stems: Stems, owned: Mapping[str, frozenset[str]]
) -> tuple[Terms, frozenset[str]]:
    """The question's terms with their rarity, and those that occur nowhere, which weigh most."""
    words = {stems.of(name): name for name in question.names} | {term: term for term in question.terms}
    texts = [document.lower_text for document in documents]
    size = max(1, sum(map(len, texts)) // _CHARACTERS)
    counts = {term: sum(text.count(stems.prefix(word)) for text in texts) for term, word in words.items()}
    weights = {term: _BASE + math.log(1 + size / (count + 0.5)) for term, count in counts.items()}
    # What a whole document is about, or is, tells none of its sentences apart.
    shared = frozenset.intersection(*owned.values()) if owned else frozenset[str]()
    if len(weights) > 1:
        itself = {stems.of(word) for word in _ITSELF}
        counts |= {term: max(1, counts[term]) for term in itself & counts.keys()}
        weights |= {term: _OWN * weights[term] for term in (shared | itself) & weights.keys()}
        weak = {stems.of(word) for word in _WEAK}
        counts |= dict.fromkeys(weak & counts.keys(), 1)
        weights |= {term: _OF_WEAK * weights[term] for term in weak & weights.keys()}
    absent = frozenset(term for term, count in counts.items() if not count)
    opposites = {stems.of(term[2:]): term for term in absent if term.startswith("un") and len(term) > _SHORT_OPPOSITE}
    others = {term: related(term) for term in weights}
    plain = folded(question.text)
    printed: list[tuple[Sequence[str], Sequence[str]]] = [
        *((synonym.asked, synonym.printed.split("; ")) for synonym in question.synonyms),
        *((target.item.asked, target.item.labels) for target in question.targets),
    ]
    for names, labels in printed:
        asked = (name for name in names if folded(name) in plain)
        for term in {stem for name in asked for stem in stems.content(name)} & weights.keys():
            known, phrases = others[term]
            others[term] = known, (*phrases, *map(str.lower, labels))
    others = {term: found for term, found in others.items() if any(found)}
    named = {stems.of(name): _letters(name) for name in question.names if len(name) >= _LETTERS}
    foreign = {name: letters for name, letters in named.items() if name not in shared}
    return Terms(weights, others, owned, opposites, foreign, stems), absent


def _letters(name: str) -> str:
    """What all forms of a name hold; "Model-CF" has one form."""
    return name[: max(_LETTERS, len(name) - 2)] if name.isalpha() else name
