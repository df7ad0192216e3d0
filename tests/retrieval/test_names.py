"""Rows, numbered parts and sections that a question names."""

import numpy as np
import pytest
from numpy.typing import NDArray

from chatdoc_server.indexing.embedding.choice import Embedders
from chatdoc_server.indexing.index import DocumentIndex
from chatdoc_server.indexing.keys import Kind
from chatdoc_server.questions.items import ITEMS
from chatdoc_server.retrieval.base import Asked
from chatdoc_server.retrieval.names import OTHER_PERIOD, item_rows, numbered_parts, whole_names
from chatdoc_server.retrieval.search import search
from tests.indexing.documents import Builder
from tests.retrieval.indexes import opened

ITEM = {item.name: item for item in ITEMS}


@pytest.fixture(scope="module")
def handbook(embedders: Embedders) -> Asked:
    builder = Builder().heading("Handbook").text("This handbook tells how the plant is run and who answers for it.")
    for number, (title, text) in enumerate(
        [
            ("Scope", "It applies to everyone on the premises."),
            ("Night shifts", "A shift at night lasts eight hours at most."),
            ("Leases", "Machines are leased for four years, and the lease may be extended once."),
            ("Safety", "Helmets are worn in the hall. Visitors to the hall are guided by the person in charge."),
        ],
        start=1,
    ):
        builder.new_page().heading(f"{number}.1 {title}", level=2).text(text)
    builder.new_page().heading("Note 12. Leases", level=2).text("Amounts due after one year are shown below.")
    builder.table([["", "2022", "2021"], ["Net sales", "1,234", "1,111"], ["Inventories", "55", "44"]])
    builder.new_page().heading("Overview", level=2).text("Net sales and inventories rose, and net sales of parts fell.")
    document = builder.build()
    return Asked("handbook", document, opened(document, embedders))


def pages_of(index: DocumentIndex, scores: NDArray[np.float32]) -> list[int]:
    """The pages whose passages have a score, the best first."""
    ranked = sorted(zip(scores.tolist(), index.pages.tolist(), strict=True), key=lambda pair: -pair[0])
    return [page for score, page in ranked if score > 0]


def test_a_row_of_the_items_name_is_told_from_a_text_that_mentions_it(handbook: Asked) -> None:
    index, pages = handbook.index, handbook.index.pages.astype("int64")
    both = item_rows([ITEM["revenue"], ITEM["inventory"]], [2022], [index], pages)
    assert set(pages_of(index, both)) == {5}
    assert both.max() == 1
    other = item_rows([ITEM["revenue"], ITEM["inventory"]], [2019], [index], pages)
    assert other.max() == pytest.approx(OTHER_PERIOD)
    assert item_rows([ITEM["revenue"], ITEM["goodwill"]], [], [index], pages).max() == pytest.approx(0.5)
    assert item_rows([ITEM["goodwill"]], [], [index], pages).max() == 0


def test_the_longest_name_counts(handbook: Asked) -> None:
    index = handbook.index
    assert pages_of(index, whole_names("What were net sales?", Kind.ROW, [index])) == [5]
    assert pages_of(index, whole_names("What were sales?", Kind.ROW, [index])) == []
    assert pages_of(index, whole_names("What is said about night shifts?", Kind.HEADING, [index])) == [2]


@pytest.mark.parametrize(
    ("question", "pages"),
    [
        ("What does Note 12 say?", [5]),
        ("What does section 2.1 say?", [2]),
        ("What does Section 9.1 say?", []),
        ("Who is in charge of 2 halls?", []),
    ],
)
def test_numbered_parts_are_found_by_their_number(handbook: Asked, question: str, pages: list[int]) -> None:
    found = pages_of(handbook.index, numbered_parts(question, [handbook.index]))
    assert list(dict.fromkeys(found)) == pages


@pytest.mark.parametrize(
    ("question", "page"),
    [
        ("What does section 1.1 say?", 1),
        ("What does the section on leases say about an extension?", 3),
        ("Summarize “Safety”.", 4),
        ("What is due after one year according to Note 12?", 5),
        ("How high were inventories in 2021?", 5),
    ],
)
def test_a_section_that_is_named_comes_first(handbook: Asked, embedders: Embedders, question: str, page: int) -> None:
    assert search(question, [handbook], embedders, 3)[0].passage.page == page
