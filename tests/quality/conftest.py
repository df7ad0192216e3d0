"""All documents taken in and all questions asked, once for all tests here."""

import re
from collections.abc import Generator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass

import pypdfium2
import pytest

from tests.api_client import Client, Json
from tests.flowing.pages import Page, text_of
from tests.quality.material import FILES, material
from tests.quality.questions import Question, questions
from tests.quality.scoring import Cited, Verdict, found_in, judge
from tests.service import Service
from tests.words import ShownWords

SECONDS_TO_READ = 180
FIRST = 5


@dataclass(frozen=True, slots=True)
class Result:
    """A question, its answer with markers, what stands at each of its sources, and the verdict.

    `found` tells whether the evidence is among the first `FIRST` passages of a search for the question.
    """

    question: Question
    answer: str
    cited: tuple[Cited, ...]
    verdict: Verdict
    found: bool


class Shown:
    """A document as readers see it: looks up the words at a source."""

    def __init__(self, data: bytes) -> None:
        self._page = None if data.startswith(b"%PDF") else Page(data)
        self._words = ShownWords(data) if self._page is None else None
        self._pages = _page_texts(data) if self._page is None else []

    def close(self) -> None:
        if self._words:
            self._words.close()

    def at(self, source: Json) -> Cited:
        """The words at a source."""
        if self._page is not None:
            return Cited(" ".join(self._page.texts_of([source])), text_of(self._page.root))
        assert self._words
        pages = [self._pages[int(number)] for number in source if number != "upload_id"]
        return Cited(self._words.under([source]), "\n".join(pages))


@pytest.fixture(scope="session")
def uploaded(service: Service) -> Mapping[str, str]:
    """The ids of all documents, which are ready."""
    with service.client() as client:
        found = {name: client.upload(material(name).data, material(name).name) for name in FILES}
        for upload_id in found.values():
            assert client.finished(upload_id, SECONDS_TO_READ)["status"] == 300
    return found


@pytest.fixture(scope="session")
def shown(service: Service, uploaded: Mapping[str, str]) -> Generator[Mapping[str, Shown]]:
    """The documents as readers see them, by their ids."""
    with service.client() as client:
        found = {
            upload_id: Shown(client.http.get(f"/documents/{upload_id}/download").content)
            for upload_id in uploaded.values()
        }
    yield found
    for one in found.values():
        one.close()


@pytest.fixture(scope="session")
def results(service: Service, uploaded: Mapping[str, str], shown: Mapping[str, Shown]) -> list[Result]:
    """Every question with its answer, judged."""
    with service.client() as client:
        return [_result(client, uploaded, shown, question) for question in questions()]


def _result(client: Client, uploaded: Mapping[str, str], shown: Mapping[str, Shown], question: Question) -> Result:
    answer, sources = _ask(client, [uploaded[name] for name in question.documents], question)
    cited = tuple(shown[source["upload_id"]].at(source) for source in sources)
    searched = {"upload_ids": [uploaded[name] for name in question.documents], "query": question.question}
    hits = client.data("POST", "/search", json={**searched, "limit": FIRST})
    passages = [shown[hit["upload_id"]].at(hit["source"]) for hit in hits]
    return Result(question, answer, cited, judge(question, answer, cited), found_in(question, passages))


def _ask(client: Client, upload_ids: Sequence[str], question: Question) -> tuple[str, list[Json]]:
    roles = ("user", "assistant")
    body: Json = {
        "question": question.question,
        "history": [{"role": roles[turn % 2], "content": said} for turn, said in enumerate(question.history)],
        "detailed_citation": True,
        "stream": False,
    }
    if len(upload_ids) > 1:
        reply = client.data("POST", "/questions/multi-documents", json={**body, "upload_ids": upload_ids})
    else:
        reply = client.data("POST", "/questions", json={**body, "upload_id": upload_ids[0]})
    return reply["answer"], reply["source_info"]


def _page_texts(data: bytes) -> list[str]:
    with closing(pypdfium2.PdfDocument(data)) as pdf:
        return [re.sub("[\ufffe\x02]\r?\n?", "", page.get_textpage().get_text_range()) for page in pdf]
