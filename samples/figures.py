"""The figures of Tarnwick Instruments, Inc., a company that does not exist. Sums are computed, and they add up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

YEARS = (2025, 2024, 2023)
NIL = Decimal(0)

Amounts = tuple[Decimal, ...]


class Style(StrEnum):
    """How a row of a table is set."""

    HEADING = "heading"
    PLAIN = "plain"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: its label, how far that is indented, and a text for every column."""

    label: str
    cells: tuple[str, ...]
    depth: int
    style: Style


@dataclass(frozen=True, slots=True)
class Table:
    """A table as printed. `over` is the head that spans all columns, empty for none."""

    key: str
    title: str
    unit: str
    over: str
    heads: tuple[str, ...]
    rows: tuple[Row, ...]


def amounts(*texts: str) -> Amounts:
    """Exact amounts from their texts."""
    return tuple(Decimal(text) for text in texts)


def add(*rows: Amounts) -> Amounts:
    """The sum of several rows, column by column."""
    return tuple(sum(column, NIL) for column in zip(*rows, strict=True))


def minus(row: Amounts) -> Amounts:
    """The same amounts with the opposite sign."""
    return tuple(-amount for amount in row)


def printed(amount: Decimal, dollar: bool = False) -> str:
    """An amount as financial statements print it: (1,234.5) when negative, a dash for nothing."""
    sign = "$" if dollar else ""
    if not amount:
        return f"{sign}—"
    text = f"{abs(amount):,}"
    return f"{sign}({text})" if amount < 0 else f"{sign}{text}"


def heading(label: str, columns: int) -> Row:
    """A row that only says what the rows below it are."""
    return Row(label, ("",) * columns, 0, Style.HEADING)


def line(label: str, row: Amounts, depth: int = 1, dollar: bool = False) -> Row:
    """A row of amounts."""
    return Row(label, tuple(printed(amount, dollar) for amount in row), depth, Style.PLAIN)


def total(label: str, row: Amounts, dollar: bool = False) -> Row:
    """A row that sums up the ones above it."""
    return Row(label, tuple(printed(amount, dollar) for amount in row), 0, Style.TOTAL)


INCOME: Mapping[str, Amounts] = {
    "Instruments": amounts("1284.6", "1172.3", "1098.4"),
    "Services": amounts("412.9", "371.0", "329.7"),
    "Cost of instruments": amounts("642.3", "598.1", "571.2"),
    "Cost of services": amounts("198.2", "185.5", "171.4"),
    "Research and development": amounts("187.4", "169.8", "158.2"),
    "Selling, general and administrative": amounts("301.1", "284.6", "270.3"),
    "Goodwill impairment": amounts("0", "46.2", "0"),
    "Restructuring charges": amounts("12.7", "0", "8.9"),
    "Interest expense": amounts("-21.4", "-24.9", "-19.6"),
    "Other income (expense), net": amounts("3.1", "-1.2", "2.4"),
    "Provision for income taxes": amounts("-71.9", "-51.8", "-48.6"),
}
SHARES = {"Basic": amounts("81.2", "82.0", "83.1"), "Diluted": amounts("82.4", "83.0", "84.2")}

REVENUE = add(INCOME["Instruments"], INCOME["Services"])
COST = add(INCOME["Cost of instruments"], INCOME["Cost of services"])
GROSS_PROFIT = add(REVENUE, minus(COST))
OPERATING_EXPENSES = add(
    *(
        INCOME[label]
        for label in (
            "Research and development",
            "Selling, general and administrative",
            "Goodwill impairment",
            "Restructuring charges",
        )
    )
)
OPERATING_INCOME = add(GROSS_PROFIT, minus(OPERATING_EXPENSES))
BEFORE_TAXES = add(OPERATING_INCOME, INCOME["Interest expense"], INCOME["Other income (expense), net"])
NET_INCOME = add(BEFORE_TAXES, INCOME["Provision for income taxes"])


