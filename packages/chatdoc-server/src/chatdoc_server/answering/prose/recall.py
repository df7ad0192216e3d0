"""How much of a question in any language a sentence says, in the same words or in others for the same.

The recall of BERTScore (Zhang et al., "BERTScore: Evaluating Text Generation with BERT", 2020), with its weights by
rarity: each term of the question counts by the likest word of the sentence. The words are embedded one by one, not in
their context.
"""

from collections.abc import Sequence
from dataclasses import replace
from enum import Enum, auto

from chatdoc_server.answering.prose.quotes import Evidence, Quote
from chatdoc_server.indexing.embedding.base import Embedder
from chatdoc_server.questions.plain import PlainQuestion

ENOUGH = 0.45
"""The least share of a question, its terms weighed by rarity, that an answer must hold where words alone decide."""
ENOUGH_WITHOUT = 0.55
"""The same when the documents lack one of the terms altogether."""
LEAST = 0.62
"""The least recall of a sentence that may answer an open question."""
LEAST_OF_FIGURE = 0.72
"""The same where a figure is asked: what is on its matter helps who asks how, not who asks how many."""
SURE = 0.8
"""The recall from which on a sentence is said to answer."""
_AROUND = 0.8
"""What a term counts that the headings over a sentence hold, or the sentence before it."""
_COMPARED = 6
"""Of how many of the best sentences the likeness to the question is computed."""
_CLEAR = 0.6
"""The share of a question that the best sentence must hold to be the best whatever others mean."""
_OF_LIKENESS = 1.5
"""What the cosine of a sentence and the question counts beside the share of the question that it holds."""
_READ = frozenset(("ar", "de", "es", "fr", "it", "ja", "ko", "nl", "pl", "pt", "ru", "th", "tr", "zh"))
"""Languages whose words the multilingual embedder tells apart."""


class Level(Enum):
    """Whether a sentence answers a question: surely, perhaps, or not."""

    SAID = auto()
    CLOSE = auto()
    UNSAID = auto()


def level(question: PlainQuestion, evidence: Evidence, chosen: Sequence[Quote], embedder: Embedder | None) -> Level:
    """Whether the sentences chosen for a question, the best first, answer it.

    Args:
        question: what is asked.
        evidence: how rare its terms are in the documents.
        chosen: at least one sentence.
        embedder: compares words; without one, or in a language that it does not know, shared words decide.
    """
    told = frozenset(key for quote in chosen for key in quote.covered)
    if embedder is None or question.language not in _READ:
        return Level.SAID if evidence.coverage(told) >= enough(evidence) else Level.UNSAID
    least = LEAST_OF_FIGURE if question.wants_figure else LEAST
    around = chosen[0].near | (chosen[0].before.covered if chosen[0].before is not None else frozenset())
    found = recall(question, evidence, told, around - told, " ".join(quote.text for quote in chosen), embedder)
    if found < least:
        return Level.UNSAID
    return Level.SAID if found >= max(SURE, least) else Level.CLOSE


def by_meaning(question: PlainQuestion, evidence: Evidence, embedder: Embedder | None) -> tuple[Quote, ...]:
    """The sentences for a question, best first: where words leave it open, likeness in meaning counts too."""
    first, rest = evidence.quotes[:_COMPARED], evidence.quotes[_COMPARED:]
    told = evidence.coverage(first[0].covered) if first else 1.0
    if embedder is None or question.language not in _READ or len(first) == 1 or told >= _CLEAR:
        return evidence.quotes
    vectors = embedder.embed([question.text, *(quote.text for quote in first)])
    likeness = vectors[1:] @ vectors[0]
    scored = [quote.score + _OF_LIKENESS * float(like) for quote, like in zip(first, likeness, strict=True)]
    ranked = sorted(range(len(first)), key=lambda place: -scored[place])
    return (*(replace(first[place], score=scored[place]) for place in ranked), *rest)


def enough(evidence: Evidence) -> float:
    """The least share of a question that an answer must hold where words alone decide."""
    return ENOUGH_WITHOUT if evidence.absent else ENOUGH


def recall(
    question: PlainQuestion,
    evidence: Evidence,
    told: frozenset[str],
    around: frozenset[str],
    text: str,
    embedder: Embedder,
) -> float:
    """How much of a question's terms a text says, weighed by rarity, 0 to 1.

    `told` are the terms that it holds itself, `around` those that stand by it only. The likeness of the others is
    computed by their words, unless those that it holds make sure already.
    """
    total = sum(evidence.weights.values())
    if not total:
        return 1.0
    said = {term.key: 1.0 if term.key in told else _AROUND * (term.key in around) for term in question.terms}
    open_terms = [term for term in question.terms if term.key not in told]
    words = question.words(text)
    if open_terms and words and evidence.coverage(told) < SURE:
        vectors = embedder.embed([*(term.word for term in open_terms), *words])
        likest = (vectors[: len(open_terms)] @ vectors[len(open_terms) :].T).max(axis=1)
        said |= {term.key: max(said[term.key], float(like)) for term, like in zip(open_terms, likest, strict=True)}
    return sum(evidence.weights[key] * share for key, share in said.items()) / total
