"""What a parser process and its caller say to each other: one JSON object a line.

Never pickles: a parser that a hostile file took over must not be able to run code in the service.
"""

import msgspec

from chatdoc_server.parsing.base import Depth, Limits


class Job(msgspec.Struct, frozen=True):
    """What to do with the file at `path`; without a `depth`, only count its pages."""

    path: str
    limits: Limits
    depth: Depth | None = None


class Started(msgspec.Struct, frozen=True, tag=True):
    """First message of a parser process."""

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


class Finished(msgspec.Struct, frozen=True, tag=True):
    """Done. The encoded document stands in the result file, if one was asked for."""

    pages: int


Message = Started | Advanced | Noted | Failed | Finished
"""From a parser process to its caller. `Failed` or `Finished` is the last."""
