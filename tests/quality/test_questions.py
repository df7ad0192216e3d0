"""The questions are what they should be: enough of each kind, with evidence that stands in their documents."""

import re
from collections import Counter
from contextlib import closing

import pypandoc
import pypdfium2
import pytest

from tests.quality.material import FILES, SOURCES, material, sheets
from tests.quality.questions import Part, Question, questions
from tests.quality.scoring import Cited, Verdict, found_in, holds, is_refusal, judge, says_figure, supports

AT_LEAST = {
    "absent": 90, "computation": 50, "cross-document": 10, "definition": 20, "follow-up": 20, "instruction": 8,
    "list": 25, "lookup": 140, "multi-part": 15, "summary": 8, "yes-no": 50,
}  # fmt: skip
AT_LEAST_HELD = 80
ASKED = questions()


def texts(document: str) -> list[str]:
    """A document's text, page by page where it has pages, not read by the service."""
    name = FILES[document]
    if name.endswith(".pdf"):
        with closing(pypdfium2.PdfDocument(material(document).data)) as pdf:
            pages = [page.get_textpage().get_text_range() for page in pdf]
            return [re.sub("[\ufffe\x02]\r?\n?", "", page) for page in pages]
    if name.endswith(".csv"):
        return [(SOURCES / name).read_text().replace(",", " ")]
    if name.endswith(".xlsx"):
        return [" ".join(str(cell) for rows in sheets(document).values() for row in rows for cell in row)]
    source = SOURCES / name if name.endswith(".html") else SOURCES / f"{document}.md"
    return [pypandoc.convert_file(str(source), "plain", extra_args=["--wrap=none", "--columns=200"])]


@pytest.fixture(scope="module")
def read() -> dict[str, list[str]]:
    return {document: texts(document) for document in FILES}


def test_there_are_enough_of_each_kind_and_language() -> None:
    kinds = Counter(one.kind for one in ASKED)
    assert {kind: count for kind, count in AT_LEAST.items() if kinds[kind] < count} == {}
    languages = Counter(one.language for one in ASKED)
    assert languages["zh"] >= 30
    assert languages["ar"] + languages["he"] >= 30
    held = Counter(one.kind for one in ASKED if one.part is Part.HELD)
    assert held.total() >= AT_LEAST_HELD
    assert len({(one.documents, one.history, one.question) for one in ASKED}) == len(ASKED)


@pytest.mark.parametrize("question", [one for one in ASKED if not one.absent], ids=lambda one: one.id)
def test_evidence_stands_in_its_document_and_bears_the_answer(question: Question, read: dict[str, list[str]]) -> None:
    assert question.evidence
    pages = [Cited(text, text) for document in question.documents for text in read[document]]
    for places in question.evidence:
        for place in places:
            assert found_in(Question("", question.part, "", (), "", "", evidence=((place,),)), pages), place
    assert question.figure or question.words or question.items or question.points or question.yes is not None
    for said in (*question.words, *[(item,) for item in question.items], *question.points):
        assert question.kind == "computation" or any(holds(page.page, way) for page in pages for way in said), said
    assert not question.points or 0 < question.least <= len(question.points)


@pytest.mark.parametrize("question", [one for one in ASKED if one.absent], ids=lambda one: one.id)
def test_what_is_absent_has_no_evidence(question: Question) -> None:
    assert (question.evidence, question.figure, question.words, question.items) == ((), "", (), ())


@pytest.mark.parametrize(
    ("figure", "said", "stands"),
    [
        ("1070525", "Revenue was $1,070,525 thousand.", True),
        ("1070525", "Revenue was $1,070.5 million.", True),
        ("1070525", "Revenue was $1,090.5 million.", False),
        ("11.9", "It grew by 11.88%.", True),
        ("11.9", "It grew by 12%.", False),
        ("50.2", "50.24", True),
        ("6500", "6,500吨", True),
        ("63", "1963", False),
    ],
)
def test_a_figure_is_told_as_exactly_as_it_is_given(figure: str, said: str, stands: bool) -> None:
    assert says_figure(figure, said) is stands


def test_words_are_found_whole_whatever_their_spacing() -> None:
    assert holds("合计 3,286 人", "3,286人")
    assert holds("“Defect” means\nany failure", '"defect" means any')
    assert not holds("142", "42")
    assert not holds("42.5", "42")
    assert holds("in 42.", "42")


@pytest.mark.parametrize(
    ("said", "language", "refused"),
    [
        ("The document does not state this.\nThe nearest passage says:\n“A.”", "en", True),
        ("The document does not state inventories for 2019.", "en", True),
        ("The document says:\n“The warranty does not state this.”", "en", False),
        ("“The lease does not mention pets.”", "en", False),
        ("文档中没有说明这一点。", "zh", True),
        ("文档没有直接给出结果；以下是计算它所用的数字：", "zh", False),
        ("لا يذكر المستند ذلك.", "ar", True),
        ("המסמך אינו מציין זאת.", "he", True),
        ("במסמך נאמר:\n”העלון אינו מציין מחיר.“", "he", False),
    ],
)
def test_a_refusal_is_the_services_own_first_words(said: str, language: str, refused: bool) -> None:
    assert is_refusal(said, language) is refused


def test_an_answer_is_judged_by_what_it_says_and_cites() -> None:
    [asked] = [one for one in ASKED if one.question == "Does Corvane hedge the price of fuel?"]
    cited = [Cited("We do not hedge the price of fuel.", "")]
    marker = '[<span data-index="0">1</span>]'
    assert judge(asked, f"No. “We do not hedge the price of fuel.”{marker}", cited) == Verdict(True, True, False)
    assert judge(asked, "Yes.", []) == Verdict(False, False, False, against=True)
    assert judge(asked, "The document does not state this.", []) == Verdict(False, False, True)


def test_a_marker_stands_for_its_quote_or_its_figure() -> None:
    assert supports("We do not hedge.", "The document says: “We do not hedge.”")
    assert not supports("We do hedge.", "“We do not hedge.”")
    assert supports("אין לנהוג. אין לשתות.", "”אין לשתות.“")
    assert not supports("אין לנהוג.", "”אין לשתות.“")
    assert supports("(88,740)", "Free cash flow: $65,288 thousand; $154,028 thousand − $88,740 thousand")
    assert supports("1275", "Grain: 1,275 (2022)")
    assert not supports("79,315", "Purchases: $88,740 thousand")
