"""Whether a sentence answers a question, or is only what comes nearest in a document that does not say.

One judgement for all kinds of questions: the logarithm of the odds is a weighed sum of a few features, with weights
that are learnt over questions of many kinds of documents (a calibrator, as in Kamath, Jia and Liang, "Selective
Question Answering under Domain Shift", 2020; questions for what is not stated as in Rajpurkar, Jia and Liang, "Know
What You Don't Know", 2018).
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from chatdoc_server.answering.prose.answerability_weights import LEAST, WITH_LIKENESS, WITHOUT_LIKENESS, Weights
from chatdoc_server.answering.prose.quotes import Evidence, Quote
from chatdoc_server.indexing.embedding.base import Embedder
from chatdoc_server.questions.wanted import Wanted

UNLIKE, ALIKE = 0.3, 0.75
"""The cosines between which a question and a sentence about its matter stand; where both lead to the same judgement,
none is computed."""
_LEAST = math.log(LEAST / (1 - LEAST))
_SAME = 0.5
"""The share of a sentence's words, apart from names, that another must hold to say the same of another thing."""


@dataclass(frozen=True, slots=True)
class Features:
    """What is known of a question and the best sentence for it, apart from their likeness.

    `told` is the share of the question that the sentence holds, its words weighed by rarity, 0 to 1, with what its
    headings and the sentence that it leans on add; `lacking` is the weight of the heaviest word that it lacks beside
    the heaviest word asked, 0 to 1. `lacks_name` is whether it lacks a name that is asked about, `of_person` whether
    the question is who: another role or another deed is another person.
    """

    told: float
    lacking: float
    lacks_name: bool
    of_person: bool


@dataclass(slots=True)
class Likeness:
    """The cosine of one question with sentences; the question is embedded once, and only when it is first needed."""

    question: str
    embedder: Embedder
    _asks: NDArray[np.float32] | None = None

    def to(self, sentence: str) -> float:
        """How near in meaning a sentence is to the question, -1 to 1."""
        if self._asks is None:
            self._asks, says = self.embedder.embed([self.question, sentence])
        else:
            [says] = self.embedder.embed([sentence])
        return float(self._asks @ says)


def features(fit: Sequence[Quote], kind: Wanted, evidence: Evidence) -> Features:
    """The features of the first of some sentences, best first."""
    told, weights = _told(fit, evidence), evidence.weights
    lacking = max((weight for term, weight in weights.items() if term not in told), default=0.0)
    names = evidence.terms.names.keys() if evidence.terms is not None else frozenset[str]()
    return Features(
        told=evidence.coverage(told),
        lacking=lacking / max(weights.values(), default=1.0),
        lacks_name=bool(names - told),
        of_person=kind is Wanted.PERSON,
    )


def answers(found: Features, likeness: Callable[[], float] | None) -> bool:
    """Whether a sentence with these features answers.

    Args:
        found: of the question and the sentence.
        likeness: their cosine, computed when it decides; None where nothing computes it.
    """
    if likeness is None:
        return _odds(found, 0.0, WITHOUT_LIKENESS) >= _LEAST
    if _odds(found, UNLIKE, WITH_LIKENESS) >= _LEAST:
        return True
    return _odds(found, ALIKE, WITH_LIKENESS) >= _LEAST and _odds(found, likeness(), WITH_LIKENESS) >= _LEAST


def _odds(found: Features, likeness: float, weights: Weights) -> float:
    """The logarithm of the odds that a sentence answers."""
    return (
        weights.bias
        + weights.told * found.told
        + weights.lacking * found.lacking
        + weights.lacks_name * found.lacks_name
        + weights.untold_of_person * found.of_person * (1 - found.told)
        + weights.likeness * likeness
    )


def _told(fit: Sequence[Quote], evidence: Evidence) -> frozenset[str]:
    """The terms that the best sentence holds; where it lacks a name, with those of another document that has it."""
    best = fit[0]
    told = best.covered | best.near
    names = frozenset(evidence.terms.names) if evidence.terms is not None else frozenset[str]()
    if not names & told:
        return told
    said = best.covered - names
    for quote in fit[1:]:
        missing = names - told
        other = quote.upload_id != best.upload_id and missing & (quote.covered | quote.near)
        if other and len(said & quote.covered) >= _SAME * len(said):
            told |= quote.covered | quote.near
    return told
