"""Financial statements: balance sheet, income, cash flows, changes in equity on a turned page, notes with tables."""

import random

from bench.structure.corpus.genres.parts import Parts, chinese
from bench.structure.corpus.model import Entry, Group, HeadLook, Leaf, Look, Node, Rules, Run, Script, Table
from bench.structure.truth import Kind

# A line each: "=" a total, "+" a sum, ":" a group's head, and steps that it is moved in.
BALANCE = """:Assets|:资产
:Current assets|:流动资产
>Cash and cash equivalents|>货币资金
>Marketable securities|>交易性金融资产
>Trade receivables, net of allowances|>应收账款
>Inventories|>存货
>Prepaid expenses and other current assets|>其他流动资产
+Total current assets|+流动资产合计
Property, plant and equipment, net|固定资产
Operating lease right-of-use assets|使用权资产
Goodwill|商誉
Other intangible assets, net|无形资产
Deferred income taxes|递延所得税资产
=Total assets|=资产总计
:Liabilities and shareholders' equity|:负债和股东权益
:Current liabilities|:流动负债
>Short-term borrowings|>短期借款
>Accounts payable|>应付账款
>Accrued compensation|>应付职工薪酬
>Income taxes payable|>应交税费
+Total current liabilities|+流动负债合计
Long-term debt, less current portion|长期借款
Pension and other post-retirement obligations|预计负债
+Total liabilities|+负债合计
:Shareholders' equity|:股东权益
>Common stock, par value 0.01 per share|>股本
>Additional paid-in capital|>资本公积
>Retained earnings|>未分配利润
>Accumulated other comprehensive loss|>其他综合收益
+Total shareholders' equity|+股东权益合计
=Total liabilities and shareholders' equity|=负债和股东权益总计"""
INCOME = """Net sales|一、营业收入
Cost of sales|减：营业成本
+Gross profit|+毛利
:Operating expenses|:期间费用
>Selling, general and administrative|>销售费用
>Research and development|>研发费用
>Amortization of intangible assets|>管理费用
>Restructuring charges, net of reversals and of gains from the sale of closed sites|>财务费用
+Operating income|+二、营业利润
Interest expense|加：营业外收入
Other income (expense), net|减：营业外支出
+Income before income taxes|+三、利润总额
Provision for income taxes|减：所得税费用
=Net income|=四、净利润"""
FLOWS = """:Operating activities|:一、经营活动产生的现金流量
>Net income|>销售商品、提供劳务收到的现金
:Adjustments to reconcile net income to cash|:调整项目
>>Depreciation and amortization|>>固定资产折旧
>>Share-based compensation|>>无形资产摊销
>>Deferred income taxes|>>递延所得税变动
>Changes in trade receivables|>经营性应收项目的变动
>Changes in inventories|>存货的变动
+Net cash provided by operating activities|+经营活动产生的现金流量净额
:Investing activities|:二、投资活动产生的现金流量
>Purchases of property, plant and equipment|>购建固定资产支付的现金
>Acquisitions of businesses, net of cash acquired|>取得子公司支付的现金净额
+Net cash used in investing activities|+投资活动产生的现金流量净额
:Financing activities|:三、筹资活动产生的现金流量
>Proceeds from long-term debt|>取得借款收到的现金
>Dividends paid|>分配股利支付的现金
+Net cash used in financing activities|+筹资活动产生的现金流量净额
Effect of exchange rates on cash|四、汇率变动对现金的影响
=Net increase (decrease) in cash and cash equivalents|=五、现金及现金等价物净增加额"""
EQUITY = "Common stock,Additional paid-in capital,Retained earnings,Other comprehensive loss,Treasury stock,Total"
EQUITY_ZH = "股本,资本公积,盈余公积,未分配利润,少数股东权益,合计"
NOTES = "Summary of significant accounting policies|Revenue|Inventories|Debt|Income taxes|Commitments and contingencies"
NOTES_ZH = "重要会计政策|营业收入|存货|借款|所得税费用|承诺及或有事项"


def make(name: str, language: str, source: random.Random) -> Script:
    """Statements and notes, about seven pages."""
    return Statements(name, language, source).script()


