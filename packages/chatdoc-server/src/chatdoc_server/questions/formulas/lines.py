"""Further lines of statements that questions compute with, beside the items that search looks for as well."""

from chatdoc_server.questions.items import Item
from chatdoc_server.questions.statements import Statement

LINES: tuple[Item, ...] = (
    Item(
        "general and administrative expense",
        ("general and administrative expense", "general and administrative expenses", "general and administrative",
         "g&a expense", "g&a expenses", "g&a"),
        ("general and administrative", "general and administrative expenses", "general and administrative expense",
         "administrative expenses"),
        Statement.INCOME,
        ("selling",),
    ),
    Item(
        "sales and marketing expense",
        ("sales and marketing expense", "sales and marketing expenses", "sales and marketing", "marketing and sales",
         "selling and marketing expense", "selling and marketing expenses", "selling and marketing"),
        ("sales and marketing", "marketing and sales", "selling and marketing", "sales and marketing expenses",
         "selling and marketing expenses", "sales and marketing expense"),
        Statement.INCOME,
    ),
    Item(
        "marketing expense",
        ("marketing expense", "marketing expenses", "marketing costs"),
        ("marketing", "marketing expenses", "marketing expense", "marketing costs"),
        Statement.INCOME,
        ("sales", "selling"),
    ),
    Item(
        "operating expenses",
        ("total operating expenses", "operating expenses", "opex"),
        ("total operating expenses", "operating expenses", "total costs and expenses", "total expenses"),
        Statement.INCOME,
    ),
    Item(
        "interest income",
        ("interest income",),
        ("interest income", "interest and other income", "interest income net"),
        Statement.INCOME,
        ("before",),
    ),
    Item(
        "intangible assets",
        ("intangible assets", "net intangible assets", "other intangible assets"),
        ("intangible assets net", "intangible assets", "other intangible assets net", "other intangible assets",
         "identifiable intangible assets net", "total intangible assets net"),
        Statement.BALANCE,
        ("amortization", "impairment"),
    ),
    Item(
        "deferred revenue",
        ("deferred revenue", "deferred revenues", "unearned revenue", "contract liabilities"),
        ("deferred revenue", "deferred revenues", "unearned revenue", "unearned revenues", "contract liabilities",
         "deferred revenue current"),
        Statement.BALANCE,
        ("change", "changes"),
    ),
)  # fmt: skip
"""Every further line that is known."""
