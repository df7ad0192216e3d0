"""Figures that are computed from line items: their names, and their definitions.

Where textbooks differ, the definition is the one most filings' readers use: balances of turnovers and days are
averages over the period, days count purchases for payables, and debt over equity counts all liabilities.
"""

import re
from dataclasses import dataclass

_PARTS = re.compile(r"[+*/()]|\s-\s|\baverage\b|\bchange in\b|\b\d+\b")


@dataclass(frozen=True, slots=True)
class Ratio:
    """A figure that statements seldom print.

    `formula` is its definition in names of line items, as `formulas.parser` reads it; figures of balance sheets are
    those at the end of the period unless it says average. `percent` is whether it is usually given in hundredths,
    `printed` whether documents usually state it themselves, so that it is computed only where they don't.
    """

    name: str
    asked: tuple[str, ...]
    formula: str
    percent: bool = False
    printed: bool = False

    @property
    def operands(self) -> tuple[str, ...]:
        """The names of the items it is computed from, in the order they stand."""
        pieces = (piece.strip() for piece in _PARTS.split(self.formula))
        return tuple(dict.fromkeys(piece for piece in pieces if any(map(str.isalpha, piece))))


RATIOS: tuple[Ratio, ...] = (
    # Margins: what stays of revenue.
    Ratio(
        "gross margin",
        (
            "gross margin",
            "gross margins",
            "gross margin profile",
            "gross profit margin",
            "gross profit margins",
            "gross profit percentage",
            "gross margin percentage",
        ),
        "gross profit / revenue",
        percent=True,
    ),
    Ratio(
        "operating margin",
        (
            "operating margin",
            "operating margins",
            "operating income margin",
            "operating profit margin",
            "ebit margin",
            "return on sales",
        ),
        "operating income / revenue",
        percent=True,
    ),
    Ratio(
        "pretax margin",
        ("pretax margin", "pre-tax margin", "pretax profit margin"),
        "income before income taxes / revenue",
        percent=True,
    ),
    Ratio(
        "net margin",
        (
            "net margin",
            "net margins",
            "net profit margin",
            "net income margin",
            "profit margin",
            "profit margins",
            "net profit ratio",
        ),
        "net income / revenue",
        percent=True,
    ),
    Ratio("EBITDA", ("ebitda", "unadjusted ebitda"), "operating income + depreciation and amortization"),
    Ratio(
        "EBITDA margin",
        ("ebitda margin", "ebitda % margin", "unadjusted ebitda % margin", "unadjusted ebitda margin"),
        "(operating income + depreciation and amortization) / revenue",
        percent=True,
    ),
    Ratio("free cash flow", ("free cash flow", "fcf"), "cash from operating activities - capital expenditure"),
    Ratio(
        "free cash flow margin",
        ("free cash flow margin", "fcf margin"),
        "(cash from operating activities - capital expenditure) / revenue",
        percent=True,
    ),
    Ratio(
        "free cash flow conversion",
        ("free cash flow conversion", "fcf conversion"),
        "(cash from operating activities - capital expenditure) / net income",
        percent=True,
    ),
    Ratio(
        "operating cash flow margin",
        ("operating cash flow margin", "cash flow margin"),
        "cash from operating activities / revenue",
        percent=True,
    ),
    Ratio(
        "cash conversion ratio",
        ("cash conversion ratio", "quality of income ratio", "earnings quality ratio"),
        "cash from operating activities / net income",
    ),
    Ratio(
        "research intensity",
        ("r&d intensity", "research intensity", "r&d to sales ratio"),
        "research and development / revenue",
        percent=True,
    ),
    # Liquidity: what can be paid soon.
    Ratio(
        "current ratio",
        ("current ratio", "liquidity ratio", "working capital ratio"),
        "total current assets / total current liabilities",
    ),
    Ratio(
        "quick ratio",
        ("quick ratio", "acid test", "acid test ratio", "acid-test ratio", "quick assets"),
        "(total current assets - inventory) / total current liabilities",
    ),
    Ratio("cash ratio", ("cash ratio",), "cash and cash equivalents / total current liabilities"),
    Ratio(
        "operating cash flow ratio",
        ("operating cash flow ratio", "cash flow ratio"),
        "cash from operating activities / total current liabilities",
    ),
    Ratio(
        "working capital",
        ("working capital", "net working capital"),
        "total current assets - total current liabilities",
    ),
    # Activity: how often and how fast.
    Ratio(
        "inventory turnover",
        ("inventory turnover", "inventory turnover ratio", "inventory turns", "stock turnover"),
        "cost of goods sold / average inventory",
    ),
    Ratio(
        "receivables turnover",
        ("receivables turnover", "receivable turnover", "accounts receivable turnover", "debtors turnover"),
        "revenue / average accounts receivable",
    ),
    Ratio(
        "payables turnover",
        ("payables turnover", "payable turnover", "accounts payable turnover", "creditors turnover"),
        "cost of goods sold / average accounts payable",
    ),
    Ratio(
        "asset turnover",
        ("asset turnover", "asset turnover ratio", "total asset turnover"),
        "revenue / average total assets",
    ),
    Ratio(
        "fixed asset turnover",
        ("fixed asset turnover", "fixed asset turnover ratio", "pp&e turnover"),
        "revenue / average net property, plant and equipment",
    ),
    Ratio(
        "working capital turnover",
        ("working capital turnover",),
        "revenue / (average total current assets - average total current liabilities)",
    ),
    Ratio(
        "days sales outstanding",
        ("days sales outstanding", "dso", "average collection period", "receivable days", "debtor days"),
        "365 * average accounts receivable / revenue",
    ),
    Ratio(
        "days inventory outstanding",
        ("days inventory outstanding", "days sales in inventory", "days sales of inventory", "dio", "inventory days"),
        "365 * average inventory / cost of goods sold",
    ),
    Ratio(
        "days payable outstanding",
        ("days payable outstanding", "days payables outstanding", "dpo", "payable days", "creditor days"),
        "365 * average accounts payable / (cost of goods sold + change in inventory)",
    ),
    Ratio(
        "cash conversion cycle",
        ("cash conversion cycle", "ccc", "net operating cycle"),
        "365 * average inventory / cost of goods sold + 365 * average accounts receivable / revenue"
        " - 365 * average accounts payable / (cost of goods sold + change in inventory)",
    ),
    # Leverage: who has paid for what there is.
    Ratio("total debt", ("total debt", "gross debt"), "long-term debt + short-term debt"),
    Ratio("net debt", ("net debt",), "long-term debt + short-term debt - cash and cash equivalents"),
    Ratio(
        "debt to equity",
        ("debt to equity", "debt-to-equity", "gearing", "gearing ratio", "liabilities to equity"),
        "total liabilities / shareholders' equity",
    ),
    Ratio(
        "debt to assets",
        ("debt to assets", "debt-to-assets", "debt to asset ratio", "debt ratio", "liabilities to assets"),
        "total liabilities / total assets",
    ),
    Ratio(
        "long-term debt to equity",
        ("long-term debt to equity", "long term debt to equity"),
        "long-term debt / shareholders' equity",
    ),
    Ratio(
        "debt to capital",
        ("debt to capital", "debt-to-capital"),
        "(long-term debt + short-term debt) / (long-term debt + short-term debt + shareholders' equity)",
    ),
    Ratio(
        "debt to EBITDA",
        ("debt to ebitda", "debt-to-ebitda", "debt/ebitda", "total debt to ebitda"),
        "(long-term debt + short-term debt) / (operating income + depreciation and amortization)",
    ),
    Ratio(
        "net debt to EBITDA",
        ("net debt to ebitda", "net debt-to-ebitda", "net debt/ebitda"),
        "(long-term debt + short-term debt - cash and cash equivalents)"
        " / (operating income + depreciation and amortization)",
    ),
    Ratio(
        "equity multiplier", ("equity multiplier", "financial leverage ratio"), "total assets / shareholders' equity"
    ),
    Ratio("equity ratio", ("equity ratio", "equity to assets"), "shareholders' equity / total assets", percent=True),
    Ratio(
        "interest coverage",
        ("interest coverage", "interest coverage ratio", "times interest earned"),
        "operating income / interest expense",
    ),
    Ratio(
        "cash flow to debt",
        ("cash flow to debt", "cash flow-to-debt", "cash flow to total debt"),
        "cash from operating activities / total liabilities",
    ),
    # Returns, and what is paid out of them.
    Ratio("return on assets", ("return on assets", "roa"), "net income / average total assets"),
    Ratio("return on equity", ("return on equity", "roe"), "net income / average shareholders' equity", percent=True),
    Ratio(
        "return on invested capital",
        ("return on invested capital", "roic"),
        "(operating income - income taxes) / (long-term debt + short-term debt + shareholders' equity)",
        percent=True,
    ),
    Ratio(
        "return on capital employed",
        ("return on capital employed", "roce"),
        "operating income / (total assets - total current liabilities)",
        percent=True,
    ),
    Ratio(
        "dividend payout ratio",
        ("payout ratio", "dividend payout ratio", "dividend payout"),
        "dividends paid / net income",
    ),
    Ratio("dividend coverage", ("dividend coverage", "dividend cover"), "net income / dividends paid"),
    Ratio(
        "retention ratio",
        ("retention ratio", "plowback ratio", "earnings retention"),
        "(net income - dividends paid) / net income",
    ),
    Ratio("effective tax rate", (), "income taxes / income before income taxes", percent=True, printed=True),
    # What is spent on what lasts.
    Ratio(
        "capital intensity",
        ("capital intensive", "capital-intensive", "capital intensity", "capex to revenue", "capex to sales"),
        "capital expenditure / revenue",
        percent=True,
    ),
    Ratio(
        "capital expenditure to depreciation",
        ("capex to depreciation", "capital expenditure to depreciation", "capex to d&a"),
        "capital expenditure / depreciation and amortization",
    ),
    Ratio("book value", ("book value", "net asset value", "net assets"), "shareholders' equity"),
)
"""Common ratios by name."""

DERIVED: dict[str, str] = {
    "gross profit": "revenue - cost of goods sold",
    "total liabilities": "total assets - shareholders' equity",
    "shareholders' equity": "total assets - total liabilities",
    "income before income taxes": "net income + income taxes",
}
"""Items that some statements leave out, and what they are made of; by the items' names."""
