"""Figures of a Chinese annual report: looked up, computed, or honestly lacking."""

import msgspec
import pytest

from tests.answering.asking import ask
from tests.answering.builder import DocumentBuilder

INCOME = [
    ["项目", "2023年", "2022年", "2021年"],
    ["一、营业总收入", "500,000", "400,000", "320,000"],
    ["减：营业成本", "300,000", "260,000", "208,000"],
    ["研发费用", "25,000", "18,000", "12,000"],
    ["净利润", "60,000", "40,000", "30,000"],
]
BALANCE = [
    ["项目", "期末余额", "期初余额"],
    ["存货", "55,000", "45,000"],
    ["流动资产合计", "240,000", "200,000"],
    ["流动负债合计", "120,000", "125,000"],
    ["负债合计", "180,000", "175,000"],
    ["资产总计", "600,000", "500,000"],
]
PRODUCTS = [
    ["产品", "2022年", "2023年"],
    ["碳纤维", "1,200", "1,500"],
    ["玻璃纤维", "2,000", "1,900"],
    ["树脂", "800", "1,100"],
    ["合计", "4,000", "4,500"],
]
DOCUMENT = msgspec.structs.replace(
    DocumentBuilder()
    .heading("海安材料股份有限公司2023年年度报告")
    .heading("合并利润表")
    .table(INCOME, unit="单位：万元")
    .page()
    .heading("合并资产负债表")
    .table(BALANCE, unit="单位：万元")
    .page()
    .heading("分产品销量")
    .table(PRODUCTS, title="各产品的销量（吨）")
    .build(),
    language="zh",
)


@pytest.mark.parametrize(
    ("question", "result", "cells"),
    [
        ("2023年营业收入是多少？", "500,000 万元", {"500,000"}),
        ("2023年末的存货是多少？", "55,000 万元", {"55,000"}),
        ("2022年的毛利率是多少？", "35.0%", {"400,000", "260,000"}),
        ("2023年净利润比2022年增长了百分之多少？", "+50.0%", {"60,000", "40,000"}),
        ("存货2023年末比2022年末增加了多少？", "+10,000 万元", {"55,000", "45,000"}),
        ("2023年末的资产负债率是多少？", "30.0%", {"180,000", "600,000"}),
        ("2023年研发费用占营业收入的比例是多少？", "5.0%", {"25,000", "500,000"}),
        ("2021年到2023年营业收入的复合增长率是多少？", "25.0%", {"500,000", "320,000"}),
        ("2023年存货周转率是多少？", "6.00", {"300,000", "55,000", "45,000"}),
        ("哪一年净利润最高？", "60,000 万元", {"60,000", "40,000", "30,000"}),
        ("2022年营业收入与营业成本的差额是多少？", "140,000 万元", {"400,000", "260,000"}),
        ("碳纤维的销量2023年比2022年增加了多少？", "+300", {"1,500", "1,200"}),
        ("2023年哪种产品的销量最高？", "玻璃纤维", {"玻璃纤维", "1,900"}),
        ("2022年树脂占总销量的比例是多少？", "20.0%", {"800", "4,000"}),
    ],
)
def test_a_figure_of_a_chinese_report(question: str, result: str, cells: set[str]) -> None:
    answer = ask(question, DOCUMENT)
    assert result in answer.text
    assert cells <= set(answer.cited(DOCUMENT))


def test_an_operand_that_is_lacking_is_named_in_chinese() -> None:
    answer = ask("2023年的应收账款周转率是多少？", DOCUMENT)
    assert "应收账款" in answer.text
    assert answer.text.startswith("文档中没有说明 2022 年的 应收账款。")
    assert answer.cited(DOCUMENT) == ["500,000"]


def test_what_rows_of_one_name_state_otherwise_is_stated_too() -> None:
    builder = DocumentBuilder().heading("海安材料股份有限公司2023年年度报告")
    for name, figure in (("甲厂", "70"), ("乙厂", "55")):
        builder.heading(name, 2).table([["", "2023年", "2022年"], ["营业收入", figure, "50"]], unit="单位：万元")
    document = msgspec.structs.replace(builder.build(), language="zh")
    got = ask("2023年营业收入是多少？", document)
    assert got.cited(document) == ["70", "55"]
    assert "70 万元 – 甲厂" in got.text
    assert "55 万元 – 乙厂" in got.text