def per_share(kind: str) -> Amounts:
    """Net income by share, in dollars and cents."""
    return tuple(
        (income / shares).quantize(Decimal("0.01")) for income, shares in zip(NET_INCOME, SHARES[kind], strict=True)
    )


def income_statement() -> Table:
    """Three years of income, from revenue to earnings per share."""
    rows = (
        heading("Revenue:", 3),
        line("Instruments", INCOME["Instruments"], dollar=True),
        line("Services", INCOME["Services"]),
        total("Total revenue", REVENUE),
        heading("Cost of revenue:", 3),
        line("Instruments", INCOME["Cost of instruments"]),
        line("Services", INCOME["Cost of services"]),
        total("Total cost of revenue", COST),
        total("Gross profit", GROSS_PROFIT),
        heading("Operating expenses:", 3),
        line("Research and development", INCOME["Research and development"]),
        line("Selling, general and administrative", INCOME["Selling, general and administrative"]),
        line("Goodwill impairment", INCOME["Goodwill impairment"]),
        line("Restructuring charges", INCOME["Restructuring charges"]),
        total("Total operating expenses", OPERATING_EXPENSES),
        total("Operating income", OPERATING_INCOME),
        line("Interest expense", INCOME["Interest expense"], depth=0),
        line("Other income (expense), net", INCOME["Other income (expense), net"], depth=0),
        total("Income before income taxes", BEFORE_TAXES),
        line("Provision for income taxes", INCOME["Provision for income taxes"], depth=0),
        total("Net income", NET_INCOME, dollar=True),
        heading("Earnings per share:", 3),
        line("Basic", per_share("Basic"), dollar=True),
        line("Diluted", per_share("Diluted"), dollar=True),
    )
    return Table(
        "income",
        "Consolidated Statement of Income",
        "in millions, except per share data",
        "Year ended December 31,",
        tuple(map(str, YEARS)),
        rows,
    )


ASSETS_CURRENT: Mapping[str, Amounts] = {
    "Cash and cash equivalents": amounts("318.4", "264.9"),
    "Accounts receivable, net": amounts("286.1", "259.7"),
    "Inventories": amounts("231.5", "240.8"),
    "Prepaid expenses and other": amounts("41.2", "38.6"),
}
ASSETS_OTHER: Mapping[str, Amounts] = {
    "Property, plant and equipment, net": amounts("402.7", "388.0"),
    "Goodwill": amounts("511.3", "498.6"),
    "Intangible assets, net": amounts("168.9", "184.2"),
    "Other assets": amounts("57.4", "52.1"),
}
LIABILITIES_CURRENT: Mapping[str, Amounts] = {
    "Accounts payable": amounts("142.6", "137.9"),
    "Accrued liabilities": amounts("118.3", "109.4"),
    "Deferred revenue": amounts("96.7", "88.1"),
    "Current portion of long-term debt": amounts("25.0", "25.0"),
}
LIABILITIES_OTHER: Mapping[str, Amounts] = {
    "Long-term debt, less current portion": amounts("425.0", "450.0"),
    "Deferred income taxes": amounts("48.2", "51.7"),
    "Other liabilities": amounts("39.5", "41.8"),
}
EQUITY: Mapping[str, Amounts] = {
    "Common stock and additional paid-in capital": amounts("366.0", "358.2"),
    "Accumulated other comprehensive loss": amounts("-34.6", "-41.1"),
}

CURRENT_ASSETS = add(*ASSETS_CURRENT.values())
ASSETS = add(CURRENT_ASSETS, *ASSETS_OTHER.values())
CURRENT_LIABILITIES = add(*LIABILITIES_CURRENT.values())
LIABILITIES = add(CURRENT_LIABILITIES, *LIABILITIES_OTHER.values())
RETAINED_EARNINGS = add(ASSETS, minus(LIABILITIES), *map(minus, EQUITY.values()))
SHAREHOLDERS_EQUITY = add(ASSETS, minus(LIABILITIES))
DIVIDENDS = Decimal("77.9")
REPURCHASES = NET_INCOME[0] - DIVIDENDS - (RETAINED_EARNINGS[0] - RETAINED_EARNINGS[1])


