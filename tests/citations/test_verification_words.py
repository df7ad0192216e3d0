"""Names, dates, denials and words: a sentence is supported where one says the same of the same."""

import pytest

from chatdoc_server.citations.verification.dates import times
from tests.answering.builder import DocumentBuilder, hits_of
from tests.citations.written import PROSE, TABLE, TERMS, checked, words_cited


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("ACME makes rockets in Ohio.", "ACME makes rockets in Ohio."),
        ("Alice Smith is the CEO.", "Alice Smith is the CEO, and Bob Jones is the CFO."),
        ("Bob Jones serves as CFO.", "Alice Smith is the CEO, and Bob Jones is the CFO."),
        ("The CEO is Alice Smith, and the CFO is Bob Jones.", "Alice Smith is the CEO, and Bob Jones is the CFO."),
        ("The Dayton plant was not closed in 2021.", "The plant in Dayton was not closed in 2021."),
        ("The agreement ends on March 31, 2024.", "The agreement ends on March 31, 2024, unless it is renewed."),
        ("The agreement ends on 31 March 2024.", "The agreement ends on March 31, 2024, unless it is renewed."),
        ("The agreement ends on 2024-03-31.", "The agreement ends on March 31, 2024, unless it is renewed."),
        ("The agreement ends on 31.03.2024.", "The agreement ends on March 31, 2024, unless it is renewed."),
        ("The agreement ends in March 2024.", "The agreement ends on March 31, 2024, unless it is renewed."),
    ],
)
def test_a_sentence_is_cited_by_the_one_that_says_it(sentence: str, words: str) -> None:
    for named in ((), (PROSE,), (TABLE,), (TERMS,)):
        assert words_cited(sentence, *named) == [words]


@pytest.mark.parametrize(
    "sentence",
    [
        "Bob Jones is the CEO.",
        "Alice Smith is the CFO.",
        "Carol Smith is the CEO.",
        "The CEO is Bob Jones, and the CFO is Alice Smith.",
        "The agreement ends on April 1, 2024.",
        "The agreement ends on March 31, 2025.",
        "The agreement ends on March 30, 2024.",
        "The Dayton plant was closed in 2021.",
        "The Dayton plant was not closed in 2022.",
        "The Akron plant was not closed in 2021.",
        "ACME does not make rockets in Ohio.",
        "ACME makes bicycles in Ohio.",
        "ACME makes rockets in Texas.",
        "ACME was founded in 1952 by Jane Doe.",
        "The moon is made of cheese.",
    ],
)
def test_a_wrong_name_date_or_denial_is_unsupported_whatever_marker_it_has(sentence: str) -> None:
    for named in ((), ((PROSE, TABLE, TERMS),)):
        assert words_cited(sentence, *named) is None


@pytest.mark.parametrize(
    "sentence",
    [
        "Here is a summary:",
        "The main points are:",
        "I hope this helps!",
        "Yes.",
        "The documents do not state this.",
        "Is that what you want to know?",
        "## Results of 2022",
        "**Overview**",
        "以下是要点：",
        "文档中没有说明这一点。",
    ],
)
def test_what_claims_nothing_is_neither_cited_nor_told(sentence: str) -> None:
    found = checked(sentence, (PROSE,))
    assert (found.text, found.cited, found.unsupported) == (sentence, {}, [])


def test_a_pronoun_takes_the_sentence_along_that_names_what_it_stands_for() -> None:
    builder = DocumentBuilder().paragraph("Maria Lopez leads Research. She joined from Apex in 2019. Rents are high.")
    document = builder.build()
    found = checked("Maria Lopez joined from Apex in 2019.", document=document, hits=hits_of(document))
    assert list(found.cited.values()) == [["Maria Lopez leads Research.", "She joined from Apex in 2019."]]


def test_words_in_a_table_are_cited_by_their_cells() -> None:
    builder = DocumentBuilder().table(
        [["Office", "City", "Head"], ["Headquarters", "Larkfield", "Jane Wile"], ["Branch", "Ostrand", "Tom Reed"]]
    )
    document = builder.build()
    hits = hits_of(document)
    found = checked("Jane Wile heads the headquarters in Larkfield.", document=document, hits=hits)
    [cells] = found.cited.values()
    assert set(cells) >= {"Larkfield", "Jane Wile"}
    assert not {"Ostrand", "Tom Reed"} & set(cells)
    assert checked("Tom Reed heads the headquarters in Larkfield.", document=document, hits=hits).unsupported


def test_general_knowledge_is_told_as_unsupported() -> None:
    assert checked("Paris is the capital of France.").unsupported == ["Paris is the capital of France."]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2022-03-31", (2022, 3, 31)),
        ("March 31, 2022", (2022, 3, 31)),
        ("31 March 2022", (2022, 3, 31)),
        ("31.03.2022", (2022, 3, 31)),
        ("31. März 2022", (2022, 3, 31)),
        ("31 de marzo de 2022", (2022, 3, 31)),
        ("2022年3月31日", (2022, 3, 31)),
        ("03/31/2022", (2022, 3, 31)),
        ("May 2022", (2022, 5, 0)),
    ],
)
def test_dates_are_read_as_they_are_written(text: str, date: tuple[int, int, int]) -> None:
    [found] = times(f"on {text} it began").dates
    assert (found.year, found.month, found.day) == date


def test_chinese_sentences_are_matched() -> None:
    builder = DocumentBuilder().paragraph(
        "本公司成立于二〇一二年三月五日。公司在上海设有三家工厂。公司不对外提供担保。"
    )
    document = builder.build()
    document = type(document)(pages=document.pages, elements=document.elements, words=document.words, language="zh")
    hits = hits_of(document)
    for right, words in (
        ("公司成立于2012年3月5日。", "本公司成立于二〇一二年三月五日。"),
        ("公司在上海设有3家工厂。", "公司在上海设有三家工厂。"),
    ):
        assert list(checked(right, document=document, hits=hits).cited.values()) == [[words]]
    for wrong in ("公司成立于2013年3月5日。", "公司在上海设有5家工厂。", "公司对外提供担保。"):
        assert checked(wrong, document=document, hits=hits).unsupported == [wrong]


def test_chinese_names_are_not_swapped_between_clauses() -> None:
    builder = DocumentBuilder().paragraph(
        "张三是首席执行官，李四是首席财务官。公司在上海设有三家工厂，在北京设有两家仓库。"
    )
    document = builder.build()
    document = type(document)(pages=document.pages, elements=document.elements, words=document.words, language="zh")
    hits = hits_of(document)
    for right in ("张三是首席执行官。", "李四是首席财务官。", "公司在上海设有三家工厂。"):
        assert checked(right, document=document, hits=hits).cited
    for wrong in ("李四是首席执行官。", "张三是首席财务官。", "王五是首席执行官。"):
        assert checked(wrong, document=document, hits=hits).unsupported == [wrong]
