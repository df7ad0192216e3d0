"""How a question wants a computed figure given: in percent, in millions, with how many decimals."""

import re
from dataclasses import dataclass

_PERCENT = re.compile(r"%|\bpercent(?:s|age)?\b", re.IGNORECASE)
_PLACES = re.compile(
    r"\b(?P<count>zero|no|one|two|three|four|\d)\s+(?:decimals?\b|digits? after)"
    r"|\bnearest\s+(?:whole|integer|full|dollar|thousand|million|percent)",
    re.IGNORECASE,
)
_COUNTS = {"zero": 0, "no": 0, "one": 1, "two": 2, "three": 3, "four": 4}
_SCALE = re.compile(
    r"\bin\s+(?:units of\s+)?(?:USD|US|\$|U\.S\.)?\s*(?:dollars?\s+)?(?P<scale>thousand|million|billion)s?\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Manner:
    """How a result is given.

    `percent` is whether a ratio is given in hundredths; `places` is how many decimals are asked, None for as many as
    are usual; `scale` is "thousand", "million" or "billion" where amounts are asked in these, else empty.
    """

    percent: bool = False
    places: int | None = None
    scale: str = ""


def manner(question: str, *, in_percent: bool) -> Manner:
    """How the question, with its instructions, wants its result; `in_percent` says that such figures usually are."""
    places = _PLACES.search(question)
    scale = _SCALE.search(question)
    return Manner(
        percent=in_percent or _PERCENT.search(question) is not None,
        places=None if places is None else _count(places["count"]),
        scale=scale["scale"].lower() if scale else "",
    )


def _count(text: str | None) -> int:
    if text is None:
        return 0
    return _COUNTS[text.lower()] if text.lower() in _COUNTS else int(text)