def lines(rows: Mapping[str, Amounts], first_in_dollars: bool = False) -> tuple[Row, ...]:
    """Several rows of amounts, the first of them with a dollar sign where asked."""
    return tuple(
        line(label, row, dollar=first_in_dollars and not position) for position, (label, row) in enumerate(rows.items())
    )


def balance_sheet() -> Table:
    """What the company owns and owes at the end of two years."""
    rows = (
        heading("Assets", 2),
        *lines(ASSETS_CURRENT, first_in_dollars=True),
        total("Total current assets", CURRENT_ASSETS),
        *lines(ASSETS_OTHER),
        total("Total assets", ASSETS, dollar=True),
        heading("Liabilities and shareholders’ equity", 2),
        *lines(LIABILITIES_CURRENT, first_in_dollars=True),
        total("Total current liabilities", CURRENT_LIABILITIES),
        *lines(LIABILITIES_OTHER),
        total("Total liabilities", LIABILITIES),
        *lines(EQUITY),
        line("Retained earnings", RETAINED_EARNINGS),
        total("Total shareholders’ equity", SHAREHOLDERS_EQUITY),
        total("Total liabilities and shareholders’ equity", add(LIABILITIES, SHAREHOLDERS_EQUITY), dollar=True),
    )
    return Table("balance", "Consolidated Balance Sheet", "in millions", "December 31,", ("2025", "2024"), rows)


CASH_FLOWS: Mapping[str, Amounts] = {
    "Net cash provided by operating activities": amounts("368.5", "312.8", "276.4"),
    "Net cash used in investing activities": amounts("-118.3", "-131.5", "-109.7"),
    "Net cash used in financing activities": amounts("-197.9", "-157.4", "-147.2"),
    "Effect of exchange rates on cash": amounts("1.2", "-2.1", "1.9"),
}
CASH_AT_START = amounts("264.9", "243.1", "221.7")
CASH_CHANGE = add(*CASH_FLOWS.values())
CAPITAL_EXPENDITURES = amounts("94.2", "102.8", "88.6")


def cash_flows() -> Table:
    """Where the cash came from and went."""
    rows = (
        *lines(CASH_FLOWS, first_in_dollars=True),
        total("Net increase in cash and cash equivalents", CASH_CHANGE),
        line("Cash and cash equivalents, beginning of year", CASH_AT_START, depth=0),
        total("Cash and cash equivalents, end of year", add(CASH_AT_START, CASH_CHANGE), dollar=True),
        line("Capital expenditures included above", CAPITAL_EXPENDITURES, depth=0, dollar=True),
    )
    return Table(
        "cash",
        "Summary of Cash Flows",
        "in millions",
        "Year ended December 31,",
        tuple(map(str, YEARS)),
        rows,
    )


SEGMENTS: Mapping[str, Amounts] = {
    "Drinking Water": amounts("742.8", "668.9", "604.7"),
    "Coastal & Marine": amounts("398.2", "371.4", "355.1"),
    "Industrial Process": amounts("556.5", "503.0", "468.3"),
}


def growth(row: Amounts) -> str:
    """By how much the first year is above the second, in percent."""
    return f"{(row[0] / row[1] - 1) * 100:.1f}%"


def segment_revenue() -> Table:
    """Revenue by segment, with the change from year to year."""

    def with_growth(row: Row, values: Amounts) -> Row:
        return Row(row.label, (*row.cells, growth(values)), row.depth, row.style)

    rows = [
        with_growth(line(label, row, depth=0, dollar=not position), row)
        for position, (label, row) in enumerate(SEGMENTS.items())
    ]
    rows.append(with_growth(total("Total revenue", REVENUE, dollar=True), REVENUE))
    return Table(
        "segments",
        "Revenue by Segment",
        "in millions",
        "",
        (*map(str, YEARS), "Change 2025 vs. 2024"),
        tuple(rows),
    )


