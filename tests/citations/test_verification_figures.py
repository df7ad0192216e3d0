"""Figures in sentences: supported by the cells and sentences that state them, and by no others."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatdoc_server.answering.base import AnswerEvent, Citation, Formula, FormulaInput, Support, TextDelta
from chatdoc_server.citations.verification.digits import Looked, digits_of
from chatdoc_server.citations.verification.quantities import TELLING, agree, quantities, told_of
from chatdoc_server.document import Span
from tests.answering.builder import DocumentBuilder, hits_of
from tests.citations.written import DOCUMENT, HITS, ID, PROSE, TABLE, TERMS, checked, inquiry_of, outcome, words_cited


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("Net sales were $4.0 billion in 2022.", ["$ 4,000"]),
        ("Net sales were $4,000 million in 2022 and $3,500 million in 2021.", ["$ 4,000", "$ 3,500"]),
        ("Net sales (2022): 4,000 (in millions)", ["$ 4,000"]),
        ("Revenue was $4 billion in 2022, and the cost of sales was $2 billion.", ["$ 4,000", "2,000"]),
        ("Cost of goods sold was $2,000 million in 2022.", ["2,000"]),
        ("ACME had a net loss of $150 million in 2022.", ["(150)"]),
        ("Net income was -$150 million in 2022.", ["(150)"]),
        ("Capital expenditures were $1,577 million in 2022.", ["(1,577)"]),
        ("Purchases of property, plant and equipment were $(1,577) million in 2022.", ["(1,577)"]),
        ("Capital expenditures were about $1.6 billion in 2022.", ["(1,577)"]),
        ("The gross margin was 50% in 2022.", ["50.0%"]),
        ("Net sales rose to $4 billion from $3.5 billion.", ["$ 4,000", "$ 3,500"]),
        ("ACME's gross margin rose from 45.7% to 50.0%.", ["45.7%", "50.0%"]),
    ],
)
def test_a_figure_is_cited_by_its_cell_after_unit_and_sign(sentence: str, words: list[str]) -> None:
    assert words_cited(sentence) == words
    assert words_cited(sentence, TABLE) == words
    assert words_cited(sentence, PROSE) == words, "a marker that names another passage is put right"


@pytest.mark.parametrize(
    "sentence",
    [
        "Net sales were $4,100 million in 2022.",
        "Net sales were $4,000 in 2022.",
        "Net sales were $4,000 billion in 2022.",
        "Net sales were €4,000 million in 2022.",
        "Net sales were 4,000% in 2022.",
        "Net sales were $4,000 million in 2021.",
        "Net sales were $3,500 million in 2022 and $4,000 million in 2021.",
        "Net sales were $4,000 million in 2019.",
        "Capital expenditures were $1,600 million in 2022.",
        "Capital expenditures were $1,577.4 million in 2022.",
        "Net income was $150 million in 2022.",
        "Net income was -$75 million in 2021.",
        "Cost of sales was $4,000 million in 2022.",
        "Revenue was $2,000 million in 2022, and the cost of sales was $4,000 million.",
        "The gross margin was 54% in 2022.",
        "The gross margin was 50.0 in dollars, $50 million, in 2022.",
        "ACME employs 1,300 people.",
        "Net sales in Asia rose 3% in 2022.",
        "Net sales in Asia rose 12% to $1.6 billion.",
        "Net sales in Europe fell 12%.",
        "Net sales in Europe rose 12% to $900 million.",
        "The fee is $52 a month.",
    ],
)
@pytest.mark.parametrize("named", [(), ((PROSE, TABLE, TERMS),)])
def test_a_wrong_figure_sign_unit_or_year_is_unsupported(sentence: str, named: tuple[tuple[int, ...], ...]) -> None:
    assert words_cited(sentence, *named) is None


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("ACME employs 1,200 people.", "1,200 people"),
        ("Net sales in Europe rose 12% to $1.6 billion.", "Net sales in Europe rose 12%"),
        ("Sales in Asia decreased by 3%.", "fell 3%"),
        ("The monthly fee is $25.", "The fee is $25 a month."),
    ],
)
def test_a_figure_in_prose_is_cited_by_its_sentence(sentence: str, words: str) -> None:
    cited = words_cited(sentence)
    assert cited is not None
    assert words in " ".join(cited)
    assert "renewed" not in " ".join(cited), "no other sentence of the passage"


@pytest.mark.parametrize(
    ("sentence", "stands"),
    [
        ("Net sales rose 14% to $4,000 million from $3,500 million.", True),
        ("Net sales rose by $500 million, from $3,500 million in 2021 to $4,000 million in 2022.", True),
        ("Net sales rose 15% to $4,000 million from $3,500 million.", False),
        ("Net sales fell 14% to $3,500 million from $4,000 million.", False),
        ("Net sales rose by $600 million, from $3,500 million in 2021 to $4,000 million in 2022.", False),
        ("Net sales rose 14% in 2022.", False),
    ],
)
def test_a_figure_may_follow_from_the_others_of_its_sentence(sentence: str, stands: bool) -> None:
    assert (words_cited(sentence) is not None) is stands


def test_a_computed_line_rests_on_the_cells_of_its_formula() -> None:
    cells = [Support(ID, (Span(2, 0, len("$ 4,000"), 3),)), Support(ID, (Span(2, 0, len("2,000"), 6),))]
    assert [DOCUMENT.text_of(one.spans[0]) for one in cells] == ["$ 4,000", "2,000"]
    formula = Formula(
        "(Net sales − Cost of sales) / Net sales = ($4,000 million − $2,000 million) / $4,000 million = 50.0%",
        (
            FormulaInput("Net sales", "$4,000 million", cells[0]),
            FormulaInput("Cost of sales", "$2,000 million", cells[1]),
        ),
    )

    def lines_of(text: str) -> list[str]:
        events: list[AnswerEvent] = [formula, TextDelta(text), Citation(tuple(cells))]
        return outcome(events, inquiry_of("What is the gross margin?", DOCUMENT, HITS)).unsupported

    assert lines_of("Gross margin (2022): 50.0%") == []
    assert lines_of("Gross margin (2022): 51.0%") == ["Gross margin (2022): 51.0%"]


@pytest.mark.parametrize(
    ("sentence", "stands"),
    [
        ("Net sales and cost of sales were $4,000 million and $2,000 million in 2022, respectively.", True),
        ("Net sales and cost of sales were $2,000 million and $4,000 million in 2022, respectively.", False),
        ("Net sales were $4,000 million and $3,500 million in 2022 and 2021, respectively.", True),
        ("Net sales were $3,500 million and $4,000 million in 2022 and 2021, respectively.", False),
    ],
)
def test_figures_are_paired_with_their_subjects_and_years_in_order(sentence: str, stands: bool) -> None:
    assert (words_cited(sentence) is not None) is stands


def test_a_bare_figure_is_in_the_unit_that_the_question_asks_for() -> None:
    question = "What were net sales in 2022, in USD millions?"
    assert list(checked("Net sales were $4,000.", question=question).cited.values()) == [["$ 4,000"]]
    assert checked("Net sales were $4,001.", question=question).unsupported
    assert checked("Net sales were $4,000.", question="What were net sales in 2022?").unsupported


def test_a_chinese_table_is_read_in_its_unit() -> None:
    builder = DocumentBuilder().table(
        [["项目", "2023年", "2022年"], ["营业收入", "5,000", "4,200"], ["净利润", "300", "250"]], unit="单位：万元"
    )
    document = builder.build()
    document = type(document)(pages=document.pages, elements=document.elements, words=document.words, language="zh")
    hits = hits_of(document)
    good = checked("2023年营业收入为5,000万元。", document=document, hits=hits, question="2023年营业收入是多少？")
    assert list(good.cited.values()) == [["5,000"]]
    for wrong in ("2022年营业收入为5,000万元。", "2023年净利润为5,000万元。", "2023年营业收入为5,000亿元。"):
        assert checked(wrong, document=document, hits=hits).unsupported == [wrong]


SCALES = {"": 0, "thousand": 3, "million": 6, "billion": 9}


@given(
    st.integers(min_value=1, max_value=10**7),
    st.integers(min_value=0, max_value=3),
    st.sampled_from(sorted(SCALES)),
    st.sampled_from(sorted(SCALES)),
)
def test_a_figure_is_the_same_in_any_scale_and_another_in_none(
    digits: int, places: int, scale: str, other: str
) -> None:
    value = digits * 10 ** (SCALES[scale] - places) if SCALES[scale] >= places else None
    stated = f"{digits // 10**places:,}.{digits % 10**places:0{places}d}" if places else f"{digits:,}"
    [one] = quantities(f"${stated} {scale}".strip())
    if value is not None:
        assert agree(quantities(f"${value:,}")[0], one)
        assert not agree(quantities(f"${value + 1:,}")[0], one)
    if scale != other and scale and other:
        assert not agree(quantities(f"${stated} {other}")[0], one)


@given(st.integers(min_value=1000, max_value=10**9), st.integers(min_value=1, max_value=6))
def test_a_rounded_figure_agrees_as_far_as_its_digits_show(value: int, places: int) -> None:
    [exact] = quantities(f"{value:,}")
    shown = f"{value / 10**9:.{places}f}"
    if len(shown.replace(".", "").lstrip("0")) < 2:
        return
    [rounded] = quantities(f"{shown} billion")
    assert agree(rounded, exact)
    step = 10 ** (9 - places)
    [off] = quantities(f"{float(shown) + 2 * step / 10**9:.{places}f} billion")
    assert not agree(off, exact)


@given(
    st.integers(10, 10**7).map(Decimal) | st.decimals(Decimal("0.1"), Decimal("999.9"), places=1),
    st.sampled_from(["", " million", " billion", "%"]),
    st.sampled_from(["", " million", " thousand", "%"]),
    st.sampled_from([Decimal("0.01"), Decimal(1), Decimal("0.97"), Decimal("1.001"), Decimal(7)]),
)
def test_a_cheap_look_never_misses_a_figure_that_is_stated(
    printed: Decimal, unit: str, other: str, factor: Decimal
) -> None:
    [claimed] = quantities(f"{printed:,}{unit}")
    text = f"It was {printed * factor:,.2f}{other} (see also 12)."
    stated = quantities(text)
    if told_of(claimed) >= TELLING and any(agree(claimed, one) for one in stated):
        assert Looked(claimed).may_stand_in(text, digits_of(text))
