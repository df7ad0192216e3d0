import json
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from samples import figures
from samples.build import REPORT, TRUTH, build, letters


@pytest.fixture(scope="module")
def truth() -> dict[str, Any]:
    content: dict[str, Any] = json.loads(TRUTH.read_text())
    return content


@pytest.fixture(scope="module")
def pages() -> list[str]:
    with pypdfium2.PdfDocument(REPORT) as pdf:
        return [letters(page.get_textpage().get_text_bounded()) for page in pdf]


def test_the_sample_is_what_its_source_makes() -> None:
    report, truth = build()
    assert (REPORT.read_bytes() == report, TRUTH.read_text() == truth) == (True, True), "run `make sample`"


def test_every_heading_stands_on_its_page(truth: dict[str, Any], pages: list[str]) -> None:
    assert len(truth["headings"]) > 20
    for heading in truth["headings"]:
        assert letters(heading["number"] + heading["text"]) in pages[heading["page"]]


def test_every_cell_stands_on_its_page(truth: dict[str, Any], pages: list[str]) -> None:
    for table in truth["tables"]:
        cells = [cell for row in table["grid"] for cell in row if cell]
        assert [cell for cell in cells if letters(cell) not in pages[table["page"]]] == []


def test_answers_stand_where_the_truth_says(truth: dict[str, Any], pages: list[str]) -> None:
    tables = {table["key"]: table for table in truth["tables"]}
    for asked in truth["questions"]["table"]:
        table = tables[asked["table"]]
        assert (table["grid"][asked["row"]][asked["column"]], table["page"]) == (asked["answer"], asked["page"])
    for asked in truth["questions"]["text"]:
        assert all(letters(asked["quote"]) in pages[number] for number in asked["pages"])


def test_figures_that_contradict_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figures, "TOTAL_DEBT", figures.amounts("1.0", "2.0"))
    with pytest.raises(ValueError, match="debt is debt"):
        figures.check()


def test_the_sample_says_that_its_company_does_not_exist(pages: list[str]) -> None:
    assert letters("Tarnwick Instruments, Inc. does not exist.") in pages[0]


def test_the_sample_comes_with_its_licence() -> None:
    assert "Apache-2.0" in (Path(REPORT).parent / "README.md").read_text()
