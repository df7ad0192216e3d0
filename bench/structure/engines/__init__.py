"""The engines that are compared: each reads files in its own way, and says what it read as a `Structure`."""

from importlib import import_module
from typing import Any

from bench.structure.engines.base import Engine
from chatdoc_server.parsing.base import Depth

ENGINES: dict[str, tuple[str, str, tuple[Any, ...]]] = {
    "ours": ("ours", "engine", (Depth.ELITE,)),
    "ours-basic": ("ours", "engine", (Depth.BASIC,)),
    "liteparse": ("lite", "as_markdown", ()),
    "liteparse-blocks": ("lite", "as_blocks", ()),
    "opendataloader": ("opendataloader", "opendataloader", ("default",)),
    "opendataloader-cluster": ("opendataloader", "opendataloader", ("cluster",)),
    "edgeparse": ("opendataloader", "edgeparse", ()),
    "pdf_inspector": ("writers", "pdf_inspector", ()),
    "pdf_oxide": ("writers", "pdf_oxide", ()),
    "kreuzberg": ("writers", "kreuzberg", ()),
    "markitdown": ("writers", "markitdown", ()),
    "pdfplumber": ("writers", "pdfplumber", ()),
}
"""The module, function and arguments that make each engine; what it needs is imported only then."""


def make(name: str) -> Engine:
    """The engine of that name.

    Raises:
        ImportError: What it needs is not installed.
    """
    module, function, arguments = ENGINES[name]
    made: Engine = getattr(import_module(f"bench.structure.engines.{module}"), function)(*arguments)
    return made
