"""Many ask at once, and a package holds fewer questions: nobody gets one that is not paid for."""

import asyncio
from collections import Counter

import httpx
import pytest
from sqlalchemy import func, select

from chatdoc_server.storage.database import reading
from chatdoc_server.storage.tables import ledger, packages, users
from tests import files
from tests.service import Service

ASKED = 200
PAID = 100


async def ask_all(service: Service, key: str, upload_id: str) -> list[httpx.Response]:
    """All questions at once, each over a connection of its own; half are streamed."""
    limits = httpx.Limits(max_connections=ASKED)
    headers = {"Authorization": f"Bearer {key}"}
    async with httpx.AsyncClient(base_url=service.api, headers=headers, timeout=120, limits=limits) as client:

        async def ask(number: int) -> httpx.Response:
            question = {"question": "When does the ferry leave?", "stream": number % 2 == 0}
            return await client.post("/questions", json={"upload_id": upload_id, **question})

        return await asyncio.gather(*map(ask, range(ASKED)))


@pytest.mark.proves("rule:charges.question-short")
@pytest.mark.timeout(180)
def test_200_questions_at_once_against_100(service: Service) -> None:
    key = service.new_user("last questions", elite_page=10, question=PAID)
    with service.client(key) as client:
        upload_id = client.ready(files.note())
        replies = asyncio.run(ask_all(service, key, upload_id))
        for reply in replies:
            service.contract.check(reply)
        assert Counter(reply.status_code for reply in replies) == {200: PAID, 429: ASKED - PAID}
        answered = [reply for reply in replies if reply.status_code == 200]
        assert all("seven in the morning" in reply.text and "source_info" in reply.text for reply in answered)
        quota = client.data("GET", "/users/quota")["package"]["question"]
        assert quota == {"max_count": PAID, "used_count": PAID}
        assert len(client.data("GET", "/questions", limit=100)["items"]) == PAID
        assert client.data("GET", "/questions", limit=100)["next_cursor"] is None
    assert service.held("question:") == []
    booked = (
        select(ledger.c.entry, func.sum(ledger.c.count))
        .join(packages, ledger.c.package_id == packages.c.id)
        .join(users, packages.c.user_id == users.c.id)
        .where(users.c.name == "last questions", packages.c.kind == "question")
        .group_by(ledger.c.entry)
    )
    with service.office() as office, reading(office.engine) as connection:
        sums = {entry: int(count) for entry, count in connection.execute(booked)}
    assert sums == {"reserve": PAID, "settle": PAID}
