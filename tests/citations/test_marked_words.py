"""Markers end to end: made PDFs, read by the real parser, answered with a model and without, and read back.

Every marker must have the figure or the quotation under it that its sentence states, whoever wrote the sentence: the
service itself, a peer that writes what is true and what is not, or a real model that is weak at answers.
"""

import asyncio
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
import typst

from chatdoc_server.answering import Answerer, AnswerFailed, ExtractiveAnswerer, Inquiry
from chatdoc_server.answering.base import AnswerEvent
from chatdoc_server.answering.model.chat import LLMOptions
from chatdoc_server.answering.model.llm import LLMAnswerer
from chatdoc_server.citations.verification.verified import verified
from chatdoc_server.document import Document
from chatdoc_server.document.codec import decode
from chatdoc_server.parsing.base import Depth, Layout, Limits, Reading
from chatdoc_server.parsing.isolation import IsolatedReader
from tests.answering.builder import hits_of
from tests.answering.peer import Call, peer
from tests.citations.made_report import Facts, drawn
from tests.citations.marked import Marked, marked
from tests.llm_server import CONTEXT, llm_url

__all__ = ["llm_url"]

ID = "doc"
SEEDS = (1, 2, 3)


@dataclass(frozen=True)
class Made:
    """A report of made-up facts: its file, and what the parser reads."""

    path: Path
    document: Document
    facts: Facts

    def inquiry(self, question: str = "How did the company do?") -> Inquiry:
        return Inquiry(question=question, documents={ID: self.document}, hits=hits_of(self.document))


def read(path: Path, reader: IsolatedReader) -> Document:
    return decode(reader.parse(path, Layout.PAGED, Reading(Depth.ELITE), lambda _done, _total: None))


def write(seed: int, folder: Path, reader: IsolatedReader) -> Made:
    facts = drawn(seed)
    source, path = folder / f"{seed}.typ", folder / f"{seed}.pdf"
    source.write_text(facts.source, "utf-8")
    typst.compile(str(source), output=str(path))
    return Made(path, read(path, reader), facts)


@pytest.fixture(scope="module")
def reader() -> Iterator[IsolatedReader]:
    reader = IsolatedReader(Limits(pages=10, tokens_per_page=10_000, seconds=60, memory_bytes=4 << 30))
    try:
        yield reader
    finally:
        reader.close()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, reader: IsolatedReader) -> list[Made]:
    folder = tmp_path_factory.mktemp("made")
    return [write(seed, folder, reader) for seed in SEEDS]


async def gathered(answerer: Answerer, inquiry: Inquiry) -> list[AnswerEvent]:
    return [event async for event in verified(answerer.answer(inquiry), inquiry)]


def test_without_a_model_every_line_stands_under_its_markers(made: Sequence[Made]) -> None:
    for one in made:
        for question in one.facts.questions:
            inquiry = one.inquiry(question)
            lines = marked(one.path, asyncio.run(gathered(ExtractiveAnswerer(), inquiry)), inquiry)
            assert any(line.under for line in lines), question
            assert [line.sentence for line in lines if not line.under] == []
            for line in lines:
                for under in line.under:
                    assert not _alone(line, under).astray or "=" in line.sentence or "→" in line.sentence


def _alone(line: Marked, under: str) -> Marked:
    return Marked(line.sentence, (under,))


@pytest.mark.parametrize("markers", ["none", "right or wrong", "after the full stop"])
def test_a_peer_that_writes_true_and_false_is_told_apart(made: Sequence[Made], markers: str) -> None:
    for seed, one in zip(SEEDS, made, strict=True):
        dice = random.Random(seed)
        sentences = [*one.facts.true, *one.facts.wrong]
        dice.shuffle(sentences)
        answer = " ".join(_with_marker(sentence, markers, dice) for sentence in sentences)
        inquiry = one.inquiry()
        found = marked(one.path, asyncio.run(_from_peer(answer, inquiry)), inquiry)
        assert [line.sentence for line in found] == sentences
        assert {line.sentence for line in found if line.under} == set(one.facts.true)
        assert [line.astray for line in found if line.under and line.astray] == []


def _with_marker(sentence: str, markers: str, dice: random.Random) -> str:
    number = dice.randrange(1, 5)
    if markers == "none":
        return sentence
    return f"{sentence} [{number}]" if markers == "after the full stop" else f"{sentence[:-1]} [{number}]."


def test_sentences_without_spaces_are_marked_and_not_their_whole_lines(tmp_path: Path, reader: IsolatedReader) -> None:
    if "Noto Sans CJK SC" not in typst.Fonts().families():
        pytest.skip("no Chinese font is installed")
    true = ("公司在上海设有3家工厂。", "李明是首席执行官。", "渡轮于每日7时离港。", "票价为25元。")
    source = f"""
#set page(width: 300pt, height: 400pt, margin: 40pt)
#set text(font: "Noto Sans CJK SC", size: 10pt, lang: "zh")
{"".join(true)}其余事项另行公告。{"".join(true[::-1])}
"""
    (tmp_path / "a.typ").write_text(source, "utf-8")
    typst.compile(str(tmp_path / "a.typ"), output=str(tmp_path / "a.pdf"))
    document = read(tmp_path / "a.pdf", reader)
    inquiry = Inquiry(question="情况如何？", documents={ID: document}, hits=hits_of(document))
    found = marked(tmp_path / "a.pdf", asyncio.run(_from_peer("".join(true), inquiry)), inquiry)
    assert [line.sentence for line in found] == list(true)
    for line in found:
        assert ["".join(under.split()) for under in line.under] == [line.sentence]


async def _from_peer(answer: str, inquiry: Inquiry) -> list[AnswerEvent]:
    async def script(call: Call) -> None:
        await call.head()
        for start in range(0, len(answer), 7):
            await call.say(answer[start : start + 7])
        await call.end()

    async with peer(script) as (url, _):
        answerer = LLMAnswerer(LLMOptions(url=url, model="test", timeout_seconds=20.0))
        try:
            return await gathered(answerer, inquiry)
        finally:
            await answerer.close()


def test_of_a_weak_model_nothing_stands_that_the_page_does_not_say(made: Sequence[Made], llm_url: str) -> None:
    one = made[0]

    async def ask(question: str) -> list[AnswerEvent]:
        options = LLMOptions(url=llm_url, model="test", context_tokens=CONTEXT, answer_tokens=90, timeout_seconds=120.0)
        answerer = LLMAnswerer(options)
        try:
            return await gathered(answerer, one.inquiry(question))
        except AnswerFailed:
            return []
        finally:
            await answerer.close()

    found = [
        line
        for question in (one.facts.questions[0], one.facts.questions[4], "Summarize the report with all figures.")
        for line in marked(one.path, asyncio.run(ask(question)), one.inquiry(question))
    ]
    assert found, "a sentence at least claims something"
    assert [line.astray for line in found if line.under and line.astray] == []
