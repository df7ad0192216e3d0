"""Questions of everyday English put as formulas say them: "by how much did A exceed B" is "A minus B"."""

import re
from collections.abc import Iterator

_IS = r"(?:is|are|was|were|did|does|do|has|have|had|can be|will be)"
_SHARE = r"(?:share|percent(?:age)?|%|proportion|fraction|portion|part)"
_FROM = (
    r"(?:came from|comes from|come from|consist(?:s|ed) of|went to|goes to|ma(?:de|kes) up (?:of|by)|represented by"
    r"|accounted for by|attributable to|stem(?:s|med) from)"
)
_SOON = r"(?:current|short[- ]term)"
_LATE = r"(?:non-?current|long[- ]term)"
_YEAR = r"(?:fy|cy|fiscal(?: year)?|year[- ]end|the year)?\s*['’]?(?:(?:19|20)\d{2})"
_DAY = re.compile(
    r"\b(?:january|february|march|april|may|june|july|august|september|october|november|december)\s+\d{1,2}(?:,|st|nd|rd|th)?"
    r"(?=,?\s+\d{4})|\b\d{1,2}(?:st|nd|rd|th)?\s+(?:january|february|march|april|may|june|july|august|september|october"
    r"|november|december)(?=,?\s+\d{4})",
    re.IGNORECASE,
)
_OVER_TIME = re.compile(
    rf"\b(?:over|versus|vs\.?|against|relative to|compared (?:to|with))\s+"
    rf"(?={_YEAR}|the (?:years?|period|prior|previous|last))",
    re.IGNORECASE,
)
_MEANING = re.compile(
    r"(?:,|\(|–|:)\s*(?:meaning|i\.\s?e\.|that is(?: to say)?|taken as|which is"
    r"|(?:computed|calculated|defined|measured|expressed|worked out|obtained|given) (?:as|by))\s*,?\s*(?P<body>[^?;]+)"
    r"|[\s,](?:taking|when|if|with)\s+(?P<done>[^?;]+? (?:divided by|multiplied by|over|minus|plus|less) [^?;]+)",
    re.IGNORECASE,
)
_DONE = re.compile(r"\b(?:is|are|being|was|were)\s+(?=(?:divided|multiplied)\b)", re.IGNORECASE)
_DOING: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), meant)
    for pattern, meant in (
        (r"\bdivid(?:e|ing)\s+(?P<a>.+?)\s+by\s+", r"\g<a>, divided by "),
        (r"\bmultiply(?:ing)?\s+(?P<a>.+?)\s+by\s+", r"\g<a>, multiplied by "),
        (r"\bsubtract(?:ing)?\s+(?P<b>.+?)\s+from\s+(?P<a>[^?;,]+)", r"\g<a> minus \g<b>"),
        (r"\badd(?:ing)?\s+(?P<a>.+?)\s+(?:to|and)\s+(?P<b>[^?;,]+)", r"\g<a> plus \g<b>"),
    )
)
"""What is to be done with figures, as formulas say it."""
_PATTERNS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), meant)
    for pattern, meant in (
        (rf"\b(?:what|which|how large an?)\s+{_SHARE}\s+of\s+(?P<b>.+?)\s+(?:{_FROM}|{_IS})\s+(?:the\s+)?(?P<a>[^?]+)",
         r"\g<a> as a percentage of \g<b>"),
        (rf"\b(?:{_SHARE})\s+of\s+(?P<a>[^?]+?)\s+(?:in|within|among)\s+(?P<b>(?:total|all|overall|net)\b[^?]*)",
         r"\g<a> as a percentage of \g<b>"),
        (r"\bhow much (?:more|higher|larger|greater|bigger)\s+(?:is|are|was|were)\s+(?P<a>.+?)\s+than\s+(?P<b>[^?]+)",
         r"\g<a> minus \g<b>"),
        (r"\bhow much (?:less|lower|smaller)\s+(?:is|are|was|were)\s+(?P<a>.+?)\s+than\s+(?P<b>[^?]+)",
         r"\g<b> minus \g<a>"),
        (r"\bby how much (?:did|does|do)\s+(?P<a>.+?)\s+(?:exceed|surpass|outweigh|top)\s+(?P<b>[^?]+)",
         r"\g<a> minus \g<b>"),
        (r"\b(?:difference|gap|spread)\s+between\s+(?P<a>.+?)\s+and\s+(?P<b>[^?]+)", r"\g<a> minus \g<b>"),
        (r"\bhow (?:many times|often)\s+(?:did|does|do|could|can|would|has|have)\s+(?P<a>.+?)\s+"
         r"(?:cover(?:ed)?|exceed(?:ed)?)\s+(?P<b>[^?]+)", r"\g<a> divided by \g<b>"),
        (r"\bhow many times\s+(?:as\s+)?(?:large|larger|high|higher|great|greater|big|bigger|much|more)\s+"
         r"(?:is|are|was|were|than|as)\s+(?P<a>.+?)\s+(?:than|as)\s+(?P<b>[^?]+)", r"\g<a> divided by \g<b>"),
        (r"\bhow many times\s+(?P<b>.+?)\s+(?:is|are|was|were)\s+(?P<a>[^?]+)", r"\g<a> divided by \g<b>"),
        (r"(?P<a>[^?]+?)\s+(?:is|are|was|were)\s+how many times\s+(?P<b>[^?]+)", r"\g<a> divided by \g<b>"),
        (r"\b(?:sum|total)\s+of\s+(?P<a>[^?,]+?)(?P<at>\s+(?:at|as of|in|for)\s[^?]+)?,\s*"
         rf"(?P<x>{_SOON})\s+(?:and|plus)\s+(?P<y>{_LATE})\b", r"\g<x> \g<a> plus \g<y> \g<a> \g<at>"),
        (rf"\b(?P<x>{_SOON})\s+(?:and|plus)\s+(?P<y>{_LATE})\s+(?P<a>[^?,]+?)"
         r"(?P<at>\s+(?:at|as of|in|for)\s[^?]+|$|\?)",
         r"\g<x> \g<a> plus \g<y> \g<a> \g<at>"),
        (r"\b(?:sum|total)\s+of\s+(?P<a>.+?)\s+plus\s+(?P<b>[^?]+)", r"\g<a> plus \g<b>"),
        (r"\b(?:sum|total)\s+of\s+(?P<a>.+?)\s+and\s+(?P<b>[^?]+)", r"\g<a> plus \g<b>"),
        (r"\b(?:combined|total|together|aggregate)\s+(?P<a>[^?]+?)\s+(?:and|plus)\s+(?P<b>[^?]+)", r"\g<a> plus \g<b>"),
        (r"(?P<a>[^?]+?)\s+(?:and|plus)\s+(?P<b>[^?]+?)\s+(?:combined|together|altogether|in total)\b",
         r"\g<a> plus \g<b>"),
        (r"\bwhat (?:do|does|did)\s+(?P<a>[^?]+?)\s+(?:and|plus)\s+(?P<b>[^?]+?)\s+"
         r"(?:add up|sum up|sum|come|amount)(?: together)? to\b", r"\g<a> plus \g<b>"),
        (r"\bratio of\s+(?P<a>.+?)\s+(?:to|over)\s+(?P<b>[^?]+)", r"\g<a> divided by \g<b>"),
        (r"(?P<a>[^?]+?)[ -]to[ -](?P<b>[^?]+?)\s+(?:ratio|multiple)\b", r"\g<a> divided by \g<b>"),
        (r"(?P<a>[^?]+?)\s+(?:relative to|in relation to|expressed as a multiple of)\s+(?P<b>[^?]+)",
         r"\g<a> divided by \g<b>"),
    )
)  # fmt: skip


