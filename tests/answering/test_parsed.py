"""Answers over PDFs made by typst and read by the real parser: what is cited is read back with another PDF library."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
import typst

from chatdoc_server.answering import ExtractiveAnswerer, Inquiry
from chatdoc_server.citations import rectangles
from chatdoc_server.document import Document, Rect
from chatdoc_server.document.codec import decode
from chatdoc_server.parsing.base import Depth, Layout, Limits, Reading
from chatdoc_server.parsing.isolation import IsolatedReader
from tests.answering.asking import ID, Answer, gather
from tests.answering.builder import hits_of

SOURCE = """
#set page(width: 612pt, height: 792pt, margin: 72pt)
#set text(size: 10pt)
= ACME Corporation Annual Report 2022
ACME Corp. is a global leader in rockets and anvils. It was founded in 1949 by two brothers from Ohio. The company
employs approximately 1,200 people in the U.S., Canada and Europe. Its Chief Executive Officer is Jane Wile, who
joined from Apex Inc. in 2019.

The rocket business grew because demand from roadrunner hunters rose in every region. New engines were delivered
late. Management expects that supply will recover within two quarters.

Anvil sales fell, as coyotes turned to magnets. The plant in Tucson was closed in March and 85 jobs were lost.

#pagebreak()
= Consolidated Statements of Income
(in millions, except per share amounts)
#table(columns: (220pt, 70pt, 70pt, 70pt), stroke: none, align: (left, right, right, right),
  table.hline(),
  [Years ended December 31,], [2022], [2021], [2020],
  table.hline(),
  [Net sales], [\\$ 4,000], [\\$ 3,500], [\\$ 3,000],
  [Cost of sales], [2,000], [1,900], [1,800],
  [Goodwill impairment], [271], [—], [12],
  [Other income (expense), net], [(1,749)], [20], [3],
  [Income taxes], [90], [80], [70],
  [Net income (loss)], [\\$ 500], [\\$ 400], [\\$ (20)],
  table.hline(),
)
"""


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("typst")
    source = folder / "report.typ"
    source.write_text(SOURCE, "utf-8")
    typst.compile(str(source), output=str(folder / "report.pdf"))
    return folder / "report.pdf"


@pytest.fixture(scope="module")
def document(path: Path) -> Iterator[Document]:
    parser = IsolatedReader(Limits(pages=10, tokens_per_page=10_000, seconds=60, memory_bytes=4 << 30))
    try:
        yield decode(parser.parse(path, Layout.PAGED, Reading(Depth.ELITE), lambda _done, _total: None))
    finally:
        parser.close()


def answer(document: Document, question: str) -> Answer:
    inquiry = Inquiry(question=question, documents={ID: document}, hits=hits_of(document))
    return asyncio.run(gather(ExtractiveAnswerer(), inquiry))


def printed_under(path: Path, rects: list[Rect]) -> str:
    """What another PDF library finds printed inside some rectangles, without spaces."""
    with pypdfium2.PdfDocument(path) as pdf:
        texts = []
        for rect in rects:
            page = pdf[rect.page]
            height = page.get_height()
            left, top, right, bottom = rect.box
            text_page = page.get_textpage()
            texts.append(text_page.get_text_bounded(left - 0.5, height - bottom - 0.5, right + 0.5, height - top + 0.5))
            text_page.close()
            page.close()
    return "".join("".join(texts).split())


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("How many people does the company employ?", "approximately 1,200 people"),
        ("Who is the Chief Executive Officer?", "Jane Wile"),
        ("Why did the rocket business grow?", "demand from roadrunner hunters"),
        ("What happened to the plant in Tucson?", "85 jobs were lost"),
        ("What was goodwill impairment expense in 2022?", ": $271 million"),
        ("How much were net sales in FY2021?", ": $3,500 million"),
        ("What was other income in 2022?", ": $(1,749) million (negative)"),
        ("What was the net loss in 2020?", ": $(20) million (negative)"),
    ],
)
def test_answers_stand_word_for_word_under_their_rectangles(
    path: Path, document: Document, question: str, expected: str
) -> None:
    got = answer(document, question)
    assert expected in got.text
    assert got.pieces
    for text, supports in got.pieces:
        for support in supports:
            rects = [rect for span in support.spans for rect in rectangles(document, span)]
            under = printed_under(path, rects)
            said = "".join("".join(document.text_of(span) for span in support.spans).split())
            assert under == said
            shown = text.split("“")[-1].rstrip("”") if "“" in text else text.rsplit(": ", 1)[-1]
            if "“" in text:
                assert "".join(shown.split()) == under
            else:
                assert under.strip("$") in shown.replace(" ", "")


def test_what_is_not_in_the_pdf_is_refused(document: Document) -> None:
    got = answer(document, "What does the report say about Napoleon's invasion of Belgium?")
    assert got.text.startswith("The document does not state this.")
