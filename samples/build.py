"""Builds the sample report and the file that says what is true about it.

`python -m samples.build` writes both; with `--check` it only says whether they are what it would write.
"""

import json
import re
import sys
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pypdfium2
import typst

from samples import figures
from samples.questions import NOT_ANSWERED, in_tables, in_text

HERE = Path(__file__).parent
SOURCE = HERE / "report.typ"
TRUTH = HERE / "truth.json"
REPORT = HERE.parent / "packages/chatdoc-server/src/chatdoc_server/samples/tarnwick-annual-report-2025.pdf"


def percent(part: Decimal, whole: Decimal) -> str:
    """A share as sentences state it."""
    return f"{part / whole * 100:.1f}%"


def sayings() -> dict[str, str]:
    """The figures that stand in sentences, each worked out from the statements."""
    services, research = figures.INCOME["Services"], figures.INCOME["Research and development"]
    goodwill = figures.ASSETS_OTHER["Goodwill"]
    return {
        "revenue": f"{figures.REVENUE[0]:,}",
        "growth": figures.growth(figures.REVENUE),
        "net_income": str(figures.NET_INCOME[0]),
        "diluted": str(figures.per_share("Diluted")[0]),
        "operating_income": str(figures.OPERATING_INCOME[0]),
        "operating_margin": percent(figures.OPERATING_INCOME[0], figures.REVENUE[0]),
        "operating_cash": str(figures.CASH_FLOWS["Net cash provided by operating activities"][0]),
        "dividends": str(figures.DIVIDENDS),
        "repurchases": str(figures.REPURCHASES),
        "research": str(research[0]),
        "research_share": percent(research[0], figures.REVENUE[0]),
        "goodwill": str(goodwill[0]),
        "goodwill_share": percent(goodwill[0], figures.ASSETS[0]),
        "impairment": str(figures.INCOME["Goodwill impairment"][1]),
        "restructuring": str(figures.INCOME["Restructuring charges"][0]),
        "services_share": percent(services[0], figures.REVENUE[0]),
        "gross_margin": percent(figures.GROSS_PROFIT[0], figures.REVENUE[0]),
        "gross_margin_before": percent(figures.GROSS_PROFIT[1], figures.REVENUE[1]),
        "capital_expenditures": str(figures.CAPITAL_EXPENDITURES[0]),
    }


def facts(say: Mapping[str, str]) -> str:
    """What the Typst source reads, as JSON."""
    shares = [[float(row[column]) for row in figures.SEGMENTS.values()] for column in (2, 1, 0)]
    return json.dumps(
        {
            "say": say,
            "tables": {table.key: _set(table) for table in figures.tables()},
            "chart": {"years": sorted(figures.YEARS), "names": list(figures.SEGMENTS), "shares": shares},
        }
    )


def _set(table: figures.Table) -> dict[str, Any]:
    rows = [
        {"label": row.label, "cells": row.cells, "depth": row.depth, "style": row.style.value} for row in table.rows
    ]
    return {"title": table.title, "unit": table.unit, "over": table.over, "heads": table.heads, "rows": rows}


def header_rows(table: figures.Table) -> int:
    """How many rows of the printed table are heads."""
    return 2 if table.over else 1


def grid(table: figures.Table) -> list[list[str]]:
    """The table as it is printed, heads included: one list a row, a spanning head in its first column."""
    over = [["", table.over, *[""] * (len(table.heads) - 1)]] if header_rows(table) > 1 else []
    return [*over, ["", *table.heads], *([row.label, *row.cells] for row in table.rows)]


def letters(text: str) -> str:
    """The text without what line breaks add to it: spaces, and hyphens at line ends."""
    return re.sub(r"\s|[-\u2010\ufffe\x02]", "", text)


def pages_with(quote: str, pages: Sequence[str]) -> list[int]:
    """The pages on which the words stand; `pages` are the letters of each."""
    found = [number for number, page in enumerate(pages) if letters(quote) in page]
    if not found:
        raise ValueError(f"the report does not say: {quote}")
    return found


def true_tables(page_of: Mapping[str, int]) -> list[dict[str, Any]]:
    """Every table with its page and its cells."""
    return [
        {
            "key": table.key,
            "page": page_of[table.key],
            "title": table.title,
            "unit": table.unit,
            "header_rows": header_rows(table),
            "grid": grid(table),
            "depths": [0] * header_rows(table) + [row.depth for row in table.rows],
        }
        for table in figures.tables()
    ]


def true_questions(say: Mapping[str, str], page_of: Mapping[str, int], pages: Sequence[str]) -> dict[str, Any]:
    """Every question with the place of its answer."""
    heads = {table.key: header_rows(table) for table in figures.tables()}
    text = [
        {"question": it.question, "answer": it.answer, "quote": it.quote, "pages": pages_with(it.quote, pages)}
        for it in in_text(say)
    ]
    table = [
        {
            "question": it.question,
            "answer": it.answer,
            "page": page_of[it.table],
            "table": it.table,
            "row": it.row + heads[it.table],
            "column": it.column + 1,
        }
        for it in in_tables()
    ]
    return {"text": text, "table": table, "not_answered": list(NOT_ANSWERED)}


def truth(say: Mapping[str, str], places: Mapping[str, Any], report: bytes) -> str:
    """What is true about the report, as JSON. Pages, rows and columns count from 0, heads included."""
    with pypdfium2.PdfDocument(report) as pdf:
        pages = [letters(page.get_textpage().get_text_bounded()) for page in pdf]
    page_of = {table["key"]: table["page"] for table in places["tables"]}
    content = {
        "title": "Tarnwick Instruments, Inc. – Annual Report 2025",
        "pages": len(pages),
        "header": ["Tarnwick Instruments, Inc.", "Annual Report 2025"],
        "footer": ["Fiscal year ended December 31, 2025", "Page {number} of {pages}"],
        "two_column_page": next(it["page"] for it in places["headings"] if it["text"] == "Our Business"),
        "headings": places["headings"],
        "figures": places["figures"],
        "tables": true_tables(page_of),
        "questions": true_questions(say, page_of, pages),
    }
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


def build() -> tuple[bytes, str]:
    """The report and the truth about it; the same ones every time."""
    figures.check()
    say = sayings()
    inputs = {"facts": facts(say)}
    report = typst.compile(str(SOURCE), sys_inputs=inputs, ignore_system_fonts=True, timestamp=0)
    found = typst.query(str(SOURCE), "<places>", field="value", one=True, sys_inputs=inputs, ignore_system_fonts=True)
    return report, truth(say, json.loads(found), report)


def main() -> int:
    """Write both files, or with `--check` say which of them differ."""
    report, true = build()
    wanted = {REPORT: report, TRUTH: true.encode()}
    if "--check" not in sys.argv[1:]:
        for path, content in wanted.items():
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content)
        return 0
    stale = [path for path, content in wanted.items() if not path.exists() or path.read_bytes() != content]
    for path in stale:
        print(f"{path.relative_to(HERE.parent)} is not what its source makes; run `make sample`", file=sys.stderr)
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
