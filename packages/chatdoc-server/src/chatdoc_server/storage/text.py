"""Text as every database can hold and find it."""

import unicodedata


def storable(text: str) -> str:
    """`text` without what Postgres refuses: NUL becomes the replacement character, lone surrogates a question mark."""
    return text.replace("\x00", "\ufffd").encode("utf-8", "replace").decode("utf-8")


def folded(text: str) -> str:
    """`text` for searching: compatibility forms, accents and case written one way, without asking the database."""
    return unicodedata.normalize("NFKC", storable(text)).casefold()
