"""Packages and the ledger: nothing is charged twice, nothing is overspent, nothing is lost."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Engine, func, select, update

from chatdoc_server.accounts.quota import Balance, PackageKind, Quota, ReservationState
from chatdoc_server.accounts.users import User, Users
from chatdoc_server.errors import BadRequest, QuotaExceeded
from chatdoc_server.storage.database import reading, writing
from chatdoc_server.storage.tables import ledger, packages
from tests.accounts.conftest import Clock

PAGE, QUESTION = PackageKind.ELITE_PAGE, PackageKind.QUESTION


def counts(quota: Quota) -> list[tuple[int, int]]:
    """What is used and held of each of ann's packages, in the order they are drawn on."""
    return [(package.used, package.held) for package in quota.list("ann")]


def entries(engine: Engine, reservation: str) -> list[tuple[str, int]]:
    """What the ledger says of a reservation."""
    query = select(ledger.c.entry, ledger.c.count.label("counted")).where(ledger.c.reservation == reservation)
    with reading(engine) as connection:
        return [(row.entry, row.counted) for row in connection.execute(query.order_by(ledger.c.id))]


def test_what_is_set_aside_is_charged(engine: Engine, quota: Quota, ann: User) -> None:
    quota.grant("ann", PAGE, 100, None)
    quota.reserve(ann.id, PAGE, 30, "document:a")
    assert quota.balances(ann.id) == {"elite_page": Balance(100, 30)}
    assert counts(quota) == [(0, 30)]
    assert quota.settle("document:a")
    assert counts(quota) == [(30, 0)]
    assert quota.balances(ann.id) == {"elite_page": (100, 30)}
    assert entries(engine, "document:a") == [("reserve", 30), ("settle", 30)]


def test_what_is_set_aside_is_given_back(engine: Engine, quota: Quota, ann: User) -> None:
    quota.grant("ann", PAGE, 100, None)
    quota.reserve(ann.id, PAGE, 30, "document:a")
    assert quota.release("document:a")
    assert counts(quota) == [(0, 0)]
    assert entries(engine, "document:a") == [("reserve", 30), ("release", 30)]


def test_a_part_is_charged_and_the_rest_given_back(engine: Engine, quota: Quota, ann: User, clock: Clock) -> None:
    quota.grant("ann", PAGE, 10, clock.now + 10)
    quota.grant("ann", PAGE, 10, clock.now + 20)
    quota.reserve(ann.id, PAGE, 18, "document:a")
    assert quota.settle("document:a", 12)
    assert counts(quota) == [(10, 0), (2, 0)]
    assert entries(engine, "document:a") == [
        ("reserve", 10),
        ("reserve", 8),
        ("settle", 10),
        ("settle", 2),
        ("release", 6),
    ]
    quota.reserve(ann.id, PAGE, 8, "document:b")
    assert quota.settle("document:b", 0)
    assert counts(quota) == [(10, 0), (2, 0)]
    assert quota.discrepancies() == []


def test_more_than_was_set_aside_is_not_charged(quota: Quota, ann: User) -> None:
    quota.grant("ann", PAGE, 100, None)
    quota.reserve(ann.id, PAGE, 3, "document:a")
    with pytest.raises(ValueError, match="less was set aside"):
        quota.settle("document:a", 4)
    assert counts(quota) == [(0, 3)]
    assert quota.settle("document:a", 3)


def test_packages_that_expire_soonest_are_drawn_first(quota: Quota, ann: User, clock: Clock) -> None:
    quota.grant("ann", PAGE, 10, None)
    quota.grant("ann", PAGE, 10, clock.now + 50)
    quota.grant("ann", PAGE, 10, clock.now + 20)
    quota.grant("ann", PAGE, 10, clock.now)  # expired already
    quota.reserve(ann.id, PAGE, 25, "document:a")
    assert [(package.expires_at, package.held) for package in quota.list("ann")] == [
        (clock.now, 0),
        (clock.now + 20, 10),
        (clock.now + 50, 10),
        (None, 5),
    ]
    assert quota.balances(ann.id) == {"elite_page": (30, 25)}


def test_an_expired_package_pays_nothing_new(quota: Quota, ann: User, clock: Clock) -> None:
    quota.grant("ann", PAGE, 10, clock.now + 10)
    quota.reserve(ann.id, PAGE, 4, "document:a")
    clock.now += 10
    with pytest.raises(QuotaExceeded):
        quota.reserve(ann.id, PAGE, 1, "document:b")
    assert quota.balances(ann.id) == {}
    assert quota.balances(ann.id, clock.now - 1) == {"elite_page": (10, 4)}
    # What was set aside in time is still charged.
    assert quota.settle("document:a")
    assert counts(quota) == [(4, 0)]


