"""The command and its subcommands; an error that has an explanation is told without a traceback."""

import sys
from typing import Any

import typer
from pydantic import ValidationError

from chatdoc_server.cli import accounts, doctor, parse, serve
from chatdoc_server.errors import ChatDocError


class _Explained(typer.core.TyperGroup):
    """Tells people's mistakes in a line on standard error and exits with 2."""

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401  # click's own signature
        try:
            return super().invoke(ctx)
        except ChatDocError as error:
            print(f"chatdoc-server: {error}", file=sys.stderr)
        except ValidationError as error:
            for problem in error.errors():
                name = "__".join(str(part) for part in problem["loc"])
                print(f"chatdoc-server: setting {name}: {problem['msg']}", file=sys.stderr)
        raise typer.Exit(2)


app = typer.Typer(
    cls=_Explained,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    help="ChatDOC, self-hosted: documents in, answers out, every claim traced to its place.",
)
app.command("serve")(serve.serve)
app.command("parse")(parse.parse)
app.command("doctor")(doctor.doctor)
app.add_typer(accounts.keys, name="keys")
app.add_typer(accounts.users, name="users")
app.add_typer(accounts.packages, name="packages")
