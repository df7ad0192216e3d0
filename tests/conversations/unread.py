"""Questions that are asked and whose answers nobody waits for."""

import json
import socket

from sqlalchemy import select

from chatdoc_server.storage.database import reading
from chatdoc_server.storage.tables import questions
from tests.service import Service


def open_question(service: Service, key: str, upload_id: str, **options: object) -> socket.socket:
    """A connection over which a question was sent, and from which nothing has been read."""
    host, port = service.url.removeprefix("http://").split(":")
    body = json.dumps({"upload_id": upload_id, "question": "When does the ferry leave?", **options})
    head = f"POST /api/v2/questions HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {key}\r\n"
    head += f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    connection = socket.create_connection((host, int(port)), timeout=30)
    connection.sendall((head + body).encode())
    return connection


def states(service: Service, question_ids: list[int]) -> list[str]:
    query = select(questions.c.state).where(questions.c.id.in_(question_ids))
    with service.office() as office, reading(office.engine) as connection:
        return [*connection.scalars(query)]
