"""Words that make, turn, weaken or bend what an English sentence says: data of the judgement, no rules."""

import re
from enum import Enum


def _set(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


NEGATIONS = _set("not no never none cannot neither nor nobody nothing nowhere")
SHORT_NEGATION = re.compile(r"n['’]t$")
BENT = re.compile(
    r"\b(?:if|unless|except(?:ing|ions?)?|only|provided|subject to|until|other than|apart from|save for|to the extent"
    r"|so long as|as long as|no longer|not yet|no assurance|but|however|although|though|instead|whether|rather than"
    r"|unlike|no (?:more|less|better|worse|longer|higher|lower|greater) than"
    r"(?! [$€£]?\d)(?! (?:one|two|three|four|five|six|ten)))\b",
    re.IGNORECASE,
)
"""What bends a sentence wherever it stands: conditions, exceptions, turns to something else."""
CONSENT = re.compile(r"\b(?:consents?|approvals?|permission|authori[sz]ation)\b", re.IGNORECASE)
"""What others must give; it bends a sentence unless it is what is asked of."""
WEAKENED = re.compile(
    r"\b(?:where|when|while|rather|formerly|previously|hardly|barely|rarely|seldom|partly|partially|mostly|usually|generally"
    r"|normally|typically|in part|sometimes|often|some|most|few|many|several|certain|designated|almost|nearly|would"
    r"|not (?!(?:currently|presently|only|[a-z]*ply|rely|fly|family)\b)\w+ly|not always|not all|not every"
    r"|could|might|should|expect(?:s|ed)?|believes?|intend(?:s|ed)?|plan(?:s|ned)? to|anticipates?|likely|unlikely"
    r"|possibly|perhaps|assum\w+|alleg\w+|claims?|said|says|stated|den(?:y|ies|ied)|consider(?:s|ed)?|proposed"
    r"|tried|attempt(?:s|ed)?|limited to|refus\w+|fail\w*|lack\w*|avoid(?:s|ed)?)\b",
    re.IGNORECASE,
)
"""What weakens the clause it stands in: parts of the whole, guesses, intentions, what others say."""
REASON = re.compile(r",\s+since\b|,?\s+(?:because|as (?:it|they|the|this|we)|due to|owing to)\b", re.IGNORECASE)
"""What begins a reason, which leaves what is said before it as it is."""
LIGHT_TAIL = re.compile(
    r"\s*(?:[,;:.)]|$|(?:and|or|nor|because|as|due|so that|in order to)\b"
    r"|(?:(?:in|during|for|at|as of|on|by)\s+)?(?:the\s+)?(?:(?:end|course)\s+of\s+)?(?:the\s+)?"
    r"(?:fiscal|year|years|quarter|period|past|present|current|last|previous)\b"
    r"|(?:in|during|for|at|as of|on|by)\s+(?:19|20)\d\d\b|(?:to|until) date\b|at (?:any|all) times?\b|currently\b"
    r"|so far\b)",
    re.IGNORECASE,
)
"""What follows a clause that says nothing more of its object, or only of when."""
ALLOWED_TAIL = re.compile(
    r"\s*(?:once|twice|(?:\w+ )?times|daily|weekly|monthly|annually|yearly|free of charge)\b"
    r"|\s*(?:on |for )?(?:up to|at most|no more than|not more than|a maximum of)\b"
    r"|\s*(?:at (?:its|their|his|her|your|the \w+['’]s) (?:own )?(?:cost|expense|option|discretion)"
    r"|at any time|at all times|during (?:normal )?(?:business|office|opening) hours"
    r"|(?:with|upon|on|by|after) (?:giving )?(?:a |at least |not less than |prior |written |reasonable )*"
    r"(?:\d+ |[a-z]+ )?(?:\w+['’]? )?(?:prior |written )*notice"
    r"|after (?:the |a )?[\w -]{1,40}period)\b",
    re.IGNORECASE,
)
"""How and when something may be done: a permission with it is one all the same."""
CHANGES = _set("rise increase grow fall decrease decline drop improve worsen")
"""Verbs of what is measured as a whole; the change of a part is not its own."""
CHANGED_TAIL = re.compile(
    r"\s*(?:by|to|from|slightly|significantly|sharply|strongly|compared|versus|year|due|mainly|primarily)\b|\s*[\d$€£]",
    re.IGNORECASE,
)
"""What may follow such a verb and leaves it of the whole."""

OWN_WORDS = _set("""
    company we our us it its they their he his she her group registrant corporation firm i you your one""")
"""What stands for what the document is about, or for anybody, and pronouns for it."""
ITSELF = _set("""
    agreement contract lease licence license policy document report bank insurer university hospital authority
    association foundation society cooperative""")
"""What a document calls itself, or who writes it, after "the" or "this"."""
FILLERS = _set("""
    any all also currently presently now either both ever still own such respective whole entire fully already thereof
    hereby end be been being each every fiscal year years yet then therefore accordingly single individual one total""")
"""Words of no weight between those that are asked."""
UNIVERSAL = _set("all every each always")
"""What asks of each thing, and what speaks of each."""
FOR_EACH = UNIVERSAL | _set("any no none neither never")
BE = _set("is are was were be been being get gets got")
PASSIVE = _set("""
    built sold bought paid made taken given held kept drawn known shown chosen written broken brought sent spent found
    left lost met put set cut let led told won done withdrawn forbidden borne seen run lent taught sought""")
"""Participles that do not end in "ed"."""
_IRREGULAR = """
    bought:buy sold:sell paid:pay made:make took:take taken:take gave:give given:give held:hold kept:keep drew:draw
    drawn:draw undrawn:undraw withdrew:withdraw withdrawn:withdraw knew:know known:know showed:show shown:show
    chose:choose chosen:choose wrote:write written:write broke:break broken:break brought:bring sent:send spent:spend
    left:leave lost:lose met:meet led:lead told:tell won:win did:do done:do rose:rise risen:rise fell:fall fallen:fall
    grew:grow grown:grow began:begin begun:begin built:build ran:run bore:bear borne:bear lent:lend taught:teach
    sought:seek spoke:speak spoken:speak stood:stand seen:see saw:see stolen:steal sworn:swear understood:understand
    payment:pay payments:pay delivery:deliver approval:approve approvals:approve refusal:refuse disposal:dispose
    consumption:consume sale:sell growth:grow renewal:renew withdrawal:withdraw
    acquisition:acquire"""
LEMMAS = dict(pair.split(":") for pair in _IRREGULAR.split())
"""Forms of verbs, and nouns for what they do, that no stemmer knows."""


class Mode(Enum):
    """How a clause speaks of what happens: as a fact, as allowed, as a duty, or as to come."""

    FACT = "fact"
    ALLOWED = "allowed"
    DUTY = "duty"
    FUTURE = "future"


MODES = {
    Mode.ALLOWED: _set("""
        may can cannot can't allow allows allowed permitted permission entitle entitled authorized could possible
        right lawful permissible"""),
    Mode.DUTY: _set("""
        must shall require requires required oblige obliged obligated mandatory compulsory obligatory need needs needed
        necessary"""),
    Mode.FUTURE: _set("will"),
}
NO_DUTY = MODES[Mode.DUTY] - {"must", "shall"}
"""Denied, these say that there is no duty; "must" and "shall" say that there is one not to."""
FORBIDDEN = _set("forbid forbids forbidden prohibit prohibits prohibited ban bans banned disallowed unlawful illegal")
"""What says that something is not allowed."""
IS_ASKED_OF = {
    Mode.FACT: (Mode.FACT, Mode.DUTY, Mode.FUTURE),
    Mode.ALLOWED: (Mode.ALLOWED,),
    Mode.DUTY: (Mode.DUTY,),
    Mode.FUTURE: (Mode.FUTURE, Mode.DUTY),
}
"""In which modes a sentence may answer a question in each."""

_SAME = """
    buy acquire purchase
    sell divest
    begin start commence
    rise increase grow
    fall decrease decline drop
    employee staff personnel workforce
    purchase acquire
    terminate cancel
    stop cease discontinue
    notify inform
    repair fix
    manufacture produce
    launch introduce
    supplier vendor
    lawsuit litigation
    found establish
    child children minor
    breach violate
    car automobile
    obtain receive
    reject refuse decline
    cover include
"""
"""Words that may stand for each other in a statement without making it another one."""
_OPPOSITES = """
    open closed
    approve reject, approve refuse, approve defer, accept reject, accept refuse, grant refuse
    rise fall, rise decrease, rise decline, rise drop, increase decrease, increase decline, increase fall, increase drop
    grow shrink, grow fall, grow decline, improve worsen, improve deteriorate, gain lose
    include exclude, admit exclude
    outside within, outside inside, above below, before after
    voluntary mandatory, voluntary compulsory, voluntary obligatory, optional mandatory, optional required
    public private, permanent temporary, active inactive, complete incomplete, sufficient insufficient, valid invalid
    dependent independent, direct indirect, audited unaudited, positive negative, empty full, alive dead, same different
    won lost, succeed fail, pass fail, appoint dismiss, hire dismiss, profit loss, wet dry, safe dangerous, safe unsafe
    stored deleted, enabled disabled
"""
"""Pairs that cannot both hold of a thing: where one is said, the other is denied."""
PAST = _set("was were had did")
"""What speaks of the past, which says nothing of how things are."""
ACTS = _set("""
    approve reject refuse defer accept grant rise fall decrease decline drop increase grow shrink improve worsen
    deteriorate gain lose include exclude admit succeed fail pass appoint dismiss hire""")
"""Opposites that are said of what follows them; the others are said of what is before: "damage that is indirect"."""
_NO_ADVERBS = _set("apply supply reply rely comply imply multiply fly family assembly monopoly only early ally")
_PREFIXED = ("non-", "non", "un")
_SHORT = 3


def is_adverb(lower: str) -> bool:
    """Whether a word has the form of an adverb of manner."""
    return lower.endswith("ly") and lower not in _NO_ADVERBS


def prefixed(lower: str) -> str:
    """The word that this one denies by a prefix: "refundable" of "non-refundable"; empty for none."""
    for prefix in _PREFIXED:
        if lower.startswith(prefix) and len(lower) > len(prefix) + _SHORT:
            return lower[len(prefix) :].lstrip("-")
    return ""


def same_words() -> tuple[tuple[str, ...], ...]:
    """Groups of words that say the same."""
    return tuple(tuple(line.split()) for line in _SAME.strip().splitlines())


def opposite_words() -> tuple[tuple[str, str], ...]:
    """Pairs of words that deny each other."""
    pairs = (pair.split() for line in _OPPOSITES.strip().splitlines() for pair in line.split(","))
    return tuple((first, second) for first, second in pairs)
