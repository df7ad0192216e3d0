"""The statements that an English sentence makes, each as a sentence of its own that may answer yes or no.

A sentence is taken apart where each part still says what it said: at semicolons, at relative clauses, which get their
antecedent as subject, at a second verb of the same subject, at exceptions, and at "not" that contrasts.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from chatdoc_server.answering.prose.verdicts.vocabulary import BENT, REASON
from chatdoc_server.document import Document

_ASIDE = re.compile(
    r"\([^()]{1,80}\)|,\s(?:in|at|on|under|by|of|for|with|to|as|including|such as)\s[^,;.]{1,60},(?=\s)",
    re.IGNORECASE,
)
"""What stands between commas or parentheses and may be left out."""
_RELATIVE = re.compile(
    r",\s(?:which|who)\s(?P<said>(?:is|are|was|were|has|have|had|does|do|did|may|must|shall|will|can)\s[^;]+?)"
    r"(?P<end>,\s(?!\d{4})(?:and|but|or)?\s?|\.?$)",
    re.IGNORECASE,
)
_DETERMINED = re.compile(r"\b(?:an?|the|our|its|their)\s+(?:(?!\b(?:an?|the|our|its|their)\b).)+$", re.IGNORECASE)
_AMOUNT = re.compile(r"\s+of\s+[$€£]?\s?\d[\d,.]*(?:\s(?:thousand|million|billion))?(?:\s[a-z]+s\b)?")
_INTRANSITIVE = re.compile(r"\s+(?:arose|resulted|remains?|remained|exists?|existed|was recognized|was recorded)$")
_UNDER = re.compile(
    r"^(?:under|pursuant to|according to|in accordance with|in addition to|in light of|as of|since|notwithstanding)"
    r" [^,;]{1,90},\s*|^(?:accordingly|therefore|in addition|moreover|furthermore|as a result|consequently),\s*",
    re.IGNORECASE,
)
"""What may open a sentence and leaves what follows as it is."""
_LEADING = re.compile(r"^(?:[•▪◦–-]\s*|\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)]\s+|\d+(?:\.\d+)*\s+)")
_DATED = re.compile(
    r"^(?:in|at|on|as of|during|for|since)\s+(?:the\s+)?(?:fiscal\s+|years?\s+ended\s+)?(?:\w+\s+\d{1,2},?\s+)?\d{4}"
    r"\s*,\s*",
    re.IGNORECASE,
)
_PARTITIVE = re.compile(r"\s(?:an? |any |the )?(?:cop(?:y|ies)|shares|units|pieces|parts) of\s(?=the|an?|our|its|any)")
"""What parts a thing to be counted, and says nothing of which."""
_STOCK = re.compile(r"\b(?:common|ordinary|capital) (?:stock|shares)\b", re.IGNORECASE)
_JOINED = re.compile(r"\b(?P<with>for|to|of|in|with|by|from|at|on)\s[^,;]{1,60}?\s(?:or|nor|and)\s(?=(?P=with)\s)")
"""The first of two that a preposition is said of: what holds of both holds of the second."""
_NO_OTHER = re.compile(r"\bno\s[^,;]{1,40}?\s(?:and|or|nor)\s(?=no\s)", re.IGNORECASE)
_SUBJECTS = re.compile(
    r"^(?P<first>[A-Z][\w-]*(?: [\w-]+){0,2}(?:, [\w-]+(?: [\w-]+){0,2})*),? and (?P<last>[\w-]+(?: [\w-]+){0,2}?)"
    r"(?P<said> (?:are|were|may|must|shall|will|have|can|do)\b.*)$"
)
"""Several subjects of one verb, of each of which it is said."""
_EXCEPT_THAT = re.compile(r",?\s(?:except|save) that\s", re.IGNORECASE)
_EXCEPT = re.compile(r",?\s(?:except|save|apart) (?:for |from )?(?P<what>[^,;.]+)", re.IGNORECASE)
_CONTRAST = re.compile(
    r",\s(?:and |but )?not\s(?P<what>(?:by |in |to |for |with |on |from |at )?[^,;.]+)\.?$", re.IGNORECASE
)
_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
DATE = re.compile(
    r"\b(?:(?:at|on|as of|by|in|during|for|since)\s+)?(?:the\s+)?(?:end of\s+)?"
    rf"(?:{_MONTH}\s+\d{{1,2}}(?:,\s*|\s+)|\d{{1,2}}\s+{_MONTH}\s+)(?:19|20)\d{{2}}\b"
)
"""A day, with the preposition before it."""
_ONLY_WITHIN = re.compile(
    r",?\s(?:(?:within|inside) (?P<a>[^,;.]+?) only\b|only (?:within|inside) (?P<b>[^,;.]+))", re.IGNORECASE
)
_SECOND = re.compile(
    r"\s(?:and|or|but)\s(?P<said>(?:is|are|was|were|has|have|had|does|do|did|may|must|shall|will|can)\s.+)$",
    re.IGNORECASE,
)


def taken_up(document: Document, place: tuple[int, int]) -> tuple[str, ...]:
    """What a sentence may take up: what stands before its place in its paragraph, and the headings over it."""
    element, character = place
    return (document.elements[element].text[:character], *document.headings_over(element))


@dataclass(frozen=True, slots=True)
class Statement:
    """What a part of a sentence says: `text` as a sentence of its own, `topic` as what else it takes up.

    `without` is what is taken from it, so that the contrary holds of that: what is excepted, or what "not" contrasts.
    """

    text: str
    topic: str = ""
    without: str = ""


def statements(sentence: str) -> Iterator[Statement]:
    """The statements of a sentence; parts that a condition bends are left out."""
    plain = plainly(_DATED.sub("", _LEADING.sub("", sentence.strip())))
    if plain.endswith("?"):
        return
    parts = _parts(plain)
    for number, part in enumerate(parts):
        topic = " ".join(parts[:number])
        yield from _taken_from(part, topic)
        for statement in _stated(part, topic):
            if BENT.search(statement.text) is None:
                yield statement


def plainly(text: str) -> str:
    """A text without words that only part or join what it speaks of: "a copy of", "in order"; shares by one name."""
    return _STOCK.sub("shares", _PARTITIVE.sub(" ", text)).replace(" in order to ", " to ")


def _parts(plain: str) -> list[str]:
    """A sentence at its semicolons; what begins with a condition stays with what it bends."""
    parts: list[str] = []
    for piece in re.split(r";\s+", plain):
        if parts and BENT.match(piece):
            parts[-1] += f"; {piece}"
        else:
            parts.append(piece)
    return parts


def _stated(part: str, topic: str) -> Iterator[Statement]:
    """A part as it stands, what its relative clauses say, and what its exception says."""
    main, *excepted = _EXCEPT_THAT.split(part, maxsplit=1)
    if excepted:
        yield Statement(_bare(excepted[0]), f"{topic} {main}")
        return
    for found in _RELATIVE.finditer(part):
        before, said = part[: found.start()], found["said"]
        for head in _antecedents(before):
            yield Statement(f"{head} {said}.", f"{topic} {before}")
    resumed = _RELATIVE.sub(lambda found: " " if found["end"].strip(" ,") == "" else found["end"], part)
    yield Statement(_bare(resumed), topic)
    if resumed != part:
        yield Statement(_bare(part), topic)
    for joined in (_JOINED, _NO_OTHER):
        if joined.search(part):
            yield Statement(joined.sub("", _bare(part)), topic)
    if (several := _SUBJECTS.match(part)) is not None:
        for subject in (*several["first"].split(", "), several["last"]):
            yield Statement(_bare(subject + several["said"]), topic)


def _antecedents(before: str) -> tuple[str, ...]:
    """What "which" may stand for: all that is before it, or the last thing with its article."""
    bare = _AMOUNT.sub("", before)
    heads = [bare, _INTRANSITIVE.sub("", bare)]
    if found := _DETERMINED.search(bare):
        heads.append(found.group())
    # "The owner of the mill, which": either may be meant.
    return tuple(dict.fromkeys(heads)) if not re.search(r"^\S+ \S+ of the ", bare) else (bare,)


def _bare(part: str) -> str:
    """A part without asides, and without the reason it gives, neither of which bends what is said."""
    return _ASIDE.sub(" ", _UNDER.sub("", REASON.split(part)[0]))


def _taken_from(part: str, topic: str) -> Iterator[Statement]:
    if _EXCEPT_THAT.search(part):
        return
    for pattern in (_EXCEPT, _CONTRAST):
        found = pattern.search(part)
        if found is not None and BENT.search(part[: found.start()]) is None:
            yield Statement(part[: found.start()], topic, found["what"])
    if found := _ONLY_WITHIN.search(part):
        yield Statement(part[: found.start()], topic, f"outside {found['a'] or found['b']}")


def second(text: str, subject_end: int) -> str:
    """What a sentence says by its second verb of the subject that ends at a character; empty where it has none.

    "The supplier remains liable and may subcontract" also says that the supplier may subcontract.
    """
    found = _SECOND.search(text, subject_end)
    return f"{text[:subject_end]} {found['said']}" if found else ""
