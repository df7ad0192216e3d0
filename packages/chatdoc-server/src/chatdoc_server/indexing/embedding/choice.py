"""Which embedder serves which language."""

from dataclasses import dataclass

from chatdoc_server.indexing.embedding.base import Embedder

ENGLISH = frozenset({"en", ""})
"""Languages that are treated as English: what can't be told is names and figures, which are alike everywhere."""


def crosses(document: str, question: str) -> bool:
    """Whether a question is in another language than the document; languages are ISO 639-1 codes, or empty."""
    return question not in ("", document or "en")


@dataclass(frozen=True, slots=True)
class Embedders:
    """An embedder that is best at English, and one that reads many languages."""

    english: Embedder
    multilingual: Embedder

    def of(self, language: str) -> Embedder:
        """The embedder that documents of a language are indexed by; `language` is an ISO 639-1 code or empty."""
        return self.english if language in ENGLISH else self.multilingual

    def between(self, document: str, question: str) -> Embedder:
        """The embedder by which a question in one language is compared with a document in another.

        A question whose language can't be told is taken to be in the document's.
        """
        return self.of(document) if question in ENGLISH else self.multilingual
