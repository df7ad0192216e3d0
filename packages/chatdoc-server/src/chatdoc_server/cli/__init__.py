"""The command `chatdoc-server`."""

from chatdoc_server.cli.app import app

__all__ = ["app"]
