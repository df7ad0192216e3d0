"""Workers say that they are alive."""

from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import Engine

from chatdoc_server.storage.workers import Workers


def test_the_living_are_those_seen_lately(engine: Engine) -> None:
    workers = Workers(engine)
    workers.beat("one", 10)
    workers.beat("two", 10)
    workers.beat("one", 20)
    assert workers.alive(10) == {"one", "two"}
    assert workers.alive(11) == {"one"}
    workers.forget("one")
    workers.forget("nobody")
    assert workers.alive(0) == {"two"}


def test_workers_beat_side_by_side(engine: Engine) -> None:
    workers = Workers(engine)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: workers.beat(f"worker {number}", number), range(8)))
    assert len(workers.alive(0)) == 8