_ADDED_DIVIDENDS = re.compile(
    r"\bdividends(?=\s+plus\b)|(?<=\bplus )dividends\b(?!\s+(?:paid|per|declared|payable|received))", re.IGNORECASE
)
"""Dividends that are added to something: of what is spent these are the dividends paid."""


def tidy(text: str) -> str:
    """A question without days of dates and without words that look like operators: "2018 over 2017".

    Dividends that are added to other figures get their full name.
    """
    return _ADDED_DIVIDENDS.sub("dividends paid", _OVER_TIME.sub(" ", _DAY.sub(" ", text)))


def meaning(text: str) -> str:
    """What a question says that its figure is, "…, meaning dividends divided by net income"; empty when nothing."""
    found = _MEANING.search(text)
    return plainly((found["body"] or found["done"]).strip(" ).")) if found else ""


def plainly(text: str) -> str:
    """A formula without what is told to be done: "dividing A by B" is "A, divided by B"."""
    text = _DONE.sub("", text)
    for pattern, meant in _DOING:
        text = pattern.sub(meant, text)
    return text


def said_otherwise(text: str) -> Iterator[tuple[str, bool]]:
    """The question as formulas say it, in each way that it can be read, and whether that gives a share of a whole."""
    for pattern, meant in _PATTERNS:
        found = pattern.search(text)
        if found is not None:
            is_share = "percentage" in meant
            yield tidy(f"{found.expand(meant)} {_rest(text, found)}".strip()), is_share
            if " plus " in meant:
                yield from ((tidy(said), is_share) for said in _parted_later(text, found, meant))


def _parted_later(text: str, found: re.Match[str], meant: str) -> Iterator[str]:
    """What is added up, parted at a later "and": the first one may be part of a name."""
    groups = found.groupdict()
    if "b" not in groups:
        return
    words = groups["b"].split(" and ")
    for place in range(1, len(words)):
        one = " and ".join((groups["a"], *words[:place]))
        said = meant.replace(r"\g<a>", one).replace(r"\g<b>", " and ".join(words[place:]))
        yield f"{said} {_rest(text, found)}".strip()


def _rest(text: str, found: re.Match[str]) -> str:
    """What stands after a match: a period that both figures are of."""
    return text[found.end() :].strip(" ?.")
