"""A program with `requests`, written from the contract's page alone; everything it saw goes to standard output as JSON.

    plain.py HOST KEY QUESTION DOWNLOAD (--file FILE [--ocr auto] | --website URL)

It polls more often than the contract's ten seconds, for the sake of whoever waits for it. It asks the way real programs
do: `upload_id` in the query, `selected_meta` null, and an answer read from pieces of any size.
"""

import argparse
import json
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import requests

READY = 300
GIVE_UP_SECONDS = 300
POLL_SECONDS = 0.3

Json = dict[str, Any]


class Failed(Exception):
    """The host did something else than the contract says."""


class Host:
    """The hosted service, or whatever stands in its place."""

    def __init__(self, host: str, key: str) -> None:
        self.base = f"{host}/api/v2"
        self.session = requests.Session()
        self.session.headers["Authorization"] = f"Bearer {key}"

    def data(self, method: str, path: str, **options: Any) -> Any:  # noqa: ANN401  # whatever JSON holds
        """What stands in the envelope."""
        reply = self.session.request(method, self.base + path, timeout=60, **options)
        if reply.status_code != requests.codes.ok:
            raise Failed(f"{method} {path}: {reply.status_code} {reply.text}")
        body = reply.json()
        if body["status"] != "ok":
            raise Failed(f"{method} {path}: {body}")
        return body["data"]

    def upload(self, path: Path, ocr: str | None) -> Json:
        """Uploads a file."""
        form = {"package_type": "elite"} | ({"ocr": ocr} if ocr else {})
        with path.open("rb") as file:
            uploaded: Json = self.data("POST", "/documents/upload", files={"file": (path.name, file)}, data=form)
        return uploaded

    def poll(self, upload_id: str) -> list[int]:
        """The statuses that were seen until the document was ready."""
        seen: list[int] = []
        deadline = time.monotonic() + GIVE_UP_SECONDS
        while time.monotonic() < deadline:
            document = self.data("GET", f"/documents/{upload_id}")
            seen.append(document["status"])
            if document["status"] < 0:
                raise Failed(f"{document['status']}: {document['error_msg']}")
            if document["status"] >= READY:
                return seen
            time.sleep(POLL_SECONDS)
        raise Failed(f"still {seen[-1]} after {GIVE_UP_SECONDS} s")

    def ask(self, upload_id: str, question: str) -> list[Json]:
        """The events of an answer."""
        reply = self.session.post(
            f"{self.base}/questions",
            params={"upload_id": upload_id},
            json={"question": question, "stream": True, "selected_meta": None},
            stream=True,
            timeout=60,
        )
        if reply.status_code != requests.codes.ok:
            raise Failed(f"asking: {reply.status_code} {reply.text}")
        return list(events(pieces(reply)))


def pieces(reply: requests.Response) -> Iterator[bytes]:
    """The body, cut anywhere: also in the middle of a line end, or of a character."""
    sizes = random.Random(3)
    while piece := reply.raw.read(sizes.randrange(1, 6), decode_content=True):
        yield piece


def events(body: Iterator[bytes]) -> Iterator[Json]:
    """Server-sent events of data only."""
    held = b""
    for piece in body:
        held += piece
        while b"\n\n" in held:
            block, held = held.split(b"\n\n", 1)
            if not block.startswith(b"data: "):
                raise Failed(f"no data: {block!r}")
            yield json.loads(block.removeprefix(b"data: ").decode("utf-8"))
    if held:
        raise Failed(f"the stream ended within an event: {held!r}")


def run(arguments: argparse.Namespace) -> Json:
    """Upload, poll, suggested questions, ask, source, download, delete."""
    host = Host(arguments.host, arguments.key)
    if arguments.website:
        uploaded = host.data("POST", "/documents/website", json={"website": arguments.website})
    else:
        uploaded = host.upload(arguments.file, arguments.ocr)
    upload_id = uploaded["id"]
    statuses = host.poll(upload_id)
    suggested = host.data("GET", "/questions/suggested", params={"upload_id": upload_id})
    answered = host.ask(upload_id, arguments.question)
    if "source_info" not in answered[-1]:
        raise Failed("the stream ended without its sources")
    stored = host.data("GET", f"/questions/{answered[-1]['id']}")
    downloaded = host.session.get(f"{host.base}/documents/{upload_id}/download", timeout=60)
    arguments.download.write_bytes(downloaded.content)
    host.data("DELETE", f"/documents/{upload_id}")
    gone = host.session.get(f"{host.base}/documents/{upload_id}", timeout=60)
    return {
        "uploaded": uploaded,
        "statuses": statuses,
        "suggested": suggested,
        "answer": "".join(event["answer"] for event in answered),
        "source_info": answered[-1]["source_info"],
        "stored": {name: stored[name] for name in ("question", "answer", "type", "source_info")},
        "media_type": downloaded.headers["Content-Type"].split(";")[0],
        "gone": gone.status_code,
    }


def main() -> int:
    """Run it on what the command line names."""
    parser = argparse.ArgumentParser()
    parser.add_argument("host")
    parser.add_argument("key")
    parser.add_argument("question")
    parser.add_argument("download", type=Path)
    parser.add_argument("--file", type=Path)
    parser.add_argument("--ocr")
    parser.add_argument("--website")
    json.dump(run(parser.parse_args()), sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
