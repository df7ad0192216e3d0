"""Text as every database can hold and find it."""

import unicodedata
from collections.abc import Mapping, Sequence


def storable(text: str) -> str:
    """`text` without what Postgres refuses: NUL becomes the replacement character, lone surrogates a question mark."""
    return text.replace("\x00", "\ufffd").encode("utf-8", "replace").decode("utf-8")


def folded(text: str) -> str:
    """`text` for searching: compatibility forms, accents and case written one way, without asking the database."""
    return unicodedata.normalize("NFKC", storable(text)).casefold()


def stored(value: object) -> object:
    """A value of JSON with all text in it `storable`; mappings and sequences as JSON knows them."""
    match value:
        case str():
            return storable(value)
        case Mapping():
            return {storable(str(name)): stored(one) for name, one in value.items()}
        case Sequence():
            return [stored(one) for one in value]
        case _:
            return value
