"""`chatdoc-server keys`, `users` and `packages`: what an administrator does with accounts."""

from collections.abc import Generator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Annotated

import typer

from chatdoc_server.accounts.quota import PackageKind
from chatdoc_server.main.configuration import Misconfigured, load_settings
from chatdoc_server.main.office import Office, build_office

DataDir = Annotated[Path | None, typer.Option(help="Folder for all that is kept.  [default: ./data]")]
UserName = Annotated[str, typer.Option("--user", help="Name of the user.")]

keys = typer.Typer(no_args_is_help=True, help="API keys.")
users = typer.Typer(no_args_is_help=True, help="Users.")
packages = typer.Typer(no_args_is_help=True, help="Packages that pay for pages, tokens and questions.")


@contextmanager
def _office(data_dir: Path | None) -> Generator[Office]:
    office = build_office(load_settings(data_dir=data_dir))
    try:
        yield office
    finally:
        office.engine.dispose()


@keys.command("create")
def create_key(user: UserName, data_dir: DataDir = None) -> None:
    """Makes a key and prints it; it can't be shown again."""
    with _office(data_dir) as office:
        print(office.keys.create(user)[1])


@keys.command("list")
def list_keys(user: UserName, data_dir: DataDir = None) -> None:
    """Lists a user's keys by their hints."""
    with _office(data_dir) as office:
        for key in office.keys.list(user):
            state = "active" if key.revoked_at is None else f"revoked {_day(key.revoked_at)}"
            print(f"{key.id}\t{key.hint}\tcreated {_day(key.created_at)}\t{state}")


@keys.command("revoke")
def revoke_key(
    key_id: Annotated[int, typer.Argument(help="Number of the key, as 'keys list' shows it.")], data_dir: DataDir = None
) -> None:
    """Makes a key open nothing from now on."""
    with _office(data_dir) as office:
        office.keys.revoke(key_id)


@users.command("create")
def create_user(
    name: Annotated[str, typer.Argument(help="A new name, at most 80 characters.")], data_dir: DataDir = None
) -> None:
    """Makes a user, who has no key and no package yet."""
    with _office(data_dir) as office:
        office.users.create(name)


@users.command("list")
def list_users(data_dir: DataDir = None) -> None:
    """Lists all users."""
    with _office(data_dir) as office:
        for user in office.users.list():
            print(f"{user.name}\tcreated {_day(user.created_at)}\t{'blocked' if user.blocked else 'active'}")


@users.command("block")
def block_user(
    name: Annotated[str, typer.Argument(help="Name of the user.")],
    undo: Annotated[bool, typer.Option("--undo", help="Let the user in again.")] = False,
    data_dir: DataDir = None,
) -> None:
    """Answers all calls with any of the user's keys with 403."""
    with _office(data_dir) as office:
        office.users.block(name, blocked=not undo)


@packages.command("grant")
def grant_package(
    user: UserName,
    kind: Annotated[PackageKind, typer.Option(help="What it pays for.")],
    count: Annotated[int, typer.Option(min=1, help="How many of them.")],
    expires: Annotated[str | None, typer.Option(help="Last day it is good for, as 2027-12-31 (UTC).")] = None,
    data_dir: DataDir = None,
) -> None:
    """Gives a user a package."""
    with _office(data_dir) as office:
        office.quota.grant(user, kind, count, expires_at=None if expires is None else _end_of(expires))


@packages.command("list")
def list_packages(user: UserName, data_dir: DataDir = None) -> None:
    """Lists a user's packages."""
    with _office(data_dir) as office:
        for package in office.quota.list(user):
            until = "never expires" if package.expires_at is None else f"expires {_day(package.expires_at)}"
            print(f"{package.kind}\t{package.used} of {package.max_count} used\t{package.held} reserved\t{until}")


def _day(moment: int) -> str:
    return datetime.fromtimestamp(moment, UTC).date().isoformat()


def _end_of(day: str) -> int:
    """The last second of a day, in Unix seconds."""
    try:
        return int(datetime.combine(date.fromisoformat(day), time.max, UTC).timestamp())
    except ValueError as error:
        raise Misconfigured(f"--expires {day!r} is no day: write it as 2027-12-31.") from error
