"""Figures that are computed from line items: their names, and their definitions."""

import re
from dataclasses import dataclass

_PARTS = re.compile(r"[+*/()]|\s-\s|\baverage\b|\bchange in\b|\b\d+\b")


@dataclass(frozen=True, slots=True)
class Ratio:
    """A figure that statements seldom print.

    `formula` is its definition in names of line items, as `formulas.parser` reads it; figures of balance sheets are
    those at the end of the period unless it says average. `percent` is whether it is usually given in hundredths.
    """

    name: str
    asked: tuple[str, ...]
    formula: str
    percent: bool = False

    @property
    def operands(self) -> tuple[str, ...]:
        """The names of the items it is computed from, in the order they stand."""
        pieces = (piece.strip() for piece in _PARTS.split(self.formula))
        return tuple(dict.fromkeys(piece for piece in pieces if any(map(str.isalpha, piece))))


RATIOS: tuple[Ratio, ...] = (
    Ratio(
        "gross margin",
        ("gross margin", "gross margins", "gross margin profile"),
        "gross profit / revenue",
        percent=True,
    ),
    Ratio(
        "operating margin",
        ("operating margin", "operating margins", "operating income margin"),
        "operating income / revenue",
        percent=True,
    ),
    Ratio(
        "net margin",
        ("net margin", "net margins", "net profit margin", "net income margin", "profit margin", "profit margins"),
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
    Ratio(
        "quick ratio",
        ("quick ratio", "acid test", "acid test ratio", "quick assets"),
        "(total current assets - inventory) / total current liabilities",
    ),
    Ratio("current ratio", ("current ratio", "liquidity ratio"), "total current assets / total current liabilities"),
    Ratio(
        "working capital",
        ("working capital", "net working capital"),
        "total current assets - total current liabilities",
    ),
    Ratio(
        "operating cash flow ratio",
        ("operating cash flow ratio", "cash flow ratio"),
        "cash from operating activities / total current liabilities",
    ),
    Ratio(
        "inventory turnover",
        ("inventory turnover", "inventory turnover ratio", "inventory turns"),
        "cost of goods sold / average inventory",
    ),
    Ratio("asset turnover", ("asset turnover", "asset turnover ratio"), "revenue / average total assets"),
    Ratio(
        "fixed asset turnover",
        ("fixed asset turnover", "fixed asset turnover ratio"),
        "revenue / average net property, plant and equipment",
    ),
    Ratio("return on assets", ("return on assets", "roa"), "net income / average total assets"),
    Ratio("return on equity", ("return on equity", "roe"), "net income / average shareholders' equity", percent=True),
    Ratio("retention ratio", ("retention ratio",), "(net income - dividends paid) / net income"),
    Ratio("dividend payout ratio", ("payout ratio", "dividend payout ratio"), "dividends paid / net income"),
    Ratio(
        "days payable outstanding",
        ("days payable outstanding", "days payables outstanding", "dpo", "payables turnover"),
        "365 * average accounts payable / (cost of goods sold + change in inventory)",
    ),
    Ratio(
        "days sales outstanding",
        ("days sales outstanding", "dso", "receivables turnover"),
        "365 * average accounts receivable / revenue",
    ),
    Ratio(
        "days inventory outstanding",
        ("days inventory outstanding", "days sales in inventory", "days sales of inventory", "dio"),
        "365 * average inventory / cost of goods sold",
    ),
    Ratio(
        "cash conversion cycle",
        ("cash conversion cycle", "ccc"),
        "365 * average inventory / cost of goods sold + 365 * average accounts receivable / revenue"
        " - 365 * average accounts payable / (cost of goods sold + change in inventory)",
    ),
    Ratio("free cash flow", ("free cash flow", "fcf"), "cash from operating activities - capital expenditure"),
    Ratio("debt to equity", ("debt to equity", "debt-to-equity"), "total liabilities / shareholders' equity"),
    Ratio(
        "interest coverage",
        ("interest coverage", "interest coverage ratio", "times interest earned"),
        "operating income / interest expense",
    ),
    Ratio(
        "capital intensity",
        ("capital intensive", "capital-intensive", "capital intensity"),
        "capital expenditure / revenue",
        percent=True,
    ),
)
"""Common ratios by name."""