@pytest.mark.parametrize("granted", [[], [5], [3, 3]])
def test_all_or_nothing(engine: Engine, quota: Quota, ann: User, granted: list[int]) -> None:
    for count in granted:
        quota.grant("ann", PAGE, count, None)
    quota.grant("ann", QUESTION, 100, None)
    with pytest.raises(QuotaExceeded, match="7 of elite_page"):
        quota.reserve(ann.id, PAGE, 7, "document:a")
    assert all(held == 0 for _, held in counts(quota))
    assert entries(engine, "document:a") == []
    # The name is free for another try.
    quota.grant("ann", PAGE, 7, None)
    quota.reserve(ann.id, PAGE, 7, "document:a")
    assert quota.settle("document:a")


def test_a_name_is_charged_once_however_often_it_runs(quota: Quota, ann: User) -> None:
    quota.grant("ann", PAGE, 100, None)
    for _ in range(3):
        quota.reserve(ann.id, PAGE, 30, "document:a")
    for _ in range(3):
        assert quota.settle("document:a")
    quota.reserve(ann.id, PAGE, 30, "document:a")
    assert quota.settle("document:a", 10)
    assert counts(quota) == [(30, 0)]


def test_the_first_end_counts(engine: Engine, quota: Quota, ann: User) -> None:
    quota.grant("ann", PAGE, 100, None)
    quota.reserve(ann.id, PAGE, 1, "document:charged")
    quota.reserve(ann.id, PAGE, 1, "document:released")
    assert quota.settle("document:charged")
    assert not quota.release("document:charged")
    assert quota.release("document:released")
    assert quota.release("document:released")
    assert not quota.settle("document:released")
    quota.reserve(ann.id, PAGE, 1, "document:released")
    assert not quota.settle("document:released")
    assert counts(quota) == [(1, 0)]
    assert quota.discrepancies() == []


def test_what_was_never_set_aside(quota: Quota) -> None:
    assert not quota.release("document:unknown")
    with pytest.raises(ValueError, match="Nothing was set aside"):
        quota.settle("document:unknown")


def test_nothing_costs_nothing(quota: Quota, ann: User) -> None:
    quota.reserve(ann.id, PackageKind.OCR_PAGE, 0, "document:a:ocr")
    assert quota.settle("document:a:ocr")
    with pytest.raises(ValueError, match="negative"):
        quota.reserve(ann.id, PAGE, -1, "document:b")


def test_a_name_belongs_to_one_user_and_kind(users: Users, quota: Quota, ann: User) -> None:
    bob = users.create("bob")
    for name in ("ann", "bob"):
        quota.grant(name, PAGE, 10, None)
    quota.reserve(ann.id, PAGE, 1, "document:a")
    for user_id, kind in [(bob.id, PAGE), (ann.id, QUESTION)]:
        with pytest.raises(ValueError, match="another user or kind"):
            quota.reserve(user_id, kind, 1, "document:a")
    assert quota.balances(bob.id) == {"elite_page": (10, 0)}


def test_kinds_are_counted_apart(quota: Quota, ann: User) -> None:
    quota.grant("ann", PAGE, 10, None)
    quota.grant("ann", PackageKind.LITE_PAGE, 20, None)
    quota.grant("ann", PackageKind.LITE_PAGE, 1, None)
    quota.reserve(ann.id, PackageKind.LITE_PAGE, 5, "document:a")
    balances = quota.balances(ann.id)
    assert balances == {"elite_page": (10, 0), "lite_page": (21, 5)}
    assert balances.get("question") is None


@pytest.mark.parametrize("count", [0, -1, 10**16])
def test_a_package_holds_something(quota: Quota, ann: User, count: int) -> None:
    with pytest.raises(BadRequest, match="between 1"):
        quota.grant("ann", PAGE, count, None)


def test_a_package_is_somebodys(quota: Quota) -> None:
    for call in (lambda: quota.grant("nobody", PAGE, 1, None), lambda: quota.list("nobody")):
        with pytest.raises(BadRequest, match="no user"):
            call()


def test_large_counts_are_added_up(quota: Quota, ann: User) -> None:
    for _ in range(3):
        quota.grant("ann", PackageKind.DOCUMENTS_TOKENS, 10**15, None)
    quota.reserve(ann.id, PackageKind.DOCUMENTS_TOKENS, 25 * 10**14, "document:a")
    assert quota.balances(ann.id) == {"documents_tokens": (3 * 10**15, 25 * 10**14)}


def test_what_died_is_found_by_its_age(quota: Quota, ann: User, clock: Clock) -> None:
    quota.grant("ann", QUESTION, 10, None)
    quota.grant("ann", PAGE, 10, None)
    quota.reserve(ann.id, PAGE, 2, "document:a")
    for name in ("question:1", "question:2"):
        quota.reserve(ann.id, QUESTION, 1, name)
        clock.now += 10
    quota.settle("question:2")
    quota.reserve(ann.id, QUESTION, 1, "question:3")
    assert [held.name for held in quota.held_reservations()] == ["document:a", "question:1", "question:3"]
    (dead,) = quota.held_reservations("question:", created_before=clock.now)
    assert (dead.name, dead.user_id, dead.kind, dead.count) == ("question:1", ann.id, QUESTION, 1)
    assert (dead.state, dead.created_at) == (ReservationState.HELD, 1_000_000)
    assert quota.release(dead.name)
    assert [held.name for held in quota.held_reservations("question:")] == ["question:3"]
    assert quota.held_reservations("question_") == []


