"""`chatdoc-server parse`: what is read of a file, without a server and without keeping anything."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from chatdoc_server.errors import DocumentError
from chatdoc_server.exporting.documents.formats import ENDINGS, DocumentFormat, written
from chatdoc_server.main.configuration import Misconfigured, load_settings
from chatdoc_server.main.reading import read_file
from chatdoc_server.parsing.base import Depth, OcrMode

_FAILED = 6


def parse(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True, help="Of any format taken in.")],
    format: Annotated[  # noqa: A002  # the option's name
        DocumentFormat | None, typer.Option(help="What to write.  [default: as --output ends, else markdown]")
    ] = None,
    package: Annotated[Depth, typer.Option(help="How deeply to read pages.")] = Depth.ELITE,
    ocr: Annotated[OcrMode, typer.Option(help="Which pages to read by character recognition.")] = OcrMode.DISABLE,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", dir_okay=False, help="Where to.  [default: standard output]")
    ] = None,
    words: Annotated[bool, typer.Option("--words", help="Tell in json where every word stands, too.")] = False,
) -> None:
    """Reads a file and writes its structure. Exit status 6 when it can't be read."""
    settings = load_settings()
    try:
        document = read_file(settings, file, package, ocr)
    except DocumentError as error:
        print(f"chatdoc-server: {file.name}: {error}", file=sys.stderr)
        raise typer.Exit(_FAILED) from error
    pieces = written(document, file.name, format or _format_of(output), words=words)
    if output is None:
        sys.stdout.buffer.writelines(pieces)
        return
    part = output.with_name(f"{output.name}.part")
    try:
        with part.open("wb") as target:
            target.writelines(pieces)
        part.replace(output)
    except OSError as error:
        raise Misconfigured(f"Can't write {str(output)!r}: {error.strerror}.") from error
    finally:
        part.unlink(missing_ok=True)


def _format_of(output: Path | None) -> DocumentFormat:
    """The format whose ending is the longest that the name has."""
    name = "" if output is None else output.name.lower()
    fitting = [form for form, ending in ENDINGS.items() if name.endswith(ending)]
    return max(fitting, key=lambda form: len(ENDINGS[form]), default=DocumentFormat.MARKDOWN)
