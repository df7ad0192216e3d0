"""Pieces of Markdown that generated pages are made of."""

from collections.abc import Sequence

GENERATED = "<!-- Written by tools/generate_docs.py from the code; `make docs` writes it anew. -->"


def table(heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    """A Markdown table; a bar inside a cell is kept from ending it."""
    lines = [heads, tuple("---" for _ in heads), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', '&#124;') for cell in line)} |" for line in lines) + "\n"


def page(title: str, *parts: str) -> str:
    """One page, its parts with a blank line between them."""
    return "\n".join([f"# {title}\n", f"{GENERATED}\n", *parts])