def test_a_reservation_may_be_part_of_a_larger_transaction(engine: Engine, quota: Quota, ann: User) -> None:
    quota.grant("ann", QUESTION, 2, None)
    with writing(engine) as connection:
        quota.reserve(ann.id, QUESTION, 1, "question:1", connection=connection)
        # A failure inside undoes itself and leaves the rest alone.
        with pytest.raises(QuotaExceeded):
            quota.reserve(ann.id, QUESTION, 2, "question:2", connection=connection)
        assert quota.settle("question:1", connection=connection)
    assert counts(quota) == [(1, 0)]
    assert quota.held_reservations() == []
    with writing(engine) as connection:
        quota.reserve(ann.id, QUESTION, 1, "question:3", connection=connection)
        connection.rollback()
    assert counts(quota) == [(1, 0)]
    assert quota.discrepancies() == []


def test_a_count_that_somebody_changed_is_found(engine: Engine, quota: Quota, ann: User) -> None:
    changed = quota.grant("ann", PAGE, 10, None)
    quota.grant("ann", PAGE, 10, None)
    with writing(engine) as connection:
        connection.execute(update(packages).where(packages.c.id == changed.id).values(used=1))
    assert quota.discrepancies() == [changed.id]


def at_once(threads: int, work: Callable[[int], bool]) -> int:
    """In how many of so many threads, started at the same moment, `work` succeeds."""
    together = threading.Barrier(threads)

    def start(number: int) -> bool:
        together.wait()
        return work(number)

    with ThreadPoolExecutor(threads) as pool:
        return sum(pool.map(start, range(threads)))


def test_200_at_once_against_100(engine: Engine, quota: Quota, ann: User) -> None:
    quota.grant("ann", QUESTION, 60, None)
    quota.grant("ann", QUESTION, 40, 2_000_000)

    def ask(number: int) -> bool:
        try:
            quota.reserve(ann.id, QUESTION, 1, f"question:{number}")
        except QuotaExceeded:
            return False
        return quota.settle(f"question:{number}")

    assert at_once(200, ask) == 100
    assert counts(quota) == [(40, 0), (60, 0)]
    query = select(ledger.c.entry, func.sum(ledger.c.count)).group_by(ledger.c.entry)
    with reading(engine) as connection:
        assert {entry: int(total) for entry, total in connection.execute(query)} == {"reserve": 100, "settle": 100}
    assert quota.discrepancies() == []


def test_the_same_name_at_once_is_charged_once(quota: Quota, ann: User) -> None:
    # Packages smaller than the price: whoever came second would draw on others than the first.
    for _ in range(8):
        quota.grant("ann", PAGE, 5, None)

    def work(_: int) -> bool:
        quota.reserve(ann.id, PAGE, 12, "document:a")
        return quota.settle("document:a")

    assert at_once(16, work) == 16
    assert sum(used for used, _ in counts(quota)) == 12
    assert quota.discrepancies() == []


def test_settle_and_release_at_once_agree(quota: Quota, ann: User) -> None:
    quota.grant("ann", PAGE, 10, None)
    quota.reserve(ann.id, PAGE, 10, "document:a")
    settled = at_once(12, lambda number: quota.settle("document:a") if number % 2 else not quota.release("document:a"))
    assert settled in (0, 12)
    assert counts(quota) == [(10 if settled else 0, 0)]


def test_who_comes_second_takes_what_the_first_left(engine: Engine, quota: Quota, ann: User, clock: Clock) -> None:
    quota.grant("ann", PAGE, 10, clock.now + 10)
    quota.grant("ann", PAGE, 4, clock.now + 20)
    with ThreadPoolExecutor(1) as pool:
        with writing(engine) as connection:
            quota.reserve(ann.id, PAGE, 7, "document:a", connection=connection)
            second = pool.submit(quota.reserve, ann.id, PAGE, 7, "document:b")
            # Long enough for the second to look at the packages and wait for the first.
            with pytest.raises(TimeoutError):
                second.result(0.5)
        second.result(30)
    assert counts(quota) == [(0, 10), (0, 4)]
    assert quota.discrepancies() == []


def test_prices_over_several_packages_never_deadlock(quota: Quota, ann: User, clock: Clock) -> None:
    for late in (30, 20, 10):
        quota.grant("ann", PAGE, 50, clock.now + late)

    def work(number: int) -> bool:
        try:
            quota.reserve(ann.id, PAGE, 7, f"document:{number}")
        except QuotaExceeded:
            return False
        return quota.settle(f"document:{number}", 4) if number % 2 else quota.release(f"document:{number}")

    at_once(40, work)
    assert quota.held_reservations() == []
    assert quota.discrepancies() == []
    assert all(held == 0 and used <= 50 for used, held in counts(quota))
