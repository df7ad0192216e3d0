"""A message that asks several things, as the questions that are answered one by one."""

import re

from chatdoc_server.languages.sentences import split
from chatdoc_server.questions.followups import Exchange, resolve
from chatdoc_server.questions.instructions import strip_instructions
from chatdoc_server.questions.multipart import pieces
from chatdoc_server.questions.words import STOP_WORDS, Word, words

MOST = 3
"""Questions of one message that are answered by themselves."""
_ASKS = re.compile(
    r"^(?:in |at |by |to |for |after |from |within |on )?(?:what|which|who\w*|when|where|why|how)\b", re.IGNORECASE
)
_COMPUTES = re.compile(
    r"\b(?:ratio|divided|difference|percent\w*|average|change\w*|increase\w*|decrease\w*|grow\w*)\b", re.IGNORECASE
)
_TO_READER = re.compile(
    r"^[^?]*\b(?:answer|respond|reply|tell|give|use|using|refer|consult|based|only|sentence|number|briefly)\b[^?:]*:\s+"
    r"(?=(?:(?:in|at|by|for|to|from|of) )?(?:what|which|who\w*|when|where|why|how|is|are|was|were|do|does|did|has|have"
    r"|can|may|must)\b)",
    re.IGNORECASE,
)
"""What tells the reader how to answer before the question itself: "Refer to the notes and tell me: …"."""
_MANNER = re.compile(
    r"^(?:(?:you are|you['’]re|act as|assume (?:that )?you|imagine|pretend)\b"
    r"|(?:please )?(?:keep (?:it|the answer) \w+|be (?:brief|concise|short)|no explanations?)\W*$)",
    re.IGNORECASE,
)
"""A sentence that says who answers, or how briefly."""
_FORM = re.compile(r"\b(?:answer|respond|express|round)(?:ed)?\b[^:]*\b(?:in|to|with|as)\b[^:]*", re.IGNORECASE)
"""In what unit or how precisely a figure is wanted."""
_STATE = re.compile(
    r"^(?:(?:based|relying|drawing|going) (?:solely |only |exclusively )?(?:on|by) [^,?]{1,80}, )?(?:please )?"
    r"(?:state|give(?: me)?|report|tell me|provide) (?P<what>(?:the|its|their)\s(?!answer|result|reason|list|formula"
    r"|number of times)[^?]+?)[.?]?$",
    re.IGNORECASE,
)
"""A request that asks what a question with "what" would."""
_KIND = (
    "company|companies|firm|firms|bank|banks|contract|contracts|agreement|agreements|lease|leases|report|reports|document"
    "|documents|paper|papers|study|studies|policy|policies|manual|manuals"
)
_EACH = re.compile(
    r"\b(?:each of the (?:two |three )?|both (?:of )?(?:the )?|the (?:two|three|four) |each |these (?:two |three )?)"
    rf"(?P<kind>{_KIND})\b",
    re.IGNORECASE,
)
"""What asks the same of each document."""
_COMPARED = re.compile(
    rf"^(?:please )?compare (?P<what>.+?) (?:of|in|between|for|across|under) (?:the )?(?P<kind>{_KIND})$", re.IGNORECASE
)
_MORE = re.compile(
    rf"^which (?:of (?:the|these) (?:two|three|four) )?(?P<kind>{_KIND})? ?(?:has|have|had) (?:more|fewer|the most"
    r"|the fewest) (?P<what>[\w -]+)$",
    re.IGNORECASE,
)
_FURTHER = re.compile(
    rf"^which (?:of (?:the|these) (?:two|three|four) )?(?P<kind>{_KIND})? ?(?:has|have|had|provides for|requires) the"
    r" (?:longer|longest|shorter|shortest|higher|highest|lower|lowest|larger|largest|smaller|smallest|greater|greatest)"
    r" (?P<what>[\w -]+)$",
    re.IGNORECASE,
)
_CHINESE = re.compile("多少|谁|誰|什么|什麼|何|哪|几|幾|[吗嗎]|是否|怎")
_CHINESE_COMMA = re.compile("[，；？;?]")


def asked(message: str, language: str) -> str:
    """What an English message asks, without what it tells its reader to be and to do; the whole of any other."""
    if language not in ("en", ""):
        return message
    text = " ".join(message.split())
    sentences = [text[start:end].strip() for start, end in split(text)]
    kept = [sentence for sentence in sentences if not _MANNER.match(sentence) or "?" in sentence]
    if len(kept) != 1:
        return message if len(kept) == len(sentences) else " ".join(kept) or message
    lead = _TO_READER.match(kept[0])
    core = kept[0][lead.end() :] if lead and any(map(_tells, words(kept[0][lead.end() :]))) else kept[0]
    if found := _STATE.match(core):
        core = f"What is {found['what']}?"
    form = _FORM.search(lead.group()) if lead else None
    if core == text:
        return message
    return core[:1].upper() + core[1:] + (f" {form.group()[:1].upper()}{form.group()[1:].strip()}." if form else "")


def _tells(word: Word) -> bool:
    return word.lower not in STOP_WORDS


def of_each(question: str, language: str) -> str:
    """What an English question asks of each of several documents, as it would be asked of one; empty for none.

    "Who audits the two companies?" asks of each "Who audits the company?", and "Which of the two has more trucks?" how
    many each has.
    """
    if language not in ("en", ""):
        return ""
    core = asked(question, language).strip(" ?.")
    if found := _MORE.match(core):
        return f"How many {found['what']} does the {_one(found['kind'] or 'company')} have?"
    if found := _FURTHER.match(core):
        return f"What is the {found['what']}?"
    single = _EACH.sub(lambda each: f"the {_one(each['kind'])}", core)
    if found := _COMPARED.match(single):
        return f"What is {found['what']}?"
    return f"{single}?" if single != core else ""


def _one(kind: str) -> str:
    """A kind of document or of who writes one, in the singular."""
    lower = kind.lower()
    return f"{lower[:-3]}y" if lower.endswith("ies") else lower.removesuffix("s")


def parted(question: str, language: str) -> tuple[str, ...]:
    """The questions of a message, each as it would be asked alone; the whole message where it asks one thing.

    A part that points back, as in "and who pays for them", is made whole by the part before it. What is computed, or
    asked by instructions and definitions, is left whole.
    """
    question = asked(question, language)
    if language == "zh":
        found = tuple(piece.strip() for piece in _CHINESE_COMMA.split(question) if piece.strip())
        asks = 1 < len(found) <= MOST and all(map(_CHINESE.search, found))
        return tuple(_whole(found, number, language) for number in range(len(found))) if asks else (question,)
    if language not in ("en", "") or strip_instructions(question).core != " ".join(question.split()):
        return (question,)
    found = pieces(question)
    if not 1 < len(found) <= MOST or not all(map(_ASKS.search, found)) or _COMPUTES.search(question):
        return (question,)
    return tuple(_whole(found, number, language) for number in range(len(found)))


def _whole(found: tuple[str, ...], number: int, language: str) -> str:
    piece = found[number].rstrip(" ?.,")
    made = resolve(f"{piece}?", [Exchange(f"{found[number - 1].rstrip(' ?.,')}?")], language) if number else f"{piece}?"
    return made[:1].upper() + made[1:]
