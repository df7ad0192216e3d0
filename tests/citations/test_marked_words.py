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
from tests.citations.marked import Marked, marked
from tests.llm_server import CONTEXT, llm_url

__all__ = ["llm_url"]

ID = "doc"
SEEDS = (1, 2, 3)
_NAMES = ["Alder", "Brook", "Cedar", "Dorset", "Ember", "Fallow", "Garnet", "Hollis"]
_PLACES = ["Larkfield", "Ostrand", "Tarnwick", "Quenby"]
_MONTHS = ["March", "June", "September"]


@dataclass(frozen=True)
class Made:
    """A document of made-up facts: its file, what the parser reads, and sentences true of it and not."""

    path: Path
    document: Document
    true: tuple[str, ...]
    wrong: tuple[str, ...]
    questions: tuple[str, ...]

    def inquiry(self, question: str = "How did the company do?") -> Inquiry:
        return Inquiry(question=question, documents={ID: self.document}, hits=hits_of(self.document))


def read(path: Path, reader: IsolatedReader) -> Document:
    return decode(reader.parse(path, Layout.PAGED, Reading(Depth.ELITE), lambda _done, _total: None))


def write(seed: int, folder: Path, reader: IsolatedReader) -> Made:
    """A document of two pages, with sentences about it."""
    dice = random.Random(seed)
    chief, treasurer = dice.sample(_NAMES, 2)
    here, there = dice.sample(_PLACES, 2)
    sales, before = dice.randrange(3000, 9000), dice.randrange(1000, 2900)
    costs, spent = dice.randrange(400, 900), dice.randrange(1100, 1900)
    loss = dice.randrange(101, 399)
    people, plants = dice.randrange(1100, 1990), dice.randrange(3, 9)
    day, month = dice.randrange(2, 29), dice.choice(_MONTHS)
    up = dice.randrange(11, 19)
    source = f"""
#set page(width: 612pt, height: 792pt, margin: 72pt)
#set text(size: 10pt)
= Norwell Annual Report
The company employs {people:,} people in {plants} plants. Jane {chief} is the Chief Executive Officer, and Tom
{treasurer} is the Treasurer. The lease in {here} ends on {month} {day}, 2027. The plant in {there} was not sold.
Orders from abroad rose {up}% in 2022, after a strike had kept them low.
#pagebreak()
= Consolidated Statements of Income
(in millions)
#table(columns: (220pt, 70pt, 70pt), stroke: none, align: (left, right, right),
  table.hline(), [Years ended December 31,], [2022], [2021], table.hline(),
  [Net sales], [\\$ {sales:,}], [\\$ {before:,}],
  [Cost of sales], [{costs}], [{costs - 37}],
  [Purchases of property, plant and equipment], [({spent:,})], [({spent - 55:,})],
  [Net income (loss)], [({loss})], [{loss + 17}], table.hline())
"""
    path = folder / f"{seed}.pdf"
    (folder / f"{seed}.typ").write_text(source, "utf-8")
    typst.compile(str(folder / f"{seed}.typ"), output=str(path))
    document = read(path, reader)
    return Made(
        path,
        document,
        true=(
            f"Net sales were ${sales:,} million in 2022.",
            f"Net sales were ${sales:,} million in 2022 and ${before:,} million in 2021.",
            f"The cost of sales was ${costs} million in 2022.",
            f"There was a net loss of ${loss} million in 2022.",
            f"Capital expenditures were about ${spent / 1000:.1f} billion in 2022.",
            f"The company employs {people:,} people.",
            f"Jane {chief} is the Chief Executive Officer.",
            f"The lease in {here} ends on {day} {month} 2027.",
            f"The plant in {there} was not sold.",
            f"Orders from abroad rose by {up}% in 2022.",
        ),
        wrong=(
            f"Net sales were ${sales + 1:,} million in 2022.",
            f"Net sales were ${sales:,} billion in 2022.",
            f"Net sales were ${before:,} million in 2022 and ${sales:,} million in 2021.",
            f"The cost of sales was ${sales:,} million in 2022.",
            f"Net income was ${loss} million in 2022.",
            f"Capital expenditures were ${spent + 40:,} million in 2022.",
            f"The company employs {people + 10:,} people.",
            f"Tom {treasurer} is the Chief Executive Officer.",
            f"The lease in {here} ends on {day + 1} {month} 2027.",
            f"The lease in {there} ends on {day} {month} 2027.",
            f"The plant in {there} was sold.",
            f"Orders from abroad fell by {up}% in 2022.",
        ),
        questions=(
            "What were net sales in 2022?",
            "What was the cost of sales in 2021?",
            "By how much did net sales change from 2021 to 2022?",
            "How much did the company spend on property, plant and equipment in 2022?",
            "How many people does the company employ?",
            "Who is the Chief Executive Officer?",
            f"When does the lease in {here} end?",
            "How much did orders from abroad rise?",
        ),
    )


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
        for question in one.questions:
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
        sentences = [*one.true, *one.wrong]
        dice.shuffle(sentences)
        answer = " ".join(_with_marker(sentence, markers, dice) for sentence in sentences)
        inquiry = one.inquiry()
        found = marked(one.path, asyncio.run(_from_peer(answer, inquiry)), inquiry)
        assert [line.sentence for line in found] == sentences
        assert {line.sentence for line in found if line.under} == set(one.true)
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
        for question in (one.questions[0], one.questions[4], "Summarize the report with all figures.")
        for line in marked(one.path, asyncio.run(ask(question)), one.inquiry(question))
    ]
    assert found, "a sentence at least claims something"
    assert [line.astray for line in found if line.under and line.astray] == []
