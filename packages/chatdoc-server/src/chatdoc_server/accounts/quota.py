"""Packages, and the ledger of what was set aside, charged and given back.

Nothing is charged without having been set aside first: `reserve` takes from packages, `settle` charges what was taken,
`release` gives it back. Each has an effect once for a reservation's name, so that work that is done again after a crash
costs nothing more. The ledger only grows; the counts in `packages` repeat its sums.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Engine, Row, Select, case, func, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from chatdoc_server.accounts.users import named
from chatdoc_server.errors import BadRequest, QuotaExceeded
from chatdoc_server.storage.database import reading, writing
from chatdoc_server.storage.tables import ledger, packages, reservations

_LARGEST_COUNT = 10**15


class PackageKind(StrEnum):
    """What a package pays for."""

    LITE_PAGE = "lite_page"
    BASIC_PAGE = "basic_page"
    ELITE_PAGE = "elite_page"
    OCR_PAGE = "ocr_page"
    DOCUMENTS_TOKENS = "documents_tokens"
    QUESTION = "question"
    GPT4_QUESTION = "gpt4_question"
    GPT4O_QUESTION = "gpt4o_question"


class ReservationState(StrEnum):
    """Whether what was set aside is still open, was charged, or was given back."""

    HELD = "held"
    SETTLED = "settled"
    RELEASED = "released"


class Balance(NamedTuple):
    """What a user's unexpired packages of a kind hold; what is set aside counts as used."""

    max_count: int
    used_count: int


@dataclass(frozen=True, slots=True)
class Package:
    """A package; times are Unix seconds, `held` is set aside and not charged yet."""

    id: int
    user_id: int
    kind: PackageKind
    max_count: int
    used: int
    held: int
    expires_at: int | None
    created_at: int


@dataclass(frozen=True, slots=True)
class Reservation:
    """What was set aside under a name; `created_at` is in Unix seconds."""

    name: str
    user_id: int
    kind: PackageKind
    count: int
    state: ReservationState
    created_at: int


# The class below has a method named `list`.
Packages = list[Package]
Reservations = list[Reservation]
PackageIds = list[int]

_PACKAGE = [packages.c[name] for name in Package.__slots__]
_RESERVATION = [reservations.c[name] for name in Reservation.__slots__]
# Soonest to expire first; every transaction locks packages in this order, so none waits for another in a circle.
_DRAWING_ORDER = (packages.c.expires_at.is_(None), packages.c.expires_at, packages.c.id)


