"""What questions call things, and what documents print instead: financial statements, their lines, abbreviations.

General knowledge of accounting and business, about no particular company. Labels are the wordings
that statements under US GAAP and IFRS use for one and the same line.
"""

import re
from dataclasses import dataclass
from enum import StrEnum


class Statement(StrEnum):
    """The primary financial statements."""

    POSITION = "position"
    INCOME = "income"
    CASH = "cash"
    EQUITY = "equity"


@dataclass(frozen=True, slots=True)
class StatementEntry:
    """One statement: how a question names it, how it is titled, and the rows it is known by."""

    statement: Statement
    said: re.Pattern[str]
    titles: str
    rows: str


@dataclass(frozen=True, slots=True)
class Item:
    """One figure: how a question names it, the labels it stands under, and the statements that show it."""

    said: re.Pattern[str]
    labels: str
    statements: tuple[Statement, ...] = ()


def _said(*ways: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w&])(?:{'|'.join(ways)})(?![\w&])", re.IGNORECASE)


STATEMENTS = (
    StatementEntry(
        Statement.POSITION,
        _said(r"balance sheets?", r"statements? of (?:\w+ )?financial (?:position|condition)", r"financial position"),
        "consolidated balance sheets statements of financial position",
        "Assets: cash and cash equivalents, receivables, inventories, total current assets, property, plant and "
        "equipment, total assets. Liabilities: accounts payable, total current liabilities, long-term debt, "
        "shareholders' equity, total liabilities and equity",
    ),
    StatementEntry(
        Statement.INCOME,
        _said(
            r"income statements?",
            r"statements? of (?:\w+ )?(?:income|operations|earnings|profit(?: and|or)? loss)",
            r"p\s?&\s?l(?: statements?| accounts?)?",
            r"profit (?:and|or|&) loss(?: statements?| accounts?)?",
            r"earnings statements?",
        ),
        "consolidated statements of income operations earnings",
        "Net sales, revenues, cost of sales, gross profit, selling, general and administrative expenses, operating "
        "income, interest expense, income before income taxes, provision for income taxes, net income, earnings per "
        "share basic and diluted",
    ),
    StatementEntry(
        Statement.CASH,
        _said(r"(?:statements? of )?cash[- ]?flows? statements?", r"statements? of cash ?flows?"),
        "consolidated statements of cash flows",
        "Cash flows from operating activities: net income, depreciation and amortization, changes in assets and "
        "liabilities, net cash provided by operating activities. Investing activities: capital expenditures. "
        "Financing activities: dividends paid, repurchases of common stock, cash at end of year",
    ),
    StatementEntry(
        Statement.EQUITY,
        _said(r"statements? of (?:changes in )?(?:\w+['’]?s?['’]? )?equity", r"equity statements?"),
        "consolidated statements of changes in shareholders' stockholders' equity",
        "Common stock, additional paid-in capital, retained earnings, accumulated other comprehensive loss, treasury "
        "stock, total equity, balance at end of year",
    ),
)

_P, _I, _C = Statement.POSITION, Statement.INCOME, Statement.CASH

