"""`chatdoc-server serve`: the service itself."""

from pathlib import Path
from typing import Annotated

import typer

from chatdoc_server.main.configuration import load_settings
from chatdoc_server.settings import Role


def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on.  [default: 127.0.0.1]")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on, 0 for a free one.  [default: 8000]")] = None,
    data_dir: Annotated[Path | None, typer.Option(help="Folder for all that is kept.  [default: ./data]")] = None,
    role: Annotated[Role | None, typer.Option(help="Part that this process plays.  [default: all]")] = None,
    local_sign_in: Annotated[
        bool | None,
        typer.Option("--local-sign-in", help="Sign in browsers that you run on this machine without a key."),
    ] = None,
    sample: Annotated[Path | None, typer.Option(help="A file to upload when the data folder is new.")] = None,
) -> None:
    """Serves the API and works on documents until it is stopped."""
    web = None if local_sign_in is None else {"local_sign_in": local_sign_in}
    settings = load_settings(host=host, port=port, data_dir=data_dir, role=role, web=web)
    # Loading the web framework and the models takes seconds, which the other commands need not wait.
    from chatdoc_server.cli.running import run  # noqa: PLC0415

    run(settings, sample)
