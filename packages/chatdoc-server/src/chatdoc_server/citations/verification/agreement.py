"""Whether evidence holds all that it must: names, quotations, dates and denials of a claim."""

import re
from collections.abc import Sequence

from chatdoc_server.citations.verification import dates, vocabulary
from chatdoc_server.citations.verification.claims import Claim
from chatdoc_server.citations.verification.found import Found

_FIGURE = re.compile(r"[-(]?\d[\d.,]*\d%?|[-(]?\d%?")
_SIGNS = re.compile(r"[\W_]+")
_LONGEST_ABBREVIATION = 5


def holds_all(claim: Claim, found: Sequence[Found]) -> bool:
    """Whether names, quotations, references, dates and years of a claim occur in its support, or over it."""
    stated = [when for one in found for when in one.times]
    around = [one.context.times for one in found]
    texts = [one.text.lower() for one in found]
    words = frozenset(word for one in found for word in one.words)
    over = frozenset(word for one in found for word in one.context.words)
    if not all(occurs(name, words, over, texts) for name in claim.names):
        return False
    flat = [letters(text) for text in (*texts, *(one.context.text for one in found))]
    if not all(any(letters(quote) in one for one in flat) for quote in claim.quotes):
        return False
    if not all(reference in words or reference in over for reference in claim.references):
        return False
    if not all(dates.holds([*stated, *around], date) for date in claim.times.dates):
        return False
    if claim.times.quarters and not claim.times.quarters <= frozenset(
        quarter for when in (*stated, *around) for quarter in when.quarters
    ):
        return False
    return _years_held(claim, stated, around)


def _years_held(claim: Claim, stated: Sequence[dates.Times], around: Sequence[dates.Times]) -> bool:
    wanted = frozenset(year for year, _, _ in claim.times.years)
    told = frozenset(year for when in stated for year in when.all_years)
    return not wanted or wanted <= told or (not told and wanted <= {y for when in around for y in when.all_years})


def occurs(name: str, words: frozenset[str], over: frozenset[str], texts: Sequence[str]) -> bool:
    """Whether a name stands among words, or over them, in its plural, in pieces, or spelled out in texts."""
    if name in words or name in over or name.rstrip("s") in words or f"{name}s" in words:
        return True
    initials = name.replace("&", "")
    if initials.isalpha() and 1 < len(initials) <= _LONGEST_ABBREVIATION and _spelled_out(initials, texts):
        return True
    pieces = [piece for piece in re.split(r"[-.&'’]", name) if piece]
    return len(pieces) > 1 and all(piece in words or piece in over for piece in pieces)


def _spelled_out(name: str, texts: Sequence[str]) -> bool:
    """Whether the words that an abbreviation is made of stand in a text, as "chief executive officer" for "CEO"."""
    pattern = re.compile(r"\b" + r"\W+(?:(?:and|of|the|for)\W+)?".join(rf"{letter}\w+" for letter in name))
    return any(pattern.search(text) for text in texts)


def letters(text: str) -> str:
    """The letters and digits of a text in lower case, by which quotations are compared."""
    return _SIGNS.sub("", text.lower())


def same_figures(part: str, whole: str) -> bool:
    """Whether the figures of a quotation stand in its source as they are, with sign and separators, and whole."""
    return set(_FIGURE.findall(re.sub(r"\s", "", part))) <= set(_FIGURE.findall(re.sub(r"\s", "", whole)))


def denied(text: str) -> bool:
    """Whether a text denies something."""
    return len(vocabulary.NEGATIONS.findall(vocabulary.NO_DENIAL.sub(" ", text))) % 2 == 1
