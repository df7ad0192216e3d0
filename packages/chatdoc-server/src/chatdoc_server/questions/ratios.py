"""Figures that are computed from line items: their names, and what goes into them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ratio:
    """A figure that statements seldom print; `operands` are names of the items it is computed from."""

    name: str
    asked: tuple[str, ...]
    operands: tuple[str, ...]


RATIOS: tuple[Ratio, ...] = (
    Ratio("gross margin", ("gross margin", "gross margins", "gross margin profile"), ("gross profit", "revenue")),
    Ratio(
        "operating margin",
        ("operating margin", "operating margins", "operating income margin"),
        ("operating income", "revenue"),
    ),
    Ratio(
        "net margin",
        ("net margin", "net margins", "net profit margin", "net income margin", "profit margin", "profit margins"),
        ("net income", "revenue"),
    ),
    Ratio("EBITDA", ("ebitda", "unadjusted ebitda"), ("operating income", "depreciation and amortization")),
    Ratio(
        "EBITDA margin",
        ("ebitda margin", "ebitda % margin", "unadjusted ebitda % margin", "unadjusted ebitda margin"),
        ("operating income", "depreciation and amortization", "revenue"),
    ),
    Ratio(
        "quick ratio",
        ("quick ratio", "acid test", "acid test ratio", "quick assets"),
        ("total current assets", "inventory", "total current liabilities"),
    ),
    Ratio("current ratio", ("current ratio", "liquidity ratio"), ("total current assets", "total current liabilities")),
    Ratio(
        "working capital",
        ("working capital", "net working capital"),
        ("total current assets", "total current liabilities"),
    ),
    Ratio(
        "operating cash flow ratio",
        ("operating cash flow ratio", "cash flow ratio"),
        ("cash from operating activities", "total current liabilities"),
    ),
    Ratio(
        "inventory turnover",
        ("inventory turnover", "inventory turnover ratio", "inventory turns"),
        ("cost of goods sold", "inventory"),
    ),
    Ratio("asset turnover", ("asset turnover", "asset turnover ratio"), ("revenue", "total assets")),
    Ratio(
        "fixed asset turnover",
        ("fixed asset turnover", "fixed asset turnover ratio"),
        ("revenue", "net property, plant and equipment"),
    ),
    Ratio("return on assets", ("return on assets", "roa"), ("net income", "total assets")),
    Ratio("return on equity", ("return on equity", "roe"), ("net income", "shareholders' equity")),
    Ratio("retention ratio", ("retention ratio",), ("dividends paid", "net income")),
    Ratio("dividend payout ratio", ("payout ratio", "dividend payout ratio"), ("dividends paid", "net income")),
    Ratio(
        "days payable outstanding",
        ("days payable outstanding", "days payables outstanding", "dpo", "payables turnover"),
        ("accounts payable", "cost of goods sold", "inventory"),
    ),
    Ratio(
        "days sales outstanding",
        ("days sales outstanding", "dso", "receivables turnover"),
        ("accounts receivable", "revenue"),
    ),
    Ratio(
        "days inventory outstanding",
        ("days inventory outstanding", "days sales in inventory", "days sales of inventory", "dio"),
        ("inventory", "cost of goods sold"),
    ),
    Ratio(
        "cash conversion cycle",
        ("cash conversion cycle", "ccc"),
        ("inventory", "cost of goods sold", "accounts receivable", "revenue", "accounts payable"),
    ),
    Ratio("free cash flow", ("free cash flow", "fcf"), ("cash from operating activities", "capital expenditure")),
    Ratio("debt to equity", ("debt to equity", "debt-to-equity"), ("total liabilities", "shareholders' equity")),
    Ratio(
        "interest coverage",
        ("interest coverage", "interest coverage ratio", "times interest earned"),
        ("operating income", "interest expense"),
    ),
    Ratio(
        "capital intensity",
        ("capital intensive", "capital-intensive", "capital intensity"),
        ("capital expenditure", "revenue", "net property, plant and equipment", "total assets"),
    ),
)
"""Common ratios by name."""
