"""Parts what is asked from what a question tells its reader to do."""

import re
from dataclasses import dataclass

from chatdoc_server.languages.sentences import split

_LEAD_IN = re.compile(
    r"^.*\b(?:here(?:['’]s| is) (?:the|my|a) question|the following question[^:]{0,60}):\s*", re.IGNORECASE | re.DOTALL
)
_CLAUSE = re.compile(r"(?<=:)\s+|\n+")
_INSTRUCTION = re.compile(
    r"""^\s*(?:please\s+|kindly\s+|also\s+)*(?:
        (?:answer|respond|reply|round|express|state|report|format|explain|use|utili[sz]e|show|keep|do\s+not|don['’]t)\b
      | (?:give|provide|write|return|offer|present)\b.{0,60}\b(?:answer|response|solution|result|explanation)
      | address\s+the\s+question
      | (?:calculate|compute|derive)\s+(?:what\s+was\s+asked|it|this|the\s+answer)\b
      | base\s+(?:your|the)\b | rely\s+on\b
      | (?:you\s+are|act\s+as|assume|pretend|imagine)\b
      | (?:we|i)\s+(?:need|want|would\s+like)\s+(?:you\s+)?to\s+(?:calculate|compute|determine)
            \s+(?:a\s+(?:financial\s+)?(?:metric|figure)|a\s+reasonable)
      | help\s+(?:us|me)\s+(?:to\s+)?(?:compute|calculate|answer)
      | if\b.{0,160}\bnot\b.{0,160}\b(?:state|explain|say|note|mention)\b
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_ASKS = r"(?:what|how|which|who|did|does|do|is|are|was|were|has|have|in|for|by|can)"
_LEADING_SOURCE = re.compile(
    rf"""^\s*(?:
        (?:(?:by|when|while)\s+(?:\w+ly\s+)?)?
        (?:bas(?:ing|ed)|using|utili[sz]ing|relying|drawing|referring|referencing|considering|looking|assuming|according)\b
        [^?]{{0,200}}?
      | (?:from|given|in\s+accordance|by|when)\b
        [^,?]{{0,140}}(?:statements?|sheets?|information|data|position|judge?ments?|flows?)\b[^?]{{0,80}}?
    ),\s+(?={_ASKS}\b)""",
    re.IGNORECASE | re.VERBOSE,
)
_FORMAT = re.compile(
    r"\s*\((?:in|as|answer|round|expressed|rounded)\b[^)]{0,80}\)|,?\s*(?:rounded|expressed) (?:to|in|as)\b[^.?]{0,60}"
    r"|,?\s*(?:as )?(?:mentioned|stated|described|disclosed|given|listed|reported) in (?:this|the) (?:\S+ ){0,2}"
    r"(?:report|filing|document|paper|text)\b",
    re.IGNORECASE,
)
_DEFINES = re.compile(
    r"\b(?:is|are) (?:defined|calculated|computed|found|measured) (?:as|by)\b|^define\b|^calculate [^.]* using\b"
    r"|^(?:calculate|compute|take|measure|treat) (?:it|this|that) (?:as|by)\b|:\s*\(?[^.]*/",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Stripped:
    """`core` is what is asked; `definitions` are the sentences that define its terms, empty for none."""

    core: str
    definitions: str

    @property
    def text(self) -> str:
        """Both."""
        return f"{self.core} {self.definitions}".strip()


def strip_instructions(question: str) -> Stripped:
    """What a question asks; the whole of it when nothing else is in it."""
    text = _LEAD_IN.sub("", question.strip())
    kept: list[str] = []
    definitions: list[str] = []
    for start, end in split(text):
        sentence = text[start:end]
        if _DEFINES.search(sentence) and not sentence.endswith("?"):
            definitions.append(_tidy(sentence))
            continue
        clauses = (clause for clause in _CLAUSE.split(sentence) if not _INSTRUCTION.match(clause))
        kept += (_tidy(_FORMAT.sub("", _LEADING_SOURCE.sub("", clause))) for clause in clauses)
    core = _tidy(" ".join(kept))
    # "Define X." alone asks for a definition, and gives none.
    return Stripped(core, " ".join(definitions)) if core else Stripped(_tidy(question), "")


def _tidy(text: str) -> str:
    return " ".join(text.split())
