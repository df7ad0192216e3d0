"""Natural languages: which one a text is in, and where its words and sentences end."""

from chatdoc_server.languages.detection import detect

__all__ = ["detect"]