ITEMS = (
    Item(
        _said(
            r"cap\.?ex",
            r"capital (?:expenditures?|spending|investments?)",
            r"capital[- ]intensive",
            r"capital intensity",
        ),
        "capital expenditures; purchases of property, plant and equipment; additions to property and equipment",
        (_C,),
    ),
    Item(
        _said(
            r"pp\s?(?:&|and|n)\s?e",
            r"ppe",
            r"fixed assets?",
            r"property,? plant,?(?: and| &) equipment",
            r"capital[- ]intensive",
        ),
        "property, plant and equipment, net",
        (_P,),
    ),
    Item(
        _said(r"cogs", r"costs? of (?:goods|products|merchandise)(?: sold)?", r"costs? of (?:sales|revenues?)"),
        "cost of sales; cost of goods sold; cost of revenues; cost of products sold",
        (_I,),
    ),
    Item(
        _said(r"(?:net |total )?revenues?", r"net sales", r"total sales", r"sales growth", r"top[- ]line"),
        "net sales; total revenues; net revenue",
        (_I,),
    ),
    Item(
        _said(r"gross (?:profits?|margins?)(?: margins?| profile)?"),
        "gross profit; gross margin; net sales; cost of sales",
        (_I,),
    ),
    Item(
        _said(r"operating (?:income|profits?|earnings)", r"operating margins?", r"income from operations", r"ebit"),
        "operating income; income from operations; operating profit; earnings from operations",
        (_I,),
    ),
    Item(
        _said(r"ebitda(?:r)?"),
        "operating income; depreciation and amortization",
        (_I, _C),
    ),
    Item(
        _said(r"d\s?&\s?a", r"depreciation(?: (?:and|&) amorti[sz]ation)?", r"amorti[sz]ation"),
        "depreciation and amortization",
        (_C,),
    ),
    Item(
        _said(r"net (?:income|earnings|profits?|loss(?:es)?)", r"bottom[- ]line", r"profit margins?", r"net margins?"),
        "net income; net earnings; net income attributable to shareholders",
        (_I,),
    ),
    Item(_said(r"eps", r"earnings per share"), "earnings per share basic diluted; net income per share", (_I,)),
    Item(
        _said(r"interest coverage(?: ratio)?", r"times interest earned"),
        "operating income; interest expense; income before income taxes",
        (_I,),
    ),
    Item(
        _said(r"(?:net )?working capital", r"current ratio", r"liquidity ratio", r"current (?:assets|liabilities)"),
        "total current assets; total current liabilities",
        (_P,),
    ),
    Item(
        _said(r"quick ratio", r"acid[- ]test(?: ratio)?", r"quick assets"),
        "cash and cash equivalents; short-term investments; accounts receivable; total current liabilities",
        (_P,),
    ),
    Item(_said(r"total assets", r"roa", r"return on assets", r"asset turnover"), "total assets", (_P,)),
    Item(
        _said(r"roe", r"return on equity", r"debt[- ]to[- ]equity", r"book value", r"total equity"),
        "total shareholders' equity; total stockholders' equity",
        (_P,),
    ),
    Item(
        _said(
            r"inventory turn(?:over|s)(?: ratio)?",
            r"dio",
            r"days inventory(?: outstanding)?",
            r"days sales (?:of|in) inventory",
        ),
        "inventories; merchandise inventories; cost of sales",
        (_P, _I),
    ),
    Item(_said(r"inventor(?:y|ies)"), "inventories; merchandise inventories", (_P,)),
    Item(
        _said(r"dso", r"days sales outstanding", r"receivables? turnover(?: ratio)?"),
        "accounts receivable, net; trade receivables; net sales",
        (_P, _I),
    ),
    Item(
        _said(r"(?:accounts?|trade|net) receivables?", r"receivables"),
        "accounts receivable, net; trade receivables",
        (_P,),
    ),
    Item(
        _said(r"dpo", r"days payables? outstanding", r"payables? turnover(?: ratio)?"),
        "accounts payable; trade payables; cost of sales",
        (_P, _I),
    ),
    Item(_said(r"(?:accounts?|trade) payables?", r"payables"), "accounts payable; trade payables", (_P,)),
    Item(
        _said(r"cash conversion cycle", r"ccc"),
        "inventories; accounts receivable; accounts payable; cost of sales; net sales",
        (_P, _I),
    ),
    Item(
        _said(
            r"(?:total |long[- ]term |short[- ]term )?debt ratio", r"leverage(?: ratio)?", r"total debt", r"net debt"
        ),
        "long-term debt; short-term debt; current portion of long-term debt; total liabilities",
        (_P,),
    ),
    Item(
        _said(r"dividends? paid", r"cash dividends?", r"(?:dividend )?payout(?: ratio)?", r"retention ratio"),
        "dividends paid; cash dividends; payments of dividends",
        (_C,),
    ),
    Item(_said(r"payout ratio", r"retention ratio"), "net income attributable to shareholders", (_I,)),
    Item(
        _said(r"buy[- ]?backs?", r"(?:share|stock) repurchases?", r"repurchases? of (?:\w+ )?(?:shares?|stock)"),
        "repurchases of common stock; purchases of treasury stock",
        (_C,),
    ),
    Item(
        _said(r"free cash ?flows?", r"fcf"),
        "net cash provided by operating activities; capital expenditures; purchases of property and equipment",
        (_C,),
    ),
    Item(
        _said(
            r"(?:operating cash ?flows?|ocf|cfo)(?: ratio)?",
            r"cash ?(?:flows?)? (?:from|provided by|generated by|used in) (?:operations|operating activities)",
        ),
        "net cash provided by operating activities",
        (_C,),
    ),
    Item(_said(r"operating cash ?flow ratio"), "total current liabilities", (_P,)),
    Item(
        _said(r"effective tax rates?", r"etr"),
        "effective tax rate; effective income tax rate; provision for income taxes",
    ),
    Item(_said(r"r\s?&\s?d"), "research and development"),
    Item(_said(r"sg\s?&\s?a"), "selling, general and administrative expenses"),
    Item(_said(r"g\s?&\s?a"), "general and administrative expenses"),
    Item(_said(r"m\s?&\s?a"), "acquisitions; divestitures; mergers and acquisitions"),
    Item(_said(r"md\s?&\s?a"), "management's discussion and analysis"),
    Item(_said(r"acquired", r"acquisitions?"), "acquisition; acquired; business combinations"),
    Item(_said(r"ceo"), "chief executive officer"),
    Item(_said(r"cfo(?! ratio)"), "chief financial officer"),
    Item(_said(r"coo"), "chief operating officer"),
    Item(_said(r"fx"), "foreign exchange; foreign currency"),
    Item(_said(r"yoy", r"y/y"), "year over year"),
    Item(_said(r"segments?"), "business segments; reportable segments; segment results"),
    Item(_said(r"organic(?:ally)?(?: growth| sales)?"), "organic sales change; organic growth"),
    Item(_said(r"ip"), "intellectual property"),
    Item(_said(r"nda"), "non-disclosure agreement; confidentiality"),
    Item(_said(r"esg"), "environmental, social and governance"),
)
