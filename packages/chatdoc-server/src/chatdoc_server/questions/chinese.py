"""Questions about figures in Chinese, said in the words of English ones, and what Chinese statements print for items.

One vocabulary of items, ratios and operations serves both languages: a question's names are exchanged for English ones,
the formula is read off that, and its items are looked for by their Chinese labels.
"""

import re
from dataclasses import replace

from chatdoc_server.questions.asking import without_asking
from chatdoc_server.questions.formulas.computation import Computation, planned
from chatdoc_server.questions.formulas.expression import Aggregate, Expression, Operand, Operation
from chatdoc_server.questions.items import ITEMS, Item
from chatdoc_server.questions.ratios import RATIOS

_TRADITIONAL = str.maketrans(
    "營業總額淨潤負債資產應賬貨幣現價減攤銷稅費報當後開發長權東轉週還歷於與從幾億萬佔較個間哪",
    "营业总额净润负债资产应账货币现价减摊销税费报当后开发长权东转周还历于与从几亿万占较个间哪",
)
_LABELS: dict[str, tuple[str, ...]] = {
    "revenue": ("营业收入", "营业总收入", "收入总额", "主营业务收入", "总收入", "营收", "收入合计"),
    "cost of goods sold": ("营业成本", "主营业务成本", "销售成本"),
    "gross profit": ("毛利润", "毛利", "营业毛利"),
    "operating income": ("营业利润", "经营利润"),
    "net income": (
        "净利润",
        "归属于母公司股东的净利润",
        "归属于上市公司股东的净利润",
        "归属于母公司所有者的净利润",
        "归母净利润",
        "纯利",
    ),
    "basic earnings per share": ("基本每股收益",),
    "diluted earnings per share": ("稀释每股收益", "每股收益"),
    "research and development": ("研发费用", "研究开发费用", "研发支出", "研发投入"),
    "selling, general and administrative expense": ("销售及管理费用",),
    "depreciation and amortization": ("折旧及摊销", "折旧与摊销", "折旧和摊销", "固定资产折旧"),
    "interest expense": ("利息费用", "利息支出"),
    "income taxes": ("所得税费用", "所得税"),
    "income before income taxes": ("利润总额", "税前利润"),
    "capital expenditure": ("购建固定资产、无形资产和其他长期资产支付的现金", "资本开支", "资本支出", "资本性支出"),
    "cash from operating activities": (
        "经营活动产生的现金流量净额",
        "经营活动现金流量净额",
        "经营现金流",
        "经营活动现金流",
    ),
    "dividends paid": ("分配股利、利润或偿付利息支付的现金", "现金分红", "已付股息", "支付的股利"),
    "net property, plant and equipment": ("固定资产", "固定资产净值", "固定资产净额"),
    "total assets": ("资产总计", "资产总额", "总资产", "资产合计"),
    "total current assets": ("流动资产合计", "流动资产", "流动资产总额"),
    "total current liabilities": ("流动负债合计", "流动负债", "流动负债总额"),
    "total liabilities": ("负债合计", "负债总额", "总负债"),
    "shareholders' equity": ("所有者权益合计", "股东权益合计", "所有者权益", "股东权益", "净资产"),
    "accounts receivable": ("应收账款", "应收帐款"),
    "accounts payable": ("应付账款", "应付帐款"),
    "inventory": ("存货", "存货净额"),
    "cash and cash equivalents": ("货币资金", "现金及现金等价物"),
    "goodwill": ("商誉",),
    "long-term debt": ("长期借款", "长期负债"),
    "short-term debt": ("短期借款",),
    "retained earnings": ("未分配利润", "留存收益"),
}
"""What statements in simplified characters print for an item, by its name, the usual first; it is asked for so too."""
_RATIOS: dict[str, tuple[str, ...]] = {
    "gross margin": ("毛利率", "销售毛利率"),
    "operating margin": ("营业利润率", "经营利润率"),
    "net margin": ("净利率", "净利润率", "销售净利率"),
    "current ratio": ("流动比率",),
    "quick ratio": ("速动比率",),
    "cash ratio": ("现金比率",),
    "working capital": ("营运资金", "营运资本"),
    "debt to assets": ("资产负债率", "负债率"),
    "debt to equity": ("产权比率", "负债权益比"),
    "equity multiplier": ("权益乘数",),
    "interest coverage": ("利息保障倍数",),
    "inventory turnover": ("存货周转率",),
    "receivables turnover": ("应收账款周转率",),
    "asset turnover": ("总资产周转率", "资产周转率"),
    "days sales outstanding": ("应收账款周转天数",),
    "days inventory outstanding": ("存货周转天数",),
    "return on assets": ("总资产收益率", "资产收益率", "总资产报酬率"),
    "return on equity": ("净资产收益率", "股东权益回报率"),
    "free cash flow": ("自由现金流",),
    "dividend payout ratio": ("股利支付率", "派息率", "分红率"),
    "effective tax rate": ("实际税率", "有效税率"),
}
_SAID: dict[str, str] = {
    "percent growth": "同比增长率 同比增长 增长率 增长了百分之多少 增长百分之多少 增幅",
    "percent decrease": "下降了百分之多少 减少了百分之多少 降幅",
    "cagr": "复合增长率 年均复合增长率",
    "increase": "增长 增加 上升 提高",
    "decrease": "减少 下降 降低",
    "change": "变化 变动",
    "percent": "百分之",
    "average": "平均",
    "sum of": "总和 之和 合计 总共 一共",
    "divided by": "除以",
    "plus": "加上",
    "minus": "减去",
    "times": "乘以",
    "as a percentage of": "占",
    "which year": "哪一年 哪年",
    "highest": "最高 最多",
    "lowest": "最低 最少",
    "to": "至 到",
}
"""What is to be done, in English words, and how Chinese says it."""
_NAMES = {
    **{label: name for name, labels in reversed(_LABELS.items()) for label in labels},
    **{label: name for name, labels in _RATIOS.items() for label in labels},
}
_WORDS = {label: f" {name} " for label, name in _NAMES.items()} | {
    word: f" {said} " for said, words in _SAID.items() for word in words.split()
}
_ANY = re.compile("|".join(map(re.escape, sorted(_WORDS, key=len, reverse=True))))
_YEARS = re.compile(r"((?:19|20)\d{2})\s*年(?:度|末|底)?")
_PAIR = re.compile(r"^(?P<before>.*?)(?P<a>[^与和及]{2,40})[与和及](?P<b>.{2,40}?)(?:的差额|的差距|的差|之差|相差)")
_STEPS = re.compile(r"(?P<a>[^，,]+?)减去?(?P<b>[^，,]+?)[，,]\s*再除以(?P<c>[^，,。]+)")
_WHY = re.compile(r"为什么|为何|原因|如何|怎么")
_HAN = re.compile("[\u4e00-\u9fff]{2,}")
_ABOUT_FIGURES = """
    公司 本公司 企业 集团 报告期 当年 全年 年末 年度 期末 本期 计算 比例 比重 金额 数额 数字 总额 单位 万元 亿元
    分别 情况 比较 相比 百分比 差额 差距 相差 之差 均值 平均值 数值"""