class Quota:
    """Packages and their ledger. Every change is one short transaction, or part of the caller's."""

    def __init__(self, engine: Engine, *, now: Callable[[], int]) -> None:
        """Works on `engine`; `now` gives Unix seconds."""
        self._engine = engine
        self._now = now

    def grant(self, user_name: str, kind: PackageKind, count: int, expires_at: int | None) -> Package:
        """Gives a user a package that is good before `expires_at` (Unix seconds), or for ever.

        Raises:
            BadRequest: there is no such user, or the count is not between 1 and 10^15.
        """
        if not 1 <= count <= _LARGEST_COUNT:
            raise BadRequest("A package holds between 1 and 10^15.")
        with writing(self._engine) as connection:
            user = named(connection, user_name)
            values = {"kind": kind, "max_count": count, "used": 0, "held": 0, "expires_at": expires_at}
            added = insert(packages).values(user_id=user.id, created_at=self._now(), **values)
            return _package(connection.execute(added.returning(*_PACKAGE)).one())

    def list(self, user_name: str) -> Packages:
        """A user's packages in the order they are drawn on, expired ones included.

        Raises:
            BadRequest: there is no such user.
        """
        with reading(self._engine) as connection:
            user = named(connection, user_name)
            query = select(*_PACKAGE).where(packages.c.user_id == user.id).order_by(packages.c.kind, *_DRAWING_ORDER)
            return [_package(row) for row in connection.execute(query)]

    def balances(self, user_id: int, now: int | None = None) -> dict[str, Balance]:
        """What a user's packages that have not expired hold, by `PackageKind`; kinds without one are absent."""
        used = func.sum(packages.c.used + packages.c.held)
        query = select(packages.c.kind, func.sum(packages.c.max_count), used).where(
            packages.c.user_id == user_id, _good_at(self._now() if now is None else now)
        )
        with reading(self._engine) as connection:
            rows = connection.execute(query.group_by(packages.c.kind)).all()
        return {PackageKind(kind): Balance(int(most), int(used)) for kind, most, used in rows}

    def reserve(
        self, user_id: int, kind: PackageKind, count: int, reservation: str, *, connection: Connection | None = None
    ) -> None:
        """Sets `count` aside under a name, all or nothing, from the packages that expire soonest.

        A name is good once: reserving it again changes nothing, whatever became of it.

        Args:
            user_id: Who pays.
            kind: What for.
            count: How many; 0 only takes the name.
            reservation: The name, at most 80 characters: `document:<upload_id>` or `question:<id>`.
            connection: The caller's transaction to do it in, if not its own; left as it was when this fails.

        Raises:
            QuotaExceeded: the user's unexpired packages of the kind hold less.
            ValueError: the count is negative, or the name belongs to another user or kind.
        """
        if count < 0:
            raise ValueError("A reservation can't be negative.")
        with writing(self._engine, connection) as transaction:
            if self._take_name(transaction, user_id, kind, count, reservation):
                self._draw(transaction, user_id, kind, count, reservation)

    def settle(self, reservation: str, count: int | None = None, *, connection: Connection | None = None) -> bool:
        """Charges what was set aside, or `count` of it and gives the rest back.

        Only the first settle or release of a name has an effect.

        Returns:
            Whether the reservation was charged, now or before; False when it had been released.

        Raises:
            ValueError: nothing was set aside under this name, or less than `count`.
        """
        return self._close(reservation, count, ReservationState.SETTLED, connection) is ReservationState.SETTLED

    def release(self, reservation: str, *, connection: Connection | None = None) -> bool:
        """Gives back what was set aside.

        Only the first settle or release of a name has an effect; an unknown name is no error.

        Returns:
            Whether it was given back, now or before; False when it had been charged or never set aside.
        """
        return self._close(reservation, 0, ReservationState.RELEASED, connection) is ReservationState.RELEASED

    def held_reservations(self, prefix: str = "", created_before: int | None = None) -> Reservations:
        """What is set aside and neither charged nor given back, oldest first.

        Args:
            prefix: Only names that begin so, such as `question:`.
            created_before: Only what was set aside before then, in Unix seconds: its process may have died.
        """
        query = select(*_RESERVATION).where(
            reservations.c.state == ReservationState.HELD, reservations.c.name.startswith(prefix, autoescape=True)
        )
        if created_before is not None:
            query = query.where(reservations.c.created_at < created_before)
        with reading(self._engine) as connection:
            rows = connection.execute(query.order_by(reservations.c.created_at, reservations.c.name)).all()
        return [_reservation(row) for row in rows]

    def discrepancies(self) -> PackageIds:
        """Ids of packages whose counts are not the sums of their ledger entries: none unless by another hand."""
        reserved, settled, released = (_sum_of(entry) for entry in ("reserve", "settle", "release"))
        sums = select(
            ledger.c.package_id, settled.label("used"), (reserved - settled - released).label("held")
        ).group_by(ledger.c.package_id)
        booked = sums.subquery()
        query = (
            select(packages.c.id)
            .join_from(packages, booked, packages.c.id == booked.c.package_id, isouter=True)
            .where(
                or_(
                    packages.c.used != func.coalesce(booked.c.used, 0),
                    packages.c.held != func.coalesce(booked.c.held, 0),
                )
            )
        )
        with reading(self._engine) as connection:
            return [*connection.scalars(query.order_by(packages.c.id))]

    def _take_name(self, connection: Connection, user_id: int, kind: PackageKind, count: int, name: str) -> bool:
        """Whether the name was free; it now belongs to this user and kind."""
        found = connection.execute(_by_name(name)).one_or_none()
        if found is None:
            values = {"name": name, "user_id": user_id, "kind": kind, "count": count}
            try:
                # Waits for another transaction that takes the same name, and goes on as that one ends.
                with connection.begin_nested():
                    held = insert(reservations).values(**values, state=ReservationState.HELD, created_at=self._now())
                    connection.execute(held)
            except IntegrityError:
                found = connection.execute(_by_name(name)).one()
            else:
                return True
        if (found.user_id, found.kind) != (user_id, kind):
            raise ValueError(f"The reservation {name} belongs to another user or kind.")
        return False

    def _draw(self, connection: Connection, user_id: int, kind: PackageKind, count: int, name: str) -> None:
        now, left = self._now(), count
        query = select(*_PACKAGE).where(packages.c.user_id == user_id, packages.c.kind == kind, _good_at(now))
        for row in connection.execute(query.order_by(*_DRAWING_ORDER).with_for_update()).all():
            take = min(left, row.max_count - row.used - row.held)
            if take > 0 and _hold(connection, row.id, take):
                _book(connection, name, row.id, "reserve", take, now)
                left -= take
        if left:
            raise QuotaExceeded(f"Your packages do not hold enough: {count} of {kind} needed, {count - left} left.")

    def _close(
        self, name: str, count: int | None, state: ReservationState, connection: Connection | None
    ) -> ReservationState | None:
        """Ends a reservation, charging `count` of it (all when None), unless it has ended; returns how it ended."""
        with writing(self._engine, connection) as transaction:
            held = update(reservations).where(
                reservations.c.name == name, reservations.c.state == ReservationState.HELD
            )
            if transaction.execute(held.values(state=state)).rowcount:
                self._book_end(transaction, name, count)
                return state
            found = transaction.execute(_by_name(name)).one_or_none()
        if found is None and state is ReservationState.SETTLED:
            raise ValueError(f"Nothing was set aside as {name}.")
        return ReservationState(found.state) if found else None

    def _book_end(self, connection: Connection, name: str, count: int | None) -> None:
        now = self._now()
        # In the order of drawing, so in the order in which everybody locks packages.
        query = select(ledger.c.package_id, ledger.c.count.label("reserved")).where(ledger.c.reservation == name)
        rows = connection.execute(query.order_by(ledger.c.id)).all()
        left = sum(row.reserved for row in rows) if count is None else count
        for package_id, reserved in rows:
            charged = min(left, reserved)
            left -= charged
            change = update(packages).where(packages.c.id == package_id)
            connection.execute(change.values(held=packages.c.held - reserved, used=packages.c.used + charged))
            if charged:
                _book(connection, name, package_id, "settle", charged, now)
            if reserved > charged:
                _book(connection, name, package_id, "release", reserved - charged, now)
        if left:
            raise ValueError(f"{count} can't be charged: less was set aside as {name}.")


