"""Which worker processes are alive."""

from sqlalchemy import Engine, delete, insert, select, update

from chatdoc_server.storage.database import reading, writing
from chatdoc_server.storage.tables import workers


class Workers:
    """The sign of life of every worker that shares the database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def beat(self, worker_id: str, now: int) -> None:
        """Notes that a worker is alive at `now`, in Unix seconds."""
        with writing(self._engine) as connection:
            seen = update(workers).where(workers.c.id == worker_id).values(seen_at=now)
            if not connection.execute(seen).rowcount:
                connection.execute(insert(workers).values(id=worker_id, seen_at=now))

    def alive(self, since: int) -> set[str]:
        """Ids of the workers that were seen at `since` or later."""
        with reading(self._engine) as connection:
            return set(connection.scalars(select(workers.c.id).where(workers.c.seen_at >= since)))

    def forget(self, worker_id: str) -> None:
        """Removes a worker that ended in order."""
        with writing(self._engine) as connection:
            connection.execute(delete(workers).where(workers.c.id == worker_id))