_SAYS_LITTLE = frozenset(_ABOUT_FIGURES.split())
_IN_PERCENT = frozenset(ratio.name for ratio in RATIOS if ratio.percent) | {"debt to assets", "return on assets"}
_ITEMS = {item.name: item for item in ITEMS}


def planned_in_chinese(question: str) -> Computation | None:
    """What a question in Chinese asks to be computed, of items by their Chinese labels; None when it asks for none."""
    simplified = question.translate(_TRADITIONAL)
    if _WHY.search(simplified):
        return None
    plan = planned(in_english(simplified))
    if plan is None:
        return None
    name = plan.name or _ratio_named(simplified)
    own = None if plan.printed is None else replace(plan.printed, item=_printed(plan.name))
    manner = replace(plan.manner, percent=plan.manner.percent or name in _IN_PERCENT)
    called = _RATIOS[name][0] if name in _RATIOS else name
    derived = {in_chinese(_ITEMS[item]).name: _translated(formula) for item, formula in plan.derived.items()}
    formula = _translated(plan.formula)
    return replace(plan, name=called, formula=formula, printed=own, manner=manner, derived=derived)


def qualifiers(question: str) -> tuple[str, ...]:
    """What a question says beside names of items and what is to be done: a segment, a company, a place."""
    text = _YEARS.sub(" ", _ANY.sub(" ", question.translate(_TRADITIONAL)))
    return tuple(run for run in _HAN.findall(without_asking(text, "zh")) if run not in _SAYS_LITTLE)


def _ratio_named(question: str) -> str:
    """The ratio that a question names while it says itself how it is computed."""
    names = [label for labels in _RATIOS.values() for label in labels if label in question]
    return _NAMES[max(names, key=len)] if names else ""


def item_asked(question: str) -> Item | None:
    """The item that a question in Chinese names, by its Chinese labels; the one with the longest name."""
    simplified = question.translate(_TRADITIONAL)
    names = [label for label in _NAMES if label in simplified and _NAMES[label] in _LABELS]
    return in_chinese(_ITEMS[_NAMES[max(names, key=len)]]) if names else None


def in_english(question: str) -> str:
    """A question with its names and what is to be done said in English; other words stand as they are."""
    text = _spelt(question)
    pair = _PAIR.match(text)
    if pair is not None and _ANY.search(pair["a"]) and _ANY.search(pair["b"]):
        text = f"{pair['before']}{pair['a']} minus {pair['b']}"
    return _YEARS.sub(r" \1 ", _ANY.sub(lambda found: _WORDS[found.group()], text))


def _spelt(question: str) -> str:
    """The question with what it says in steps as one expression: "A减B，再除以C" is (A minus B) divided by C."""
    steps = _STEPS.search(question)
    if steps is None:
        return question
    a = re.split(r"按|等于|=|是", steps["a"])[-1]
    years = " ".join(_YEARS.findall(question))
    return f"{years} ({a} minus {steps['b']}) divided by {steps['c'].removesuffix('计算')}"


def in_chinese(item: Item) -> Item:
    """An item by its Chinese labels; itself where it has none."""
    labels = _LABELS.get(item.name)
    return item if labels is None else Item(labels[0], labels, labels)


def _printed(name: str) -> Item:
    labels = _RATIOS.get(name, (name,))
    return Item(labels[0], labels, labels)


def _translated(expression: Expression) -> Expression:
    match expression:
        case Operand(item):
            return replace(expression, item=in_chinese(item))
        case Operation(sign, left, right):
            return Operation(sign, _translated(left), _translated(right))
        case Aggregate(by, parts):
            return Aggregate(by, tuple(map(_translated, parts)))
    return expression
