"""What stands over or around a passage and holds for it: its headings, and what its document is about as a whole."""

import functools
import itertools
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from chatdoc_server.citations.verification.claims import comparable
from chatdoc_server.citations.verification.dates import Times, times
from chatdoc_server.document import FURNITURE, Document
from chatdoc_server.languages import sentences

_WORD = re.compile(r"[^\W_]+(?:[-.&'’][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’]s?$")
_COVER = 5
"""Pages of a document whose first page is a cover, so that what stands on it is about all of it."""
_FIRST = 3
"""Elements at the beginning of any document that say what it is about."""
_RUNNING = 3
"""Pages whose heads and feet are looked at."""
_MOST = 200
"""Elements that are looked at for all this."""


@dataclass(frozen=True)
class Context:
    """What stands over or around a piece and holds for it; what it says is read when it is asked for.

    Attributes:
        said: The headings over the piece, comparable.
        around: What the document is about as a whole.
        stems_of: The stems of a text's words that mean something.
    """

    said: str = ""
    around: "Context | None" = None
    stems_of: Callable[[str], frozenset[str]] = field(default=lambda _: frozenset(), compare=False)

    @functools.cached_property
    def text(self) -> str:
        """All of it in lower case."""
        return f"{self.said.lower()} . {self.around.text}" if self.around else self.said.lower()

    @functools.cached_property
    def words(self) -> frozenset[str]:
        """Its words in lower case."""
        return words_of(self.said) | (self.around.words if self.around else frozenset())

    @functools.cached_property
    def stems(self) -> frozenset[str]:
        """The stems of the headings' words that mean something."""
        return self.stems_of(self.said)

    @functools.cached_property
    def times(self) -> Times:
        """Its dates, years and quarters."""
        own = times(self.said)
        return Times.of([own, self.around.times]) if self.around else own


def about_of(document: Document, name: str) -> Context:
    """What a document is about as a whole: its name, its first page where that is a cover, and running heads."""
    covers = len(document.pages) >= _COVER
    first = itertools.takewhile(lambda one: one.page < _RUNNING and one.index < _MOST, document.elements)
    texts = [
        _opening(element.text) if element.index < _FIRST and not covers else element.text
        for element in first
        if element.kind in FURNITURE or (covers and element.page == 0) or element.index < _FIRST
        if element.table is None
    ]
    return Context(comparable(" . ".join((name, *dict.fromkeys(texts)))))


def words_of(text: str) -> frozenset[str]:
    """The words of a text in lower case, without possessives; those joined by a hyphen also apart."""
    found: set[str] = set()
    for match in _WORD.finditer(text.lower()):
        word = match.group()
        if "'" in word or "’" in word:
            word = _POSSESSIVE.sub("", word)
        found.add(word)
        if not word.isalnum():
            found.update(filter(None, re.split(r"[-.&'’]", word)))
    return frozenset(found)


def _opening(text: str) -> str:
    """The first sentence of a text."""
    start, end = next(sentences.split(text), (0, 0))
    return text[start:end]