GOODWILL_2023 = amounts("201.3", "187.5", "159.0")
GOODWILL_MOVES: Sequence[tuple[str, Amounts]] = (
    ("Impairment", amounts("0", "-46.2", "0")),
    ("Currency translation", amounts("-1.4", "-0.9", "-0.7")),
)
GOODWILL_MOVES_2025: Sequence[tuple[str, Amounts]] = (
    ("Acquisition of Lumen Assay", amounts("8.4", "0", "0")),
    ("Currency translation", amounts("1.7", "1.1", "1.5")),
)
GOODWILL_2024 = add(GOODWILL_2023, *(row for _, row in GOODWILL_MOVES))
GOODWILL_2025 = add(GOODWILL_2024, *(row for _, row in GOODWILL_MOVES_2025))


def with_sum(row: Amounts) -> Amounts:
    """The amounts and, as a last column, their sum."""
    return (*row, sum(row, NIL))


def goodwill() -> Table:
    """How goodwill moved, by segment."""
    rows = (
        total("Balance at December 31, 2023", with_sum(GOODWILL_2023), dollar=True),
        *(line(label, with_sum(row)) for label, row in GOODWILL_MOVES),
        total("Balance at December 31, 2024", with_sum(GOODWILL_2024)),
        *(line(label, with_sum(row)) for label, row in GOODWILL_MOVES_2025),
        total("Balance at December 31, 2025", with_sum(GOODWILL_2025), dollar=True),
    )
    return Table("goodwill", "Goodwill by Segment", "in millions", "", (*SEGMENTS, "Total"), rows)


DEBT: Mapping[str, Amounts] = {
    "Term loan due 2028": amounts("150.0", "175.0"),
    "4.25% senior notes due 2031": amounts("300.0", "300.0"),
}
TOTAL_DEBT = add(*DEBT.values())


def debt() -> Table:
    """What is owed to lenders, and which part of it within a year."""
    current = LIABILITIES_CURRENT["Current portion of long-term debt"]
    rows = (
        *lines(DEBT, first_in_dollars=True),
        total("Total debt", TOTAL_DEBT),
        line("Less current portion", minus(current), depth=0),
        total("Long-term debt, less current portion", add(TOTAL_DEBT, minus(current)), dollar=True),
    )
    return Table("debt", "Long-Term Debt", "in millions", "December 31,", ("2025", "2024"), rows)


def check() -> None:
    """Refuse figures that contradict each other; a reader of the report would notice."""
    claims = {
        "segments add up to revenue": add(*SEGMENTS.values()) == REVENUE,
        "cash at the end is cash in the balance sheet": add(CASH_AT_START, CASH_CHANGE)[:2]
        == ASSETS_CURRENT["Cash and cash equivalents"],
        "each year begins where the one before ended": add(CASH_AT_START, CASH_CHANGE)[1:] == CASH_AT_START[:2],
        "goodwill by segment is goodwill in the balance sheet": (sum(GOODWILL_2025), sum(GOODWILL_2024))
        == ASSETS_OTHER["Goodwill"],
        "debt is debt in the balance sheet": add(
            LIABILITIES_CURRENT["Current portion of long-term debt"],
            LIABILITIES_OTHER["Long-term debt, less current portion"],
        )
        == TOTAL_DEBT,
        "the impairment is the same in both places": -sum(GOODWILL_MOVES[0][1]) == INCOME["Goodwill impairment"][1],
        "shares were bought back, not sold": REPURCHASES > 0,
    }
    wrong = [claim for claim, holds in claims.items() if not holds]
    if wrong:
        raise ValueError(f"the figures contradict: {', '.join(wrong)}")


def tables() -> tuple[Table, ...]:
    """All tables of the report."""
    return (segment_revenue(), cash_flows(), income_statement(), balance_sheet(), goodwill(), debt())
