"""Text to sentences; the rules are those of the room for languages."""

from chatdoc_server.languages.sentences import split

__all__ = ["split"]
