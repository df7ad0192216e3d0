"""What is sent again, and what is not, against a peer that fails."""

import asyncio
import time
from collections.abc import Callable

import pytest

from chatdoc import (
    APIError,
    AsyncChatDOC,
    AuthenticationError,
    BadRequestError,
    ChatDOC,
    ChatDOCError,
    ConnectionFailed,
    DocumentFailed,
    NotConfigured,
    NotFoundError,
    PermissionDeniedError,
    QuotaExceededError,
    Retries,
    ServerError,
    StreamInterrupted,
    Timeout,
)
from tests.client.peer import Peer, Reply, events, peer

QUICK = Retries(attempts=4, first_delay=0.01)
DOCUMENT = {"id": "d", "status": 1, "name": "a.pdf", "created_at": 0, "type": "single_doc"}
OK = Reply(body={"status": "ok", "data": DOCUMENT})
HANG_UP = Reply(hang_up=True)
ANSWER = Reply(
    chunks=[events({"answer": "Yes", "id": 5}, {"answer": ".", "id": 5}, {"answer": "", "id": 5, "source_info": []})]
)

Use = Callable[[ChatDOC], object]


def get(client: ChatDOC) -> object:
    return client.documents.get("d")


def search(client: ChatDOC) -> object:
    return client.search("d", "words")


def upload(client: ChatDOC) -> object:
    return client.documents.upload(b"%PDF-1.7", name="a.pdf")


def ask(client: ChatDOC) -> object:
    return client.ask("d", "Why?").text()


def failure(use: Use, *replies: Reply) -> tuple[ChatDOCError, Peer]:
    """The error that a call ends with, and what the peer received."""
    with peer(*replies) as answering, ChatDOC("ak-x", answering.url, retries=QUICK) as client:
        with pytest.raises(ChatDOCError) as caught:
            use(client)
        return caught.value, answering


@pytest.mark.parametrize("bad", [HANG_UP, Reply(502), Reply(503, {"detail": "busy"}), Reply(504)])
def test_reading_is_repeated(bad: Reply) -> None:
    with peer(bad, bad, OK) as answering, ChatDOC("ak-x", answering.url, retries=QUICK) as client:
        assert client.documents.get("d").name == "a.pdf"
        assert answering.calls == ["GET /documents/d"] * 3


def test_search_is_repeated() -> None:
    with peer(HANG_UP, Reply(body={"data": []})) as answering, ChatDOC("ak-x", answering.url, retries=QUICK) as client:
        assert client.search(["d", "e"], "words") == []
        assert len(answering.calls) == 2


def test_repeating_ends() -> None:
    error, answering = failure(get, Reply(503, {"detail": "busy"}))
    assert isinstance(error, ServerError)
    assert (error.status, error.detail, len(answering.calls)) == (503, "busy", 4)
    error, answering = failure(search, HANG_UP)
    assert isinstance(error, ConnectionFailed)
    assert len(answering.calls) == 4


@pytest.mark.parametrize("use", [upload, ask])
@pytest.mark.parametrize("bad", [HANG_UP, Reply(500), Reply(502), Reply(503, {"detail": "busy"}, {"Retry-After": "0"})])
def test_what_costs_something_is_not_sent_twice(use: Use, bad: Reply) -> None:
    _, answering = failure(use, bad, OK)
    assert len(answering.calls) == 1


@pytest.mark.parametrize("use", [upload, ask, get])
def test_a_used_up_package_is_an_error_at_once(use: Use) -> None:
    error, answering = failure(use, Reply(429, {"detail": "The package is used up."}))
    assert isinstance(error, QuotaExceededError)
    assert (str(error), len(answering.calls)) == ("The package is used up.", 1)


def test_too_many_requests_are_sent_again_when_the_server_says() -> None:
    busy = Reply(429, {"detail": "slow down"}, {"Retry-After": "1"})
    with peer(busy, OK) as answering, ChatDOC("ak-x", answering.url, retries=QUICK) as client:
        started = time.monotonic()
        assert client.documents.upload(b"%PDF-1.7").id == "d"
        assert time.monotonic() - started >= 1
        assert [one.body.count(b"%PDF-1.7") for one in answering.received] == [1, 1]


def test_a_long_wait_is_left_to_the_caller() -> None:
    error, answering = failure(get, Reply(503, {"detail": "maintenance"}, {"Retry-After": "3600"}))
    assert str(error) == "maintenance"
    assert len(answering.calls) == 1
    error, answering = failure(get, Reply(503, {}, {"Retry-After": "Fri, 31 Dec 2100 23:59:59 GMT"}))
    assert len(answering.calls) == 1


def test_without_a_connection_anything_is_sent_again() -> None:
    delays: list[float] = []

    def no_chance() -> float:
        delays.append(0)
        return 0.0

    with ChatDOC("ak-x", "http://127.0.0.1:9", retries=Retries(first_delay=0.01, random=no_chance)) as client:
        with pytest.raises(ConnectionFailed, match=r"No connection to http://127\.0\.0\.1:9"):
            upload(client)
        assert len(delays) == 3


