"""A program on top of a client that was generated from the contract's facts; what it saw goes to standard output.

    PYTHONPATH=<where the package `hosted` is> generated.py HOST KEY QUESTION DOWNLOAD (--file FILE | --website URL)

All that it adds to the generated client is `Opened`, which hands it what stands in the envelope, and a stream as one
value.
"""

import argparse
import json
import sys
import time
from pathlib import Path
from typing import Any

import hosted  # type: ignore[import-not-found]  # generated when the tests run

READY = 300
GIVE_UP_SECONDS = 300
POLL_SECONDS = 0.3

Json = dict[str, Any]


class Opened:
    """Stands between the generated client and its connection: opens envelopes, and gathers streams."""

    def __init__(self, connection: Any) -> None:  # noqa: ANN401  # generated code has no types to speak of
        self._connection = connection

    def request(self, *arguments: object, **options: object) -> Any:  # noqa: ANN401
        """The reply with its data opened once it is read."""
        reply = self._connection.request(*arguments, **options)
        read = reply.read

        def opened() -> bytes:
            body: bytes = read()
            kind = reply.response.headers.get("content-type", "").split(";")[0]
            if kind == "application/json":
                content = json.loads(body)
                if content.get("status") == "ok":
                    body = json.dumps(content["data"]).encode()
            elif kind == "text/event-stream":
                body = json.dumps(_gathered(body)).encode()
                reply.response.headers["content-type"] = "application/json"
            reply.data = body
            return body

        reply.read = opened
        return reply


def _gathered(body: bytes) -> Json:
    lines = [line for line in body.decode().split("\n") if line]
    events = [json.loads(line.removeprefix("data: ")) for line in lines]
    return {**events[-1], "answer": "".join(event["answer"] for event in events)}


def _poll(documents: Any, upload_id: str) -> list[int]:  # noqa: ANN401
    seen: list[int] = []
    deadline = time.monotonic() + GIVE_UP_SECONDS
    while time.monotonic() < deadline:
        document = documents.get_document_documents_upload_id_get(upload_id)
        seen.append(int(document.status))
        if document.status < 0:
            raise SystemExit(f"{int(document.status)}: {document.error_msg}")
        if document.status >= READY:
            return seen
        time.sleep(POLL_SECONDS)
    raise SystemExit(f"still {seen[-1]} after {GIVE_UP_SECONDS} s")


def run(arguments: argparse.Namespace) -> Json:
    """Upload, poll, suggested questions, ask, source, download, delete."""
    configuration = hosted.Configuration(host=f"{arguments.host}/api/v2", access_token=arguments.key)
    with hosted.ApiClient(configuration) as client:
        client.rest_client = Opened(client.rest_client)
        documents, questions = hosted.DocumentsApi(client), hosted.QuestionsApi(client)
        if arguments.website:
            body = hosted.WebsiteReq(website=arguments.website)
            uploaded = documents.upload_document_documents_website_post(body)
        else:
            content = (arguments.file.name, arguments.file.read_bytes())
            ocr = hosted.UploadOcrType(arguments.ocr) if arguments.ocr else None
            uploaded = documents.upload_document_documents_upload_post(content, ocr=ocr)
        statuses = _poll(documents, uploaded.id)
        suggested = questions.get_suggested_questions_questions_suggested_get(uploaded.id)
        asked = hosted.QuestionReq(upload_id=uploaded.id, question=arguments.question)
        answer = questions.ask_question_questions_post(asked)
        stored = questions.get_question_questions_question_id_get(answer["id"])
        download = documents.download_document_documents_upload_id_download_get_without_preload_content(uploaded.id)
        arguments.download.write_bytes(download.read())
        documents.delete_document_documents_upload_id_delete(uploaded.id)
        try:
            documents.get_document_documents_upload_id_get(uploaded.id)
        except hosted.ApiException as error:
            gone = error.status
        else:
            gone = 200
        return {
            "uploaded": json.loads(uploaded.to_json()),
            "statuses": statuses,
            "suggested": suggested,
            "answer": answer["answer"],
            "source_info": answer["source_info"],
            "stored": {
                "question": stored.question,
                "answer": stored.answer,
                "type": stored.type.value,
                "source_info": stored.source_info,
            },
            "media_type": download.headers["content-type"].split(";")[0],
            "gone": gone,
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
