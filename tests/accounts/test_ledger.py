"""Whatever is done to packages, in whatever order: the ledger is right and nothing is overspent."""

from dataclasses import dataclass, field

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from sqlalchemy import Engine, func, select

from chatdoc_server.accounts.quota import PackageKind, Quota
from chatdoc_server.accounts.users import Users
from chatdoc_server.errors import QuotaExceeded
from chatdoc_server.storage.database import reading, writing
from chatdoc_server.storage.tables import ledger, metadata
from tests.accounts.conftest import Clock

KIND = PackageKind.QUESTION
NAMES = st.sampled_from([f"document:{letter}" for letter in "abcdef"])


@dataclass
class Model:
    """The same rules in the simplest words: packages as lists, reservations as what they drew."""

    packages: list["ModelPackage"] = field(default_factory=list)
    drawn: dict[str, list[tuple["ModelPackage", int]]] = field(default_factory=dict)
    ended: dict[str, bool] = field(default_factory=dict)

    def reserve(self, name: str, count: int, now: int) -> bool:
        if name in self.drawn:
            return True
        good = [one for one in self.packages if one.expires_at is None or one.expires_at > now]
        if sum(one.free for one in good) < count:
            return False
        drawn = []
        for package in sorted(good, key=lambda one: (one.expires_at is None, one.expires_at or 0, one.number)):
            take = min(count, package.free)
            if take:
                package.held += take
                drawn.append((package, take))
                count -= take
        self.drawn[name] = drawn
        return True

    def end(self, name: str, count: int, *, settle: bool) -> bool:
        """Returns whether it ended as settled."""
        if name not in self.ended:
            self.ended[name] = settle
            for package, take in self.drawn[name]:
                charged = min(count, take)
                count -= charged
                package.held -= take
                package.used += charged
        return self.ended[name]


@dataclass
class ModelPackage:
    number: int
    max_count: int
    expires_at: int | None
    used: int = 0
    held: int = 0

    @property
    def free(self) -> int:
        return self.max_count - self.used - self.held


class LedgerMachine(RuleBasedStateMachine):
    """Does the same to the database and to the model."""

    engine: Engine

    def __init__(self) -> None:
        super().__init__()
        with writing(self.engine) as connection:
            for table in reversed(metadata.sorted_tables):
                connection.execute(table.delete())
        self.clock = Clock(1000)
        self.user = Users(self.engine, now=self.clock).create("ann")
        self.quota = Quota(self.engine, now=self.clock)
        self.model = Model()

    @rule(count=st.integers(1, 12), late=st.none() | st.integers(1, 30))
    def grant(self, count: int, late: int | None) -> None:
        expires_at = None if late is None else self.clock.now + late
        package = self.quota.grant("ann", KIND, count, expires_at)
        self.model.packages.append(ModelPackage(package.id, count, expires_at))

    @rule(name=NAMES, count=st.integers(0, 20))
    def reserve(self, name: str, count: int) -> None:
        expected = self.model.reserve(name, count, self.clock.now)
        try:
            self.quota.reserve(self.user.id, KIND, count, name)
        except QuotaExceeded:
            assert not expected
        else:
            assert expected

    @precondition(lambda self: self.model.drawn)
    @rule(data=st.data(), part=st.none() | st.integers(0, 20))
    def settle(self, data: st.DataObject, part: int | None) -> None:
        name = data.draw(st.sampled_from(sorted(self.model.drawn)))
        reserved = sum(take for _, take in self.model.drawn[name])
        count = reserved if part is None else min(part, reserved)
        assert self.quota.settle(name, None if part is None else count) == self.model.end(name, count, settle=True)

    @rule(name=NAMES)
    def release(self, name: str) -> None:
        released = self.quota.release(name)
        if name in self.model.drawn:
            assert released != self.model.end(name, 0, settle=False)
        else:
            assert not released

    @rule(seconds=st.integers(1, 15))
    def wait(self, seconds: int) -> None:
        self.clock.now += seconds

    @invariant()
    def counts_agree(self) -> None:
        kept = {package.id: (package.used, package.held) for package in self.quota.list("ann")}
        assert kept == {package.number: (package.used, package.held) for package in self.model.packages}
        assert all(package.free >= 0 for package in self.model.packages)
        held = {reservation.name for reservation in self.quota.held_reservations()}
        assert held == self.model.drawn.keys() - self.model.ended.keys()

    @invariant()
    def the_ledger_adds_up(self) -> None:
        assert self.quota.discrepancies() == []
        with reading(self.engine) as connection:
            query = select(ledger.c.entry, func.sum(ledger.c.count)).group_by(ledger.c.entry)
            sums = {entry: int(total) for entry, total in connection.execute(query)}
        used = sum(package.used for package in self.model.packages)
        held = sum(package.held for package in self.model.packages)
        assert sums.get("settle", 0) == used
        assert sums.get("reserve", 0) - sums.get("settle", 0) - sums.get("release", 0) == held


def test_any_order_of_events_keeps_the_ledger_right(engine: Engine) -> None:
    machine = type("Machine", (LedgerMachine,), {"engine": engine})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=25, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