def test_what_a_first_attempt_deleted_is_deleted() -> None:
    gone = Reply(404, {"data": {}, "detail": "gone"})
    with peer(HANG_UP, gone) as answering, ChatDOC("ak-x", answering.url, retries=QUICK) as client:
        client.documents.delete("d")
    assert isinstance(failure(lambda client: client.documents.delete("d"), gone)[0], NotFoundError)


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, BadRequestError),
        (401, AuthenticationError),
        (403, PermissionDeniedError),
        (404, NotFoundError),
        (418, APIError),
        (422, BadRequestError),
        (500, ServerError),
    ],
)
def test_errors_by_status(status: int, kind: type[APIError]) -> None:
    error, _ = failure(get, Reply(status, {"detail": "so it is"}))
    assert type(error) is kind
    assert (error.status, error.detail) == (status, "so it is")


def test_a_list_of_complaints_is_one_text() -> None:
    detail = [{"loc": ["body", "question"], "msg": "too short", "type": "x"}, {"loc": [], "msg": "odd", "type": "y"}]
    assert str(failure(get, Reply(422, {"detail": detail}))[0]) == "question: too short; odd"


def test_a_reply_of_something_else() -> None:
    error, _ = failure(get, Reply(body={"welcome": "to another service"}))
    assert "is the address right?" in str(error)


def test_no_answer_in_time() -> None:
    with (
        peer(Reply(chunks=[], endless=False)) as answering,
        ChatDOC("ak-x", answering.url, timeout=0.2, retries=Retries(attempts=1)) as client,
        pytest.raises(StreamInterrupted),
    ):
        client.ask("d", "Why?").text()


def test_no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CHATDOC_API_KEY", raising=False)
    with pytest.raises(NotConfigured):
        ChatDOC()


@pytest.mark.proves("rule:questions.stream-failed")
def test_a_stream_without_its_last_event_was_interrupted() -> None:
    with peer(Reply(chunks=[events({"answer": "Ye", "id": 5})])) as answering, ChatDOC("ak-x", answering.url) as client:
        answer = client.ask("d", "Why?")
        with pytest.raises(StreamInterrupted) as caught:
            answer.text()
        assert (caught.value.answer, answer.answer, answer.id, answer.done) == ("Ye", "Ye", 5, False)
        with pytest.raises(ChatDOCError, match="read once"):
            list(answer)


@pytest.mark.parametrize("bad", [b"data: <html>\n\n", b"data: {}\n\n", b"data: []\n\n", b""])
def test_a_stream_of_something_else_was_interrupted_too(bad: bytes) -> None:
    whole = events({"answer": "Ye", "id": 5}) + bad + events({"answer": "s", "id": 5})
    error, _ = failure(ask, Reply(chunks=[whole]))
    assert isinstance(error, StreamInterrupted)
    assert error.answer == ("Yes" if not bad else "Ye")


def test_leaving_a_loop_hangs_up() -> None:
    with peer(Reply(chunks=[], endless=True)) as answering, ChatDOC("ak-x", answering.url) as client:
        for chunk in client.ask("d", "Why?"):
            assert chunk == "on and on "
            break
        assert answering.left.wait(10)


def test_leaving_a_block_hangs_up_without_blocking() -> None:
    async def leave(url: str) -> None:
        async with AsyncChatDOC("ak-x", url) as client:
            async with client.ask("d", "Why?") as answer:
                async for chunk in answer:
                    assert chunk == "on and on "
                    break
            assert await asyncio.to_thread(answering.left.wait, 10)

    with peer(Reply(chunks=[], endless=True)) as answering:
        asyncio.run(leave(answering.url))


def test_waiting_without_events_polls() -> None:
    no_events = Reply(404, {"data": {}, "detail": "gone"})
    ready = Reply(body={"data": {**DOCUMENT, "status": 300}})
    with peer(OK, no_events, OK, ready) as answering, ChatDOC("ak-x", answering.url, retries=QUICK) as client:
        assert client.documents.get("d").wait(10).ready
        assert answering.calls == [
            "GET /documents/d",
            "GET /documents/d/events",
            "GET /documents/d",
            "GET /documents/d",
        ]


def test_waiting_ends() -> None:
    failed = Reply(body={"data": {**DOCUMENT, "status": -3, "error_msg": {"error_msg": "No."}}})
    error, _ = failure(lambda client: client.documents.wait("d"), failed)
    assert isinstance(error, DocumentFailed)
    assert (error.status, error.message) == (-3, "No.")
    error, _ = failure(lambda client: client.documents.wait("d", 0.05), OK)
    assert isinstance(error, Timeout)
    assert isinstance(error, TimeoutError)


def test_without_blocking_the_same_rules_hold() -> None:
    async def use(url: str) -> None:
        async with AsyncChatDOC("ak-x", url, retries=QUICK) as client:
            assert (await client.documents.get("d")).name == "a.pdf"
            with pytest.raises(ConnectionFailed):
                await client.documents.upload(b"%PDF-1.7")
            assert await client.ask("d", "Why?").text() == "Yes."

    with peer(Reply(503), OK, HANG_UP, ANSWER) as answering:
        asyncio.run(use(answering.url))
        assert [call.split()[0] for call in answering.calls] == ["GET", "GET", "POST", "POST"]
