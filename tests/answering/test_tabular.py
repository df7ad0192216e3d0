"""Answers from tables of any kind by the question's own words: results worked out by hand, and the cells under them."""

import msgspec
import pytest

from tests.answering.asking import ask
from tests.answering.builder import DocumentBuilder

SALES = [
    ["Region", "2021", "2022", "2023"],
    ["North region", "120", "150", "180"],
    ["South region", "200", "190", "170"],
    ["East region", "80", "95", "130"],
    ["Total", "400", "435", "480"],
]
SAMPLES = [
    ["Sample", "Mass (g)", "Yield (%)", "Melting point (°C)"],
    ["Compound A", "12.5", "81", "143.2"],
    ["Compound B", "10.0", "64", "151.7"],
    ["Compound C", "7.3", "92", "139.0"],
]
PRICES = [
    ["Item", "Unit price", "Stock"],
    ["Copper kettle", "$ 45.50", "12"],
    ["Iron pan", "$ 28.00", "40"],
    ["Oak board", "$ 19.90", "8"],
]
DOCUMENT = (
    DocumentBuilder()
    .heading("Harbour trade report")
    .paragraph("Larkfield Harbour keeps a ledger of its trade.")
    .table(SALES, title="Sales by region in tonnes")
    .heading("Laboratory results")
    .table(SAMPLES, title="Properties of the compounds")
    .heading("Price list")
    .table(PRICES, title="Prices of the shop")
    .build()
)


@pytest.mark.parametrize(
    ("question", "result", "cells"),
    [
        ("How much did sales in the North region increase from 2021 to 2023?", "+60 (+50.0%)", ["120", "180"]),
        ("By what percentage did sales in the South region change from 2021 to 2023?", "-15.0%", ["200", "170"]),
        ("Which region had the highest sales in 2022?", "(South region): 190", ["South region", "190"]),
        ("Which region had the lowest sales in 2023?", "(East region): 130", ["East region", "130"]),
        ("What were the total sales in 2023?", "Total (2023): 480", ["480"]),
        ("What is the sum of sales in the North region and the East region in 2021?", "200", ["120", "80"]),
        ("What were the average sales of the South region from 2021 to 2023?", "186.67", ["200", "190", "170"]),
        ("What share of total sales did the East region have in 2021?", "20.0%", ["80", "400"]),
        ("What is the difference in sales between the North region and the South region in 2022?", "40",
         ["150", "190"]),
        ("In which year were sales of the North region highest?", "(2023): 180", ["180"]),
        ("Which region grew fastest from 2022 to 2023?", "(East region): 36.8%", ["95", "130"]),
        ("Which region had the largest decline in sales between 2021 and 2023?", "(South region): -15.0%",
         ["200", "170"]),
        ("What is the difference in mass between Compound A and Compound B?", "2.5 g", ["12.5", "10.0"]),
        ("Which compound has the lowest melting point?", "(Compound C): 139.0 °C", ["Compound C", "139.0"]),
        ("What is the average yield of the compounds?", "79 %", ["81", "64", "92"]),
        ("What is the melting point of Compound B?", "151.7 °C", ["151.7"]),
        ("What is the ratio of the mass of Compound B to that of Compound A?", "0.80", ["10.0", "12.5"]),
        ("What is the difference between the highest and the lowest melting point?", "12.7 °C", ["151.7", "139.0"]),
        ("How much higher is the unit price of the copper kettle than that of the iron pan?", "$17.50",
         ["$ 45.50", "$ 28.00"]),
        ("What is the unit price of the oak board?", "$19.90", ["$ 19.90"]),
        ("Which item has the lowest unit price?", "(Oak board): $19.90", ["Oak board", "$ 19.90"]),
        ("What is the total stock of all items?", "60", ["12", "40", "8"]),
    ],
)  # fmt: skip
def test_what_is_made_of_cells_that_a_question_names(question: str, result: str, cells: list[str]) -> None:
    answer = ask(question, DOCUMENT)
    assert result in answer.text
    assert set(cells) <= set(answer.cited(DOCUMENT))


PRODUCTS = [
    ["Product", "Description", "Price per unit in dollars", "Weight in kg"],
    ["LX-20", "Lens assembly, 20 mm", "124.00", "0.31"],
    ["LX-50", "Lens assembly, 50 mm", "268.00", "0.81"],
    ["SH-7", "Sensor housing, titanium", "312.00", "1.20"],
]
DEVICES = [["Property", "Q-450", "Q-300"], ["Output per day", "450 litres", "300 litres"], ["Noise", "38 dB", "36 dB"]]
GRADES = [["Grade", "2023", "2020"], ["A", "11", "9"], ["B", "17", "21"], ["C", "14", "13"]]
SHOOTS = [["Treatment", "0 mM", "30 mM"], ["Control", "4.4", "3.2"], ["Biochar", "4.5", "3.9"]]
LEAVES = [["Treatment", "Na", "K"], ["Control", "38.6", "41.3"], ["Biochar", "27.9", "44.1"]]
OTHERS = (
    DocumentBuilder()
    .heading("Schedule of products")
    .table(PRODUCTS)
    .heading("Technical data")
    .table(DEVICES)
    .heading("Survey")
    .paragraph("Stations by condition grade")
    .table(GRADES, title="Stations by condition grade")
    .heading("Study")
    .paragraph("Dry mass of shoots at levels of salt")
    .table(SHOOTS, title="Dry mass of shoots at levels of salt")
    .table(LEAVES, title="Content of minerals in leaves, mg per gram of dry mass")
    .build()
)