class Statements:
    """One company's statements in the making."""

    def __init__(self, name: str, language: str, source: random.Random) -> None:
        """Chooses what runs through them.

        Args:
            name: The document's name.
            language: "en" or "zh".
            source: What chooses.
        """
        self.name, self.language, self.source = name, language, source
        self.parts = Parts(language, source)
        self.company = self.parts.words.name()
        self.year = source.randint(2012, 2025)
        self.periods = source.choice((2, 3)) if language == "en" else 2
        self.rules = (
            source.choice((Rules.HEAD, Rules.HEAD, Rules.SHADED))
            if language == "en"
            else source.choice((Rules.GRID, Rules.HEAD))
        )
        self.unit = self.parts.say(
            source.choice(
                ("(In millions, except per share amounts)", "(in thousands of dollars)", "(Dollars in millions)")
            ),
            source.choice(("单位：人民币元", "单位：万元 币种：人民币", "（金额单位：人民币千元）")),
        )
        self.noted = language == "zh" or source.random() < 0.4

    def script(self) -> Script:
        """The statements."""
        say = self.parts.say
        body: list[Node] = []
        names = (("Consolidated Balance Sheets", "合并资产负债表"), ("Consolidated Statements of Income", "合并利润表"))
        body += self._statement(say(*names[0]), BALANCE, dates=True)
        body += [Group("break", (tuple(self._statement(say(*names[1]), INCOME)),))]
        body += self._statement(say("Consolidated Statements of Cash Flows", "合并现金流量表"), FLOWS)
        body += [Group("landscape", (tuple(self._equity()),))]
        body += [self.parts.heading(1, "", say("Notes to the Consolidated Financial Statements", "财务报表附注"))]
        for number, name in enumerate(say(NOTES, NOTES_ZH).split("|"), 1):
            body += self._note(number, name)
        title = say(f"{self.company}: Financial Statements {self.year}", f"{self.company}{self.year}年度财务报告")
        return Script(self.name, "statements", self.language, title, self._look(), tuple(body))

    def _look(self) -> Look:
        pick, say = self.source.choice, self.parts.say
        running = pick(
            (
                {"footer-center": "F-{page}"},
                {"header-left": self.company, "footer-right": say("{page}", "第 {page} 页")},
                {
                    "header-left": say("Table of Contents", "年度报告全文"),
                    "footer-center": say("{page}", "{page} / {pages}"),
                },
            )
        )
        heads = pick(
            (
                (HeadLook(1.15, case="upper", centred=True), HeadLook(1.0), HeadLook(1.0, bold=False, italic=True)),
                (HeadLook(1.3, colour="#00467f"), HeadLook(1.05, colour="#00467f"), HeadLook(1.0)),
            )
        )
        return Look(
            font=pick(("book", "sans", "serif")),
            size=pick((9.0, 10.0)),
            paper=(595.28, 841.89) if self.language == "zh" else (612.0, 792.0),
            margins=(60.0, 64.0, 60.0, 60.0),
            leading=0.8 if self.language == "zh" else 0.65,
            indent=2.0 if self.language == "zh" else 0.0,
            spacing=0.9,
            heads=heads,
            running=tuple(running.items()),
            tagged=self.source.random() < 0.2,
            outline=self.source.random() < 0.3,
        )

    def _statement(self, name: str, lines: str, *, dates: bool = False) -> list[Node]:
        """A statement with its title, unit and remark."""
        say = self.parts.say
        rows = [
            self._line(number, line.split("|")[say("0", "1") == "1"]) for number, line in enumerate(lines.splitlines())
        ]
        heads = self._heads(dates=dates)
        columns = (("left", 3.6), *((("center", 0.5),) if self.noted else ()), *[("right", 1.0)] * self.periods)
        table = Leaf(
            Kind.TABLE, table=Table((*heads, *rows), columns, len(heads), self.rules, name, self.unit, tight=True)
        )
        unit = Leaf(Kind.CAPTION, (Run(self.unit),), look="unit", caption_of=table)
        nodes: list[Node] = [Group("keep", ((self.parts.heading(1, "", name), unit, table),))]
        remark = say(
            "The accompanying notes are an integral part of these consolidated financial statements.",
            "后附财务报表附注为本财务报表的组成部分。",
        )
        return [*nodes, Leaf(Kind.PARAGRAPH, (Run(remark, italic=self.language == "en"),), look="note")]

    def _heads(self, *, dates: bool) -> list[tuple[Entry, ...]]:
        """The rows of heads: periods, in English at times under a head over all of them."""
        say, years = self.parts.say, range(self.year, self.year - self.periods, -1)
        noted = (Entry(say("Note", "附注"), bold=True),) if self.noted else ()
        line = int(self.rules is Rules.HEAD)
        if self.language == "zh":
            names = [f"{year}年12月31日" if dates else f"{year}年度" for year in years]
            return [(Entry("项目", bold=True), *noted, *(Entry(name, bold=True, align="center") for name in names))]
        over = "At December 31," if dates else "Year Ended December 31,"
        first = (
            Entry(),
            *(Entry() for _ in noted),
            Entry(over, column_span=self.periods, bold=True, align="center", below=line),
        )
        return [first, (Entry(), *noted, *(Entry(str(year), bold=True, align="center", below=line) for year in years))]

    def _line(self, number: int, line: str) -> tuple[Entry, ...]:
        """A row of a statement."""
        sign = line[0] if line[0] in "=+:" else ""
        label = line.removeprefix(sign)
        indent = len(label) - len(label.lstrip(">"))
        label = label.lstrip(">")
        bold = sign in {"=", ":"}
        note = (Entry(str(number + 3) if self.source.random() < 0.3 and sign != ":" else ""),) if self.noted else ()
        if sign == ":":
            return (Entry(label, bold=True), *(Entry() for _ in note), *(Entry() for _ in range(self.periods)))
        money = "$" if self.language == "en" and (sign == "=" or number < 3) else ""
        drawn = self.rules is Rules.HEAD
        below = 2 if sign == "=" and drawn else 0
        figures = (
            Entry(self._amount(money), bold=bold, above=int(drawn and sign in {"=", "+"}), below=below)
            for _ in range(self.periods)
        )
        return (Entry(label, indent=indent, bold=bold), *note, *figures)

    def _amount(self, money: str = "") -> str:
        """An amount, at times below nothing or none."""
        chance = self.source.random()
        if chance < 0.06:
            return f"{money}—"
        number = f"{int(10 ** self.source.uniform(2, 5)):,}" + (
            ".00" if self.language == "zh" and self.rules is Rules.GRID else ""
        )
        if chance < 0.25:
            return f"{money}({number})" if self.language == "en" else f"-{number}"
        return f"{money}{number}"

    def _equity(self) -> list[Node]:
        """Changes in equity, a wide table."""
        say = self.parts.say
        name = say("Consolidated Statements of Changes in Equity", "合并所有者权益变动表")
        heads = say(EQUITY, EQUITY_ZH).split(",")
        labels = say(
            "Net income,Dividends,Share repurchases,Stock compensation", "净利润,利润分配,股份回购,其他"
        ).split(",")
        rows = [(Entry(), *(Entry(head, bold=True, align="center", below=1) for head in heads))]
        for year in range(self.year - 2, self.year + 1):
            balance = say(f"Balance, December 31, {year - 1}", f"{year - 1}年末余额")
            rows.append((Entry(balance, bold=True), *(Entry(self._amount(say("$", ""))) for _ in heads)))
            rows += [(Entry(label, indent=1), *(Entry(self._amount()) for _ in heads)) for label in labels]
        table = Table(tuple(rows), (("left", 2.2), *[("right", 1.0)] * len(heads)), 1, Rules.HEAD, name, self.unit)
        leaf = Leaf(Kind.TABLE, table=table)
        unit = Leaf(Kind.CAPTION, (Run(self.unit),), look="unit", caption_of=leaf)
        return [self.parts.heading(1, "", name), unit, leaf]

    def _note(self, number: int, name: str) -> list[Node]:
        """A note with prose and a table."""
        say, parts = self.parts.say, self.parts
        mark = say(f"{number}.", f"{chinese(number)}、")
        nodes: list[Node] = [parts.heading(2, mark, name), parts.paragraph(3)]
        if number == 1:
            for _ in range(3):
                nodes += [parts.heading(3), parts.paragraph(3)]
        elif number % 2:
            nodes += [self._lead(), Leaf(Kind.TABLE, table=parts.matrix(5, 3, self.rules)), parts.paragraph(2)]
        else:
            nodes += [self._lead(), self._schedule(), parts.paragraph(3)]
        return nodes

    def _lead(self) -> Leaf:
        """The sentence before a table."""
        years = f"{self.year}", f"{self.year - 1}"
        words = self.parts.say(
            f"Components of {self.parts.words.phrase().lower()} at December 31, {' and '.join(years)} were as follows:",
            f"{self.parts.words.phrase()}列示如下：",
        )
        return Leaf(Kind.PARAGRAPH, (Run(words),))

    def _schedule(self) -> Leaf:
        """A table of a note: labels, two years, a total."""
        names = self.parts.words.distinct(self.source.randint(3, 7))
        years = [self.parts.say(str(self.year - at), f"{self.year - at}年") for at in (0, 1)]
        line = int(self.rules is Rules.HEAD)
        rows = [(Entry(), *(Entry(year, bold=True, align="center", below=line) for year in years))]
        for at, name in enumerate(names):
            money = self.parts.say("$", "") if not at else ""
            rows.append((Entry(name), *(Entry(self._amount(money)) for _ in years)))
        total = self.parts.say("Total", "合计")
        money = self.parts.say("$", "")
        rows.append((Entry(total), *(Entry(self._amount(money), above=line, below=2 * line) for _ in years)))
        columns = (("left", 3.6), ("right", 1.0), ("right", 1.0))
        return Leaf(Kind.TABLE, table=Table(tuple(rows), columns, 1, self.rules))
