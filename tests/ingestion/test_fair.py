"""Nobody waits behind another's backlog."""

from tests import files
from tests.conftest import StartService
from tests.service import wait_for

BACKLOG = 30


def test_one_users_backlog_does_not_hold_up_another(start_service: StartService) -> None:
    service = start_service()
    with service.client(service.new_user("many", elite_page=1000)) as many:
        backlog = [many.upload(files.book(4, seed=number), f"{number}.pdf") for number in range(BACKLOG)]
        with service.client(service.new_user("one", elite_page=10)) as one:
            only = one.upload(files.note())
            assert one.finished(only)["status"] == 300
        unfinished = [many.document(upload_id)["status"] < 300 for upload_id in backlog]
        assert sum(unfinished) >= BACKLOG // 3, "most of the backlog is behind the other user's document"

        def all_done() -> bool:
            return all(one["status"] == 300 for one in many.data("GET", "/documents", limit=100)["items"])

        wait_for(all_done, "the backlog to be worked off", seconds=120)
