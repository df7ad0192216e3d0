"""The command `chatdoc`."""

from chatdoc.cli.app import main

__all__ = ["main"]