@pytest.mark.parametrize(
    ("question", "result", "cells"),
    [
        ("How much more does the LX-50 cost than the LX-20?", "144.00", {"268.00", "124.00"}),
        ("How heavy is the titanium sensor housing?", "1.20", {"1.20"}),
        ("What is the difference in daily output between the Q-450 and the Q-300?", "150 litres",
         {"450 litres", "300 litres"}),
        ("How loud is the Q-300?", "36 dB", {"36 dB"}),
        ("By how many did the number of stations with grade C rise from 2020 to 2023?", "+1", {"14", "13"}),
        ("What is the mean dry mass of the control over the levels of salt?", "3.8", {"4.4", "3.2"}),
        ("What was the dry mass of shoots with biochar at 30 mM?", "3.9", {"3.9"}),
    ],
)  # fmt: skip
def test_names_in_other_words_and_other_places(question: str, result: str, cells: set[str]) -> None:
    answer = ask(question, OTHERS)
    assert result in answer.text
    assert set(answer.cited(OTHERS)) == cells


def test_of_two_tables_that_state_it_differently_none_is_chosen() -> None:
    builder = DocumentBuilder()
    for ward, beds in (("Elm Hospital", "40"), ("Oak Hospital", "55")):
        builder.heading(ward).table([["Ward", "Beds"], ["Surgery", beds], ["Maternity", "20"]])
    answer = ask("What is the difference in beds between surgery and maternity?", document := builder.build())
    assert "more than one figure" in answer.text
    assert "Elm Hospital" in answer.text
    assert "Oak Hospital" in answer.text
    assert {"40", "55"} <= set(answer.cited(document))
    told = ask("What is the difference in beds between surgery and maternity at Oak Hospital?", document)
    assert "35" in told.text


def test_a_table_that_goes_on_over_a_page_is_one() -> None:
    builder = DocumentBuilder().heading("Wells").table([["Well", "Depth (m)"], ["Ash", "40"], ["Birch", "60"]]).page()
    first = builder.elements[-1].index
    document = builder.table([["Cedar", "110"], ["Dogwood", "30"]], header_rows=0, continues=first).build()
    answer = ask("What is the average depth of all wells?", document)
    assert "60 m" in answer.text
    assert set(answer.cited(document)) == {"40", "60", "110", "30"}
    assert "(Cedar): 110 m" in ask("Which well has the greatest depth?", document).text


def test_rows_of_one_name_are_figures_of_their_own() -> None:
    rows = [["Item", "Hours"], ["Cutting", "4"], ["Drying", "10"], ["Cutting", "6"]]
    document = DocumentBuilder().heading("Steps").table(rows).build()
    answer = ask("What is the sum of the hours of all items?", document)
    assert ": 20" in answer.text
    assert answer.cited(document).count("6") == answer.cited(document).count("4") > 0


REGIONS = [
    ["", "2023", "2022"],
    ["Sales", "", ""],
    ["North", "900", "700"],
    ["South", "400", "500"],
    ["Operating profit", "", ""],
    ["North", "60", "80"],
    ["South", "90", "50"],
]
IN_GROUPS = DocumentBuilder().heading("Sales and operating profit by region").table(REGIONS).build()


@pytest.mark.parametrize(
    "question",
    [
        "How many parcels did North lose in 2023?",
        "How much did North change from 2022 to 2023?",
        "What is the sum of North in 2023?",
        "Which region was highest in 2023?",
    ],
)
def test_rows_of_one_name_in_two_groups_are_not_put_together(question: str) -> None:
    text = ask(question, IN_GROUPS).text
    assert not {"840", "960"} & set(text.replace(",", " ").split())
    assert " = " not in text


@pytest.mark.parametrize(
    ("question", "result"),
    [
        ("Which region had the highest operating profit in 2023?", "(South): 90"),
        ("Which region had the highest sales in 2023?", "(North): 900"),
        ("Which region had the largest decline in sales from 2022 to 2023?", "(South): -20.0%"),
        ("How much did sales of North change from 2022 to 2023?", "+200"),
    ],
)
def test_of_groups_that_repeat_their_rows_the_named_one_is_meant(question: str, result: str) -> None:
    assert result in ask(question, IN_GROUPS).text


COSTS = [
    ["", "2022", "2021"],
    ["Net sales", "900", "600"],
    ["Operating expenses:", "", ""],
    ["Development", "120", "100"],
    ["Marketing", "300", "260"],
    ["Total operating expenses", "420", "360"],
    ["Operating income", "480", "240"],
]
PARTS_OF_CHANGE = [
    ["Segment", "Organic sales", "Divestitures", "Translation"],
    ["Anvils", "2.0", "(0.5)", "(5.0)"],
    ["Bellows", "0.9", "(0.4)", "(2.6)"],
]


