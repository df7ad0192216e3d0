"""Whether a sentence answers a question, or is only what comes nearest in a document that does not say.

One judgement for all kinds of questions: the logarithm of the odds is a weighed sum of a few features, with weights
that are learnt over questions of many kinds of documents (a calibrator, as in Kamath, Jia and Liang, "Selective
Question Answering under Domain Shift", 2020; questions for what is not stated as in Rajpurkar, Jia and Liang, "Know
What You Don't Know", 2018).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from chatdoc_server.answering.prose.answerability_weights import WITH_LIKENESS, WITHOUT_LIKENESS, Weights
from chatdoc_server.answering.prose.quotes import Evidence, Quote
from chatdoc_server.questions.answer_types import Wanted

UNLIKE = 0.2
"""The cosine that a question and a sentence about its matter seldom stay below."""
_FEW = 4
"""Of so many words who is asked for, and fewer, none may be lacking: another role or another deed is another person."""
OF_WEIGHT = 0.15
"""The share of the rarest word's weight below which another says little of who, or of what, is asked for."""
_SAME = 0.5
"""The share of a sentence's words, apart from names, that another must hold to say the same of another thing."""


@dataclass(frozen=True, slots=True)
class Features:
    """What is known of a question and the best sentence for it, apart from their likeness.

    `told` is the share of the question that the sentence holds, its words weighed by rarity, 0 to 1, with what its
    headings and the sentence that it leans on add; `lacking` is the weight of the heaviest word that it lacks beside
    the heaviest word asked, 0 to 1. `lacks_name` is whether it lacks a name that is asked about, `of_person` whether
    the question is who, `of_amount` whether it is how much: figures stand in sentences about anything. `of_another` is
    whether few words say who is asked for, and one of these is lacking.
    """

    told: float
    lacking: float
    lacks_name: bool
    of_person: bool
    of_amount: bool
    of_another: bool = False


def features(fit: Sequence[Quote], kind: Wanted, evidence: Evidence) -> Features:
    """The features of the first of some sentences, best first."""
    told, weights = _told(fit, evidence), evidence.weights
    lacking = max((weight for term, weight in weights.items() if term not in told), default=0.0)
    heaviest = max(weights.values(), default=1.0)
    names = evidence.terms.names.keys() if evidence.terms is not None else frozenset[str]()
    return Features(
        told=evidence.coverage(told),
        lacking=lacking / heaviest,
        lacks_name=bool(names - told),
        of_person=kind is Wanted.PERSON,
        of_amount=kind is Wanted.AMOUNT,
        of_another=kind is Wanted.PERSON and len(weights) <= _FEW and lacking >= OF_WEIGHT * heaviest,
    )


class Answer(IntEnum):
    """How far a sentence answers: not, perhaps, or surely; the higher the better."""

    NONE = 0
    CLOSE = 1
    SURE = 2


def judged(found: Features, likeness: float | None) -> Answer:
    """How far a sentence with these features answers.

    Args:
        found: of the question and the sentence.
        likeness: their cosine; None where nothing computes it.
    """
    if found.of_another:
        return Answer.NONE
    weights = WITHOUT_LIKENESS if likeness is None else WITH_LIKENESS
    probability = 1 / (1 + math.exp(-_odds(found, likeness or 0.0, weights)))
    return Answer((probability >= weights.least) + (probability >= weights.sure))


def is_sure(found: Features) -> bool:
    """Whether a sentence with these features answers however little it is like the question."""
    return judged(found, UNLIKE) is not Answer.NONE


def _odds(found: Features, likeness: float, weights: Weights) -> float:
    """The logarithm of the odds that a sentence answers."""
    return (
        weights.bias
        + weights.told * found.told
        + weights.lacking * found.lacking
        + weights.lacks_name * found.lacks_name
        + weights.untold_of_person * found.of_person * (1 - found.told)
        + weights.of_amount * found.of_amount
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
