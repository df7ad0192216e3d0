"""liteparse: its own Markdown, and the blocks that it says it has with their boxes."""

from collections.abc import Sequence
from pathlib import Path

from liteparse import LiteParse, ParseResult

from bench.structure.engines import markdown
from bench.structure.engines.base import Engine


def as_markdown() -> Engine:
    """liteparse as it writes Markdown."""

    def parse(files: Sequence[Path]) -> list[ParseResult]:
        parser = LiteParse(ocr_enabled=False, quiet=True, output_format="markdown", image_mode="off")
        return [parser.parse(file) for file in files]

    return Engine(parse, lambda result: markdown.structure(page.markdown or "" for page in result.pages))