def _good_at(now: int) -> ColumnElement[bool]:
    return or_(packages.c.expires_at.is_(None), packages.c.expires_at > now)


def _hold(connection: Connection, package_id: int, count: int) -> bool:
    # The row is locked on Postgres and the database on SQLite; the condition keeps the promise if neither were.
    room = packages.c.used + packages.c.held + count <= packages.c.max_count
    change = update(packages).where(packages.c.id == package_id, room).values(held=packages.c.held + count)
    return connection.execute(change).rowcount == 1


def _book(connection: Connection, name: str, package_id: int, entry: str, count: int, now: int) -> None:
    values = {"reservation": name, "package_id": package_id, "entry": entry, "count": count, "created_at": now}
    connection.execute(insert(ledger).values(**values))


def _sum_of(entry: str) -> ColumnElement[int]:
    return func.sum(case((ledger.c.entry == entry, ledger.c.count), else_=0))


def _by_name(name: str) -> Select[Any]:
    return select(*_RESERVATION).where(reservations.c.name == name)


def _package(row: Row[*tuple[Any, ...]]) -> Package:
    values = {name: getattr(row, name) for name in Package.__slots__}
    return Package(**{**values, "kind": PackageKind(row.kind)})


def _reservation(row: Row[*tuple[Any, ...]]) -> Reservation:
    values = {name: getattr(row, name) for name in Reservation.__slots__}
    # A row is a tuple too, and a tuple's `count` is a method.
    values |= {"count": row._mapping["count"], "kind": PackageKind(row.kind), "state": ReservationState(row.state)}
    return Reservation(**values)
