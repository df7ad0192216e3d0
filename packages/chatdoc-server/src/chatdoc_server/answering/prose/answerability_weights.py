"""What the features of `answerability` weigh: logistic regression (L2, features standardised), nothing set by hand.

Learnt over English questions about 51 documents: filings of companies, licences, manuals, standards, papers, contracts
and reports, a third of them invented for it. 280 questions have an answer, 72 ask what their document does not state,
and about as many as all lost the passages with their evidence, so that what comes nearest is left (these weigh 0.15).
Each document judged by weights learnt over all others, 89 in 100 pairs of an answerable and an absent question come in
the right order, 85 where people who had not seen the service asked in their own words (area under the ROC curve).
Further features told no more: how near the words stand in the sentence, its length, its passage's rank, score and
likeness, the gap to the next sentence, likeness together with the sentence before, words that occur nowhere in the
document taken apart from those that do, and a wrong kind of thing or period as a sign instead of a bar.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Weights:
    """The bias and the weight of each feature, in logarithms of odds; see `answerability.Features`.

    `least` is the probability from which a sentence is told at all, `sure` that from which it is told as the answer.
    """

    least: float
    sure: float
    bias: float
    told: float
    lacking: float
    lacks_name: float
    untold_of_person: float
    of_amount: float
    likeness: float = 0.0


WITH_LIKENESS = Weights(
    least=0.72,
    sure=0.85,
    bias=-1.6,
    told=1.8,
    lacking=-1.35,
    lacks_name=-0.45,
    untold_of_person=-1.2,
    of_amount=-0.55,
    likeness=5.0,
)
"""Over the questions learnt from, the sentence chosen is the right one for one in five below `least`, for two in three
from there to `sure`, and for three in four above."""
WITHOUT_LIKENESS = Weights(
    least=0.75, sure=0.8, bias=-0.3, told=3.05, lacking=-0.45, lacks_name=-0.95, untold_of_person=-1.1, of_amount=-0.55
)
"""Words alone tell less, so more of them must agree."""
