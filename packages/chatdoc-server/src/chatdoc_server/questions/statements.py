"""The primary financial statements: how they are named, how filings title them, and what they always show."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Statement(StrEnum):
    """The primary statements."""

    BALANCE = "balance sheet"
    INCOME = "income statement"
    CASH = "cash flow statement"
    EQUITY = "statement of equity"


@dataclass(frozen=True, slots=True)
class StatementEntry:
    """What is known of one statement.

    `names` are what questions call it; `headings` are words in the heading over it, lower case. `titles` and `rows`
    are what search looks for: its usual titles, and the rows it is known by. `marks` tell its page: one of each
    group of words stands on it.
    """

    names: tuple[str, ...]
    headings: tuple[str, ...]
    titles: str
    rows: str
    marks: tuple[tuple[str, ...], ...]


STATEMENTS: Mapping[Statement, StatementEntry] = {
    Statement.BALANCE: StatementEntry(
        ("balance sheet", "balance sheets", "financial position", "financial condition"),
        ("balance sheet", "financial position", "financial condition"),
        "consolidated balance sheets statements of financial position",
        "Assets: cash and cash equivalents, receivables, inventories, total current assets, property, plant and "
        "equipment, total assets. Liabilities: accounts payable, total current liabilities, long-term debt, "
        "shareholders' equity, total liabilities and equity",
        (
            ("total assets",),
            ("total current liabilities", "total liabilities", "shareholders", "stockholders", "total equity"),
        ),
    ),
    Statement.INCOME: StatementEntry(
        ("income statement", "income statements", "statement of income", "statements of income",
         "statement of consolidated income", "statements of consolidated income", "statement of earnings",
         "statements of earnings", "earnings statement", "statement of operations", "statements of operations",
         "statement of profit or loss", "profit and loss", "profit & loss", "p&l", "p & l",
         "consolidated results of operations"),
        ("income statement", "statement of income", "statements of income", "statement of consolidated income",
         "statements of consolidated income", "statement of earnings", "statements of earnings",
         "statement of operations", "statements of operations", "profit and loss", "profit or loss",
         "consolidated results of operations"),
        "consolidated statements of income operations earnings",
        "Net sales, revenues, cost of sales, gross profit, selling, general and administrative expenses, operating "
        "income, interest expense, income before income taxes, provision for income taxes, net income, earnings per "
        "share basic and diluted",
        (
            ("net income", "net earnings", "net loss", "net (loss)"),
            ("per share", "per common share"),
            ("income taxes", "taxes on income", "income tax"),
        ),
    ),
    Statement.CASH: StatementEntry(
        ("cash flow statement", "cash flow statements", "cash flows statement", "statement of cash flow",
         "statement of cash flows", "statements of cash flows"),
        ("cash flow",),
        "consolidated statements of cash flows",
        "Cash flows from operating activities: net income, depreciation and amortization, changes in assets and "
        "liabilities, net cash provided by operating activities. Investing activities: capital expenditures. "
        "Financing activities: dividends paid, repurchases of common stock, cash at end of year",
        (("operating activities",), ("investing activities",), ("financing activities",)),
    ),
    Statement.EQUITY: StatementEntry(
        ("statement of equity", "statements of equity", "statement of changes in equity",
         "statements of changes in equity", "statement of shareholders equity", "statements of shareholders equity",
         "statement of stockholders equity", "statements of stockholders equity",
         "statement of changes in shareholders equity", "statements of changes in shareholders equity",
         "statement of changes in stockholders equity", "equity statement"),
        ("of equity", "changes in equity", "holders’ equity", "holders' equity"),
        "consolidated statements of changes in shareholders' stockholders' equity",
        "Common stock, additional paid-in capital, retained earnings, accumulated other comprehensive loss, treasury "
        "stock, total equity, balance at end of year",
        (("balance",), ("retained earnings", "accumulated deficit"), ("common stock", "share capital")),
    ),
}  # fmt: skip
"""Every primary statement."""
