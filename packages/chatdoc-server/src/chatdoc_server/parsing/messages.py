"""What a parser process and its caller say to each other: one JSON object a line.

Never pickles: a parser that a hostile file took over must not be able to run code in the service.
"""

import msgspec

from chatdoc_server.parsing.base import (
    Authorship,
    FormatName,
    Highlight,
    Layout,
    Limits,
    OcrMode,
    Reading,
    Size,
    Tools,
)


class Identify(msgspec.Struct, frozen=True, tag=True):
    """Tell the format of the file; the reply is `Identified`."""


class Convert(msgspec.Struct, frozen=True, tag=True):
    """Convert the file, which is of that format, into the result file; the reply is `ConvertedTo`.

    `scratch` is the path of an empty folder.
    """

    format: FormatName
    scratch: str


class Measure(msgspec.Struct, frozen=True, tag=True):
    """Tell what a converted file costs; the reply is `Measured`."""

    layout: Layout
    ocr: OcrMode


class Parse(msgspec.Struct, frozen=True, tag=True):
    """Write the structure of a converted file, encoded, to the result file; the reply is `Parsed`."""

    layout: Layout
    reading: Reading


class Annotate(msgspec.Struct, frozen=True, tag=True):
    """Write the file, a PDF, with highlights into the result file; the reply is `Annotated`."""

    highlights: tuple[Highlight, ...]
    authorship: Authorship


Task = Identify | Convert | Measure | Parse | Annotate


class Job(msgspec.Struct, frozen=True):
    """What to do with the file at `path`."""

    path: str
    task: Task
    limits: Limits
    tools: Tools


class Started(msgspec.Struct, frozen=True, tag=True):
    """First message, from the helper that forked the parser process; the job is sent to it then."""

    pid: int


class Advanced(msgspec.Struct, frozen=True, tag=True):
    """Pages done, and pages in all."""

    done: int
    total: int


class Noted(msgspec.Struct, frozen=True, tag=True):
    """A line for the service's log."""

    level: int
    text: str


class Failed(msgspec.Struct, frozen=True, tag=True):
    """The document is refused: final document status, and why."""

    status: int
    text: str


class Identified(msgspec.Struct, frozen=True, tag=True):
    """The file's format, what it is parsed as, and whether it has to be converted first."""

    format: FormatName
    layout: Layout
    converts: bool


class ConvertedTo(msgspec.Struct, frozen=True, tag=True):
    """The result file holds the converted file; `title` is what it calls itself."""

    title: str


class Measured(msgspec.Struct, frozen=True, tag=True):
    """What the document costs."""

    size: Size


class Parsed(msgspec.Struct, frozen=True, tag=True):
    """The result file holds the encoded document."""


class Annotated(msgspec.Struct, frozen=True, tag=True):
    """The result file holds the PDF with its highlights."""


Result = Failed | Identified | ConvertedTo | Measured | Parsed | Annotated
"""The last message of a parser process."""

Message = Started | Advanced | Noted | Result
