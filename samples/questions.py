"""Questions that the report answers, and where: the words or the table cell that a citation must reach."""

from collections.abc import Mapping
from dataclasses import dataclass

from samples import figures


@dataclass(frozen=True, slots=True)
class InText:
    """The answer stands in a sentence; `quote` is its beginning or middle, word for word."""

    question: str
    answer: str
    quote: str


@dataclass(frozen=True, slots=True)
class InTable:
    """The answer is one cell. `row` counts the table's body rows from 0, `column` its amounts from 0."""

    question: str
    answer: str
    table: str
    row: int
    column: int


def in_tables() -> tuple[InTable, ...]:
    """Questions about single cells."""
    income, balance = figures.income_statement(), figures.balance_sheet()
    cash, segments = figures.cash_flows(), figures.segment_revenue()

    def cell(question: str, table: figures.Table, label: str, column: int) -> InTable:
        rows = [number for number, row in enumerate(table.rows) if row.label == label]
        return InTable(question, table.rows[rows[-1]].cells[column], table.key, rows[-1], column)

    return (
        cell("What was goodwill impairment expense in 2024?", income, "Goodwill impairment", 1),
        cell("What was net income in 2023?", income, "Net income", 2),
        cell("How much were restructuring charges in 2025?", income, "Restructuring charges", 0),
        cell("What were diluted earnings per share in 2025?", income, "Diluted", 0),
        cell("How large were inventories at the end of 2024?", balance, "Inventories", 1),
        cell("What were total assets at December 31, 2025?", balance, "Total assets", 0),
        cell("What were capital expenditures in 2024?", cash, "Capital expenditures included above", 1),
        cell("How much revenue did Drinking Water have in 2025?", segments, "Drinking Water", 0),
    )


def in_text(facts: Mapping[str, str]) -> tuple[InText, ...]:
    """Questions about sentences; `facts` are the figures that stand in them."""
    return (
        InText(
            "How many people does Tarnwick employ?",
            "4,310",
            "At December 31, 2025, Tarnwick employed 4,310 people",
        ),
        InText(
            "Which plant was closed in 2025?",
            "Halifax, Nova Scotia",
            "The plant in Halifax, Nova Scotia, was closed in June 2025",
        ),
        InText(
            "Why was goodwill impaired in 2024?",
            "Orders of Coastal & Marine fell well short of plan.",
            "orders of Coastal & Marine fell well short of plan after two research programs ended",
        ),
        InText(
            "What discount rate was used in the goodwill impairment test?",
            "10.5%",
            "at a discount rate of 10.5% and long-term growth of 2.0%",
        ),
        InText(
            "Who supplies the membranes and until when does the contract run?",
            "A single supplier, until December 2028",
            "We buy membranes from a single supplier, whose contract runs until December 2028.",
        ),
        InText(
            "What did the company agree to buy in January 2026?",
            "Fathom Optics AB, for $68 million in cash",
            "the company agreed to buy Fathom Optics AB of Gothenburg, Sweden, for $68 million in cash",
        ),
        InText(
            "How much was spent on share repurchases in 2025?",
            f"${facts['repurchases']} million",
            f"${facts['repurchases']} million spent on repurchases of our own shares",
        ),
        InText(
            "How large is the undrawn credit line?",
            "$250 million",
            "A credit line of $250 million, available until March 2029, was not drawn at the end of the year.",
        ),
    )


NOT_ANSWERED = (
    "What is the recipe of the company's reagents?",
    "Who audits the company's financial statements?",
)
