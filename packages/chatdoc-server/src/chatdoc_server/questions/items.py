"""Line items of financial statements: what people call them, and what statements print for them.

General accounting vocabulary, in one declarative table. `asked` are names found in questions; `labels` are row
labels, the usual one first. A label is compared word by word without case and punctuation; a label that
holds one of `without` is another item.
"""

from dataclasses import dataclass

from chatdoc_server.questions.statements import Statement


@dataclass(frozen=True, slots=True)
class Item:
    """One line item. `statement` is where it is first looked for, None when it stands in notes or in several.

    `also` are labels that rows have too, which search does not look for.
    """

    name: str
    asked: tuple[str, ...]
    labels: tuple[str, ...]
    statement: Statement | None = None
    without: tuple[str, ...] = ()
    also: tuple[str, ...] = ()


ITEMS: tuple[Item, ...] = (
    Item(
        "revenue",
        ("revenue", "revenues", "net revenue", "net revenues", "sales", "net sales", "total revenue", "total revenues",
         "total net sales", "total sales", "sales growth", "turnover", "top line"),
        ("total revenues", "net sales", "total revenue", "total net revenues", "total net revenue", "net revenues",
         "net revenue", "revenues", "revenue", "total net sales", "sales", "operating revenues",
         "total operating revenues", "sales and revenues", "total sales"),
        Statement.INCOME,
        ("cost", "costs", "deferred", "unearned", "marketing"),
    ),
    Item(
        "cost of goods sold",
        ("cost of goods sold", "costs of goods sold", "cogs", "cost of sales", "costs of sales", "cost of revenue",
         "cost of revenues", "cost of products sold"),
        ("cost of sales", "cost of goods sold", "cost of revenue", "cost of revenues", "total cost of sales",
         "total cost of revenue", "total cost of revenues", "cost of products sold", "merchandise costs",
         "cost of products and services", "total cost of products and services", "costs of sales",
         "cost of goods and services sold"),
        Statement.INCOME,
    ),
    Item(
        "gross profit",
        ("gross profit", "gross profits", "gross margin", "gross income"),
        ("gross profit", "gross margin", "total gross profit"),
        Statement.INCOME,
    ),
    Item(
        "operating income",
        ("operating income", "operating profit", "income from operations", "operating earnings", "ebit",
         "operating profits", "earnings from operations", "profit from operations"),
        ("operating income", "operating profit", "income from operations", "operating income loss",
         "earnings from operations", "operating earnings", "profit from operations", "total operating income",
         "income loss from operations", "operating profit loss"),
        Statement.INCOME,
        ("nonoperating", "before"),
    ),
    Item(
        "net income",
        ("net income", "net earnings", "net profit", "net loss", "bottom line",
         "net income attributable to shareholders",
         "net income attributable to common shareholders", "net income attributable to stockholders",
         "profit attributable to shareholders"),
        ("net income", "net earnings", "net income loss", "net loss", "net earnings loss",
         "net income attributable to common shareholders", "net income attributable to shareholders",
         "net earnings attributable to shareholders", "net income attributable to stockholders", "profit for the year",
         "net loss income", "net income attributable to company", "consolidated net income", "profit"),
        Statement.INCOME,
        ("noncontrolling", "per", "before", "redeemable", "discontinued"),
    ),
    Item(
        "basic earnings per share",
        ("basic eps", "basic earnings per share", "basic net income per share"),
        ("basic", "basic earnings per share", "basic net income per share", "basic earnings per common share",
         "net income per share basic", "earnings per share basic", "basic eps"),
        Statement.INCOME,
        ("weighted", "shares"),
    ),
    Item(
        "diluted earnings per share",
        ("diluted eps", "diluted earnings per share", "diluted net income per share", "earnings per share", "eps"),
        ("diluted", "diluted earnings per share", "diluted net income per share", "diluted earnings per common share",
         "net income per share diluted", "earnings per share diluted", "diluted eps"),
        Statement.INCOME,
        ("weighted", "shares"),
    ),
    Item(
        "research and development",
        ("research and development", "r&d", "research, development and related expenses",
         "research and development expense", "r&d expense", "r&d expenses"),
        ("research and development", "research and development expenses", "research and development expense",
         "research development and related expenses", "technology and development",
         "research development and engineering"),
        Statement.INCOME,
    ),
    Item(
        "selling, general and administrative expense",
        ("selling, general and administrative", "sg&a", "selling general and administrative expenses", "sg&a expense",
         "sg&a expenses"),
        ("selling general and administrative expenses", "selling general and administrative",
         "selling general and administrative expense", "selling informational and administrative expenses",
         "general and administrative", "operating selling general and administrative expenses",
         "selling and administrative expenses"),
        Statement.INCOME,
    ),
    Item(
        "depreciation and amortization",
        ("depreciation and amortization", "d&a", "d & a", "depreciation", "depreciation & amortization",
         "amortization"),
        ("depreciation and amortization", "depreciation amortization and other",
         "depreciation and amortization expense",
         "depreciation amortization and accretion", "depreciation", "depreciation amortization and impairment",
         "depreciation and amortization of property equipment and intangibles",
         "depreciation depletion and amortization",
         "depreciation and amortization of property and equipment and other"),
        Statement.CASH,
        ("accumulated",),
    ),
    Item(
        "interest expense",
        ("interest expense", "interest costs", "interest paid"),
        ("interest expense", "interest expense net", "interest net", "total interest expense",
         "interest and debt expense"),
        Statement.INCOME,
    ),
    Item(
        "income taxes",
        ("income tax expense", "income taxes", "provision for income taxes", "tax expense", "tax provision"),
        ("provision for income taxes", "income tax expense", "income taxes", "provision for taxes on income",
         "income tax provision", "provision benefit for income taxes", "income tax expense benefit"),
        Statement.INCOME,
        ("before", "payable", "deferred", "paid"),
    ),
    Item(
        "income before income taxes",
        ("income before income taxes", "income before taxes", "pretax income", "pre-tax income", "pretax profit",
         "profit before tax", "earnings before income taxes", "earnings before taxes"),
        ("income before income taxes", "income before provision for income taxes", "earnings before income taxes",
         "income loss before income taxes", "income before taxes", "earnings before provision for income taxes",
         "income from continuing operations before income taxes", "profit before tax", "profit before taxation",
         "earnings before taxes on income", "income before income tax expense"),
        Statement.INCOME,
    ),
    Item(
        "effective tax rate",
        ("effective tax rate", "effective income tax rate", "tax rate"),
        ("effective tax rate", "effective income tax rate", "effective tax rate benefit", "total effective tax rate"),
    ),
    Item(
        "capital expenditure",
        ("capital expenditure", "capital expenditures", "capex", "cap ex", "capital spending",
         "capital investment", "capital investments",
         "purchases of property, plant and equipment", "purchases of property and equipment",
         "additions to property, plant and equipment", "additions to property and equipment"),
        ("purchases of property plant and equipment", "capital expenditures", "purchases of property and equipment",
         "purchase of property plant and equipment", "capital expenditure", "additions to property plant and equipment",
         "purchases of land buildings and equipment", "payments for property and equipment",
         "payments for property plant and equipment", "additions to property and equipment",
         "property plant and equipment additions", "purchase of property and equipment",
         "payments for capital expenditures", "acquisition of property plant and equipment",
         "expenditures for property plant and equipment", "purchases of property plant and equipment pp e"),
        Statement.CASH,
        ("unpaid", "accrued", "accrual"),
    ),
    Item(
        "cash from operating activities",
        ("operating cash flow", "cash from operations", "cash flow from operations", "cash flows from operations",
         "cash from operating activities", "net cash provided by operating activities",
         "cash flow from operating activities", "cash provided by operating activities"),
        ("net cash provided by operating activities", "net cash provided by used in operating activities",
         "cash provided by operating activities", "net cash flows from operating activities",
         "net cash from operating activities", "cash flows from operating activities",
         "net cash provided by used for operating activities", "cash provided by operations",
         "cash provided by used for operating activities", "net cash flow from operating activities"),
        Statement.CASH,
        ("adjustments", "reconcile", "discontinued"),
    ),
    Item(
        "dividends paid",
        ("dividends paid", "dividend paid", "cash dividends", "cash dividends paid", "total cash dividends paid",
         "dividend payments"),
        ("dividends paid", "cash dividends paid", "dividends paid to shareholders", "payment of dividends",
         "payments of dividends", "cash dividends", "dividends", "dividends paid to stockholders",
         "cash dividends paid to shareholders", "common stock dividends"),
        Statement.CASH,
        ("per", "declared", "payable", "noncontrolling"),
    ),
    Item(
        "share repurchases",
        ("share repurchases", "stock repurchases", "share buybacks", "buybacks", "repurchases of common stock",
         "treasury stock purchases"),
        ("repurchases of common stock", "purchases of treasury stock", "repurchase of common stock",
         "common stock repurchases", "purchases of treasury shares", "share repurchases", "common stock repurchased",
         "purchases of common stock for treasury", "stock repurchases", "purchase of company stock"),
        Statement.CASH,
        also=("common shares repurchased", "shares repurchased", "repurchase of common shares",
              "repurchases of common shares", "purchase of treasury stock", "purchases of common stock",
              "payments for repurchase of common stock"),
    ),
    Item(
        "net property, plant and equipment",
        ("property, plant and equipment", "net property, plant and equipment", "property, plant, and equipment",
         "pp&e", "pp & e", "ppe", "ppne",
        "property, plant & equipment", "net pp&e", "property and equipment", "fixed assets", "net ppne", "pp&e net"),
        ("property plant and equipment net", "net property plant and equipment", "property and equipment net",
         "property plant and equipment", "net property and equipment", "land buildings and equipment net",
         "property plant and equipment net of accumulated depreciation", "property and equipment",
         "property plant and equipment less accumulated depreciation", "total property plant and equipment net"),
        Statement.BALANCE,
        ("purchases", "purchase", "additions", "proceeds", "sale", "gross"),
    ),
    Item("total assets", ("total assets",), ("total assets",), Statement.BALANCE),
    Item(
        "total current assets",
        ("current assets", "total current assets"),
        ("total current assets",),
        Statement.BALANCE,
    ),
    Item(
        "total current liabilities",
        ("current liabilities", "total current liabilities"),
        ("total current liabilities",),
        Statement.BALANCE,
    ),
    Item("total liabilities", ("total liabilities",), ("total liabilities",), Statement.BALANCE, ("equity", "deficit")),
    Item(
        "shareholders' equity",
        ("shareholders equity", "stockholders equity", "total equity", "shareholder equity",
         "total shareholders equity",
         "total stockholders equity", "shareowners equity"),
        ("total shareholders equity", "total stockholders equity", "total equity", "total shareowners equity",
         "shareholders equity", "stockholders equity", "total shareholders equity deficit",
         "total stockholders equity deficit"),
        Statement.BALANCE,
        ("liabilities",),
    ),
    Item(
        "accounts receivable",
        ("accounts receivable", "receivables", "trade receivables", "net ar", "net accounts receivable", "ar"),
        ("accounts receivable net", "accounts receivable", "receivables", "receivables net", "trade receivables net",
         "trade receivables", "accounts and other receivables", "trade accounts receivable",
         "trade accounts receivable less allowance for doubtful accounts", "accounts receivable net and other"),
        Statement.BALANCE,
        ("change", "changes", "other"),
    ),
    Item(
        "accounts payable",
        ("accounts payable", "trade payables", "payables"),
        ("accounts payable", "trade payables", "trade accounts payable", "accounts payable trade"),
        Statement.BALANCE,
        ("change", "changes"),
    ),
    Item(
        "inventory",
        ("inventory", "inventories", "total inventory", "net inventory", "merchandise inventories"),
        ("inventories", "inventory", "merchandise inventories", "total inventories", "inventories net",
         "merchandise inventory", "inventories at lower of cost or market"),
        Statement.BALANCE,
        ("change", "changes", "inventories 1"),
    ),
    Item(
        "cash and cash equivalents",
        ("cash and cash equivalents", "cash & cash equivalents", "cash balance", "cash and equivalents"),
        ("cash and cash equivalents", "cash and equivalents", "total cash and cash equivalents"),
        Statement.BALANCE,
        ("beginning", "increase", "decrease", "change"),
    ),
    Item("goodwill", ("goodwill",), ("goodwill", "goodwill net"), Statement.BALANCE, ("impairment",)),
    Item(
        "goodwill impairment",
        ("goodwill impairment", "goodwill impairment expense", "impairment of goodwill", "goodwill impairment charge",
         "goodwill impairment charges", "goodwill impairment loss"),
        ("goodwill impairment", "impairment of goodwill", "goodwill impairment charge", "goodwill impairment losses",
         "goodwill impairment charges", "goodwill impairment loss", "goodwill impairments"),
    ),
    Item(
        "long-term debt",
        ("long-term debt", "long term debt", "noncurrent debt"),
        ("long term debt", "long term debt net", "long term debt less current portion", "total long term debt",
         "long term debt net of current portion"),
        Statement.BALANCE,
    ),
    Item(
        "short-term debt",
        ("short-term debt", "short term debt", "short-term borrowings", "current debt"),
        ("short term borrowings", "short term debt", "notes payable", "current portion of long term debt",
         "short term borrowings and current portion of long term debt", "commercial paper"),
        Statement.BALANCE,
    ),
    Item(
        "retained earnings",
        ("retained earnings", "accumulated deficit"),
        ("retained earnings", "accumulated deficit", "retained earnings accumulated deficit", "reinvested earnings"),
        Statement.BALANCE,
    ),
    Item(
        "share-based compensation",
        ("stock-based compensation", "share-based compensation", "stock compensation"),
        ("stock based compensation", "share based compensation", "stock based compensation expense",
         "share based compensation expense"),
        Statement.CASH,
    ),
    Item(
        "restructuring charges",
        ("restructuring charges", "restructuring costs", "restructuring expense"),
        ("restructuring charges", "restructuring costs", "restructuring", "restructuring expense",
         "restructuring and related charges"),
    ),
)  # fmt: skip
"""Every line item that is known."""

PAID = frozenset(
    {
        "capital expenditure",
        "cost of goods sold",
        "depreciation and amortization",
        "dividends paid",
        "income taxes",
        "interest expense",
        "research and development",
        "selling, general and administrative expense",
        "share repurchases",
    }
)
"""Items that some statements print with a minus, while a formula means the amount paid or spent."""
