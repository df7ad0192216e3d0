"""Footnotes, notes under tables, captions, code and formulas: what stands apart from running text."""

from pathlib import Path

from chatdoc_server.document import ElementKind
from tests.parsing.pdfs import Text, handmade, of_kind, parse, typeset

PAGE = "#set page(width: 400pt, height: 500pt, margin: 40pt)\n#set text(size: 10pt)\n"


def test_footnotes_come_after_their_page_with_their_marks(tmp_path: Path) -> None:
    source = f"{PAGE}#lorem(60)#footnote[The first note of it.] #lorem(60)#footnote[Another note, {'long ' * 30}]"
    document = parse(typeset(f"{source}\n\n#lorem(20)"), tmp_path)
    first, second = of_kind(document, ElementKind.FOOTNOTE)
    assert first.text.startswith("1")
    assert first.text.endswith("The first note of it.")
    assert second.text.count("long") == 30
    assert document.elements[-2:] == (first, second)


def test_small_text_without_a_mark_or_a_line_is_no_footnote(tmp_path: Path) -> None:
    page = [Text(60, 700 - 12 * n, f"Line {n} of a text that is set in the size of the page") for n in range(20)]
    page += [Text(60, 120, "Printed with care on paper of the best kind", 7)]
    assert not of_kind(parse(handmade([page]), tmp_path), ElementKind.FOOTNOTE)


def test_notes_under_a_table_stay_behind_it(tmp_path: Path) -> None:
    rows = [("", "2024", "2023"), ("Sales (1)", "1,204", "1,100"), ("Costs", "800", "700"), ("Income", "404", "400")]
    page = [
        Text(x, 700 - 14 * n, word)
        for n, row in enumerate(rows)
        for x, word in zip((60, 400, 470), row, strict=True)
        if word
    ]
    page += [Text(60, 640, "(1) Includes what was sold abroad.", 8), Text(60, 600, "After the table comes more text.")]
    document = parse(handmade([page]), tmp_path)
    kinds = [element.kind for element in document.elements]
    assert kinds == [ElementKind.TABLE, ElementKind.FOOTNOTE, ElementKind.PARAGRAPH]
    assert document.elements[1].text == "(1) Includes what was sold abroad."


def test_a_caption_is_whole_and_ends_before_the_text(tmp_path: Path) -> None:
    caption = (
        "What the sales of each part of the company came to in the last three years and in the year before them all"
    )
    source = f"{PAGE}#figure(rect(width: 60%, height: 80pt, fill: gray), caption: [{caption}])\n#lorem(50)"
    (found,) = of_kind(parse(typeset(source), tmp_path), ElementKind.CAPTION)
    assert found.text == f"Figure 1: {caption}"


def test_a_short_caption_does_not_swallow_the_line_under_it(tmp_path: Path) -> None:
    page = [
        Text(240, 700, "Figure 1: Sales by part"),
        Text(60, 687, "Sales rose in each part of the company, and so did"),
    ]
    page += [Text(60, 675, "costs, which were higher than in all the years before it.")]
    caption, text = parse(handmade([page]), tmp_path).elements
    assert (caption.kind, caption.text) == (ElementKind.CAPTION, "Figure 1: Sales by part")
    assert text.text.startswith("Sales rose")


def test_code_keeps_its_lines_and_indents(tmp_path: Path) -> None:
    code = "def main(names):\n    for name in names:\n        print(name)\n\n    return 0"
    document = parse(typeset(f"{PAGE}#lorem(40)\n\n```\n{code}\n```\n\n#lorem(40)"), tmp_path)
    (found,) = of_kind(document, ElementKind.CODE)
    assert found.text == code
    words = [found.text[start:stop] for start, stop in document.words.spans[found.words.start : found.words.stop]]
    assert words == code.split()


def test_a_display_formula_is_one_element(tmp_path: Path) -> None:
    source = (
        f'{PAGE}#set math.equation(numbering: "(1)")\n#lorem(40)\n$ E = m c^2 + sum_(i=1)^n x_i / y_i $\n#lorem(40)'
    )
    document = parse(typeset(source), tmp_path)
    (found,) = of_kind(document, ElementKind.FORMULA)
    assert "=" in found.text
    assert "(1)" in found.text
    assert [element.kind for element in document.elements] == [
        ElementKind.PARAGRAPH,
        ElementKind.FORMULA,
        ElementKind.PARAGRAPH,
    ]


def test_limits_and_fractions_belong_to_their_formula_and_a_line_that_leads_to_it_to_the_text(tmp_path: Path) -> None:
    source = (
        f"{PAGE}#lorem(40)\n\n$x_g$ where\n$ lambda_g = "
        "sum_(s in S) zeta_n^(psi(g)) = integral_0^1 (partial B)/(partial t) dif t + 1/epsilon_0 $\n#lorem(40)"
    )
    document = parse(typeset(source), tmp_path)
    (found,) = of_kind(document, ElementKind.FORMULA)
    assert "where" not in found.text
    assert [element.kind for element in document.elements].count(ElementKind.PARAGRAPH) <= 3