@pytest.mark.parametrize(
    ("question", "result"),
    [
        ("Which operating expense was the largest in 2022?", "(Marketing): 300"),
        ("Which operating expense grew fastest from 2021 to 2022?", "(Development): 20.0%"),
    ],
)
def test_of_a_named_section_its_own_rows_are_ranked(question: str, result: str) -> None:
    document = DocumentBuilder().heading("Statements of Operations").table(COSTS).build()
    answer = ask(question, document)
    assert result in answer.text
    assert not {"900", "480"} & set(answer.cited(document))


def test_two_figures_of_one_time_are_no_growth() -> None:
    document = DocumentBuilder().heading("Parts of the change by segment").table(PARTS_OF_CHANGE).build()
    text = ask("Which segment had the lowest growth from organic sales to divestitures?", document).text
    assert "÷" not in text


@pytest.mark.parametrize(
    ("language", "rows", "question", "result", "cells"),
    [
        ("ar", [["البضائع", "2023", "2022"], ["حاويات", "5420", "4980"], ["حبوب", "1160", "1275"]],
         "ما الفرق بين كمية الحبوب في عام 2022 وعام 2023؟", "-115", {"1160", "1275"}),
        ("de", [["Ware", "2022", "2023"], ["Getreide", "1.275,5", "1.160,0"], ["Dünger", "790,0", "845,0"]],
         "Wie hoch ist die Summe von Getreide und Dünger im Jahr 2022?", "2,065.5", {"1.275,5", "790,0"}),
        ("fr", [["Produit", "Prix"], ["Farine", "12"], ["Beurre", "30"], ["Sucre", "9"]],
         "Quel produit a le prix le plus élevé ?", "(Beurre): 30", {"Beurre", "30"}),
        ("ru", [["Товар", "2022", "2023"], ["Зерно", "1275", "1160"], ["Удобрения", "790", "845"]],
         "Какова средняя величина: зерно и удобрения в 2023 году?", "1,002.5", {"1160", "845"}),
    ],
)  # fmt: skip
def test_tables_in_other_languages(
    language: str, rows: list[list[str]], question: str, result: str, cells: set[str]
) -> None:
    document = msgspec.structs.replace(DocumentBuilder().table(rows).build(), language=language)
    answer = ask(question, document)
    assert result in answer.text
    assert cells <= set(answer.cited(document))


def test_columns_that_name_no_time_are_no_two_times() -> None:
    rows = [["Month", "Price paid", "Left to buy"], ["May 2018", "$69", "$3,296"], ["June 2018", "$70", "$3,100"]]
    document = DocumentBuilder().heading("Purchases of shares").table(rows).build()
    assert "÷" not in ask("By what percentage did purchases of shares change in May 2018?", document).text


def test_a_share_is_of_the_section_that_its_part_stands_in() -> None:
    rows = [["", "2020"], ["Revenues", ""], ["Casino", "60"], ["Rooms", "40"], ["Expenses", ""], ["Casino", "30"],
            ["Overhead", "20"]]  # fmt: skip
    document = DocumentBuilder().heading("Operations").table(rows).build()
    assert "60.0%" in ask("What portion of revenues in 2020 came from the casino, in percent?", document).text


def test_nothing_is_made_of_two_of_three_things_that_are_named() -> None:
    rows = [["Part", "Price in euros"], ["HL-20", "184.00"], ["HL-35", "212.50"]]
    document = DocumentBuilder().heading("Prices").table(rows).build()
    assert "198.25" in ask("What is the average price of HL-20 and HL-35?", document).text
    assert not ask("What is the average price of HL-20, HL-35 and HL-50?", document).cited(document)
    assert "184" not in ask("How much more does the HL-50 cost than the HL-20?", document).text


def test_a_figure_of_another_year_is_no_answer_where_a_year_is_asked() -> None:
    rows = [["", "2015", "2014"], ["Cloud hosting", "650", "472"]]
    builder = DocumentBuilder().heading("Costs of 2015").table(rows).page()
    document = builder.heading("Costs of 2014").table([["", "2014", "2013"], ["Cloud hosting", "472", "378"]]).build()
    assert ask("What were cloud hosting costs in 2013?", document).cited(document) == ["378"]


def test_a_row_and_a_column_that_are_named_go_before_a_row_of_the_columns_name() -> None:
    builder = DocumentBuilder().heading("Loans").table([["", "2023"], ["Loss allowance", "140"]]).page()
    rows = [["", "Gross loans", "Loss allowance"], ["Stage 1", "900", "20"], ["Stage 3", "160", "78"]]
    document = builder.heading("Loans and loss allowance by stage in 2023").table(rows).build()
    assert ask("What was the loss allowance on stage 3 loans in 2023?", document).cited(document) == ["78"]
