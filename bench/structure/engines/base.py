"""What an engine is to the comparison."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from bench.structure.truth import Structure


class Engine(NamedTuple):
    """Something that reads PDFs.

    Attributes:
        parse: Reads files as its users have it do; this is what is timed. Gives one thing for each, in their order.
        structure: What it read in one file, in the common form.
    """

    parse: Callable[[Sequence[Path]], Sequence[Any]]
    structure: Callable[[Any], Structure]
