"""Headings: what is one, at which level, and their one tree over the document."""

from pathlib import Path

import pytest

from chatdoc_server.document import Document, ElementKind
from tests.parsing.pdfs import Text, handmade, of_kind, parse, typeset

REPORT = """
#set page(width: 612pt, height: 792pt, margin: 60pt)
#set text(size: 10pt)
#set heading(numbering: none, bookmarked: false)
= Business
#lorem(80)
== Products
#lorem(300)
== Customers
#lorem(200)
= Risks
#lorem(250)
== Weather
- Rain falls on the fields of the company and its many tenants
- Wind does too

#lorem(900)
"""
PLAIN = "#set page(width: 612pt, height: 792pt, margin: 60pt)\n#set text(size: 10pt)\n"
CHINESE = '#set text(size: 10pt, lang: "zh", font: ("Noto Sans CJK SC", "WenQuanYi Zen Hei", "Droid Sans Fallback"))\n'


def tree(document: Document) -> list[tuple[str, int]]:
    """The headings' texts and levels."""
    return [(heading.text, heading.level) for heading in of_kind(document, ElementKind.HEADING)]


def bold(text: str, size: float = 10, style: str = "") -> str:
    """A line of markup set as headings are, without being one to Typst."""
    return f"#block[#text({size}pt, weight: 700{style})[{text}]]\n#lorem(50)\n\n"


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Document:
    return parse(typeset(REPORT), tmp_path_factory.mktemp("report"))


def test_headings_are_one_tree(report: Document) -> None:
    headings = of_kind(report, ElementKind.HEADING)
    assert tree(report) == [("Business", 1), ("Products", 2), ("Customers", 2), ("Risks", 1), ("Weather", 2)]
    assert report.headings_over(headings[2].index) == ("Business",)
    assert report.headings_over(headings[3].index) == ()


def test_everything_stands_under_its_heading(report: Document) -> None:
    item = of_kind(report, ElementKind.LIST_ITEM)[0]
    assert report.headings_over(item.index) == ("Risks", "Weather")


def test_a_cover_does_not_rank_over_the_document(tmp_path: Path) -> None:
    cover = "#text(28pt)[Acme Holdings]\n\n#text(19pt)[Annual Report]\n#pagebreak()\n"
    document = parse(typeset(cover + REPORT), tmp_path)
    levels = dict(tree(document))
    assert (levels["Business"], levels["Products"], levels["Risks"]) == (1, 2, 1)
    business = next(element for element in document.elements if element.text == "Business")
    assert document.headings_over(business.index) == ()


def test_of_a_forms_cover_only_what_is_large_is_a_heading(tmp_path: Path) -> None:
    lines = ["Commission File 1-234", "State of Delaware", "Harbour Road 1", "New Haven", "Common Stock", "Yes and no"]
    cover = [Text(200, 740, "Acme Holdings", 20, bold=True)]
    cover += [Text(60 + at * 20, 690 - 40 * at, line, bold=True) for at, line in enumerate(lines)]
    page = [Text(60, 740, "Business", bold=True)]
    page += [Text(60, 720 - 12 * line, "Much is said here about how the year went for all of us") for line in range(30)]
    assert [text for text, _ in tree(parse(handmade([cover, page]), tmp_path))] == ["Acme Holdings", "Business"]


def test_a_contracts_clauses_on_its_first_page_are_headings(tmp_path: Path) -> None:
    source = PLAIN + "#align(center, text(20pt, weight: 700)[Lease of a boat])\n\n"
    names = ["Hull", "Mast", "Sails", "Crew", "Mooring", "Repairs", "Pay"]
    clauses = [f"{number} {name}" for number, name in enumerate(names, 1)]
    source += "".join(f"#block(text(weight: 700)[{clause}])\n#lorem(20)\n\n" for clause in clauses) + "#lorem(900)"
    assert [text for text, _ in tree(parse(typeset(source), tmp_path))] == ["Lease of a boat", *clauses]


def test_a_foot_that_stands_high_is_no_heading(tmp_path: Path) -> None:
    prose = [Text(60, 680 - 12 * line, "Much is said here about how the year went for all of us") for line in range(9)]
    pages = [
        [Text(60, 700, f"Chapter of {name}", 14), *prose, Text(60, 400, f"ANNUAL REPORT {number + 1}", bold=True)]
        for number, name in enumerate(["rain", "wind", "snow", "hail", "fog", "frost"])
    ]
    headings = tree(parse(handmade(pages), tmp_path))
    assert [text for text, _ in headings] == [page[0].words for page in pages]


def test_an_article_stands_under_its_title(tmp_path: Path) -> None:
    source = PLAIN + "#align(center, text(17pt)[On the drift of buoys])\n\n#align(center)[A. Writer, B. Author]\n\n"
    source += "".join(bold(text, 12) for text in ("Introduction", "Method", "Findings"))
    assert tree(parse(typeset(source), tmp_path)) == [
        ("On the drift of buoys", 1),
        ("Introduction", 2),
        ("Method", 2),
        ("Findings", 2),
    ]


def test_numbers_of_one_depth_are_siblings(tmp_path: Path) -> None:
    sizes = {
        "1 Business": 16,
        "1.1 Products": 12,
        "1.2 PEOPLE": 12,
        "1.2.1 Pay": 11,
        "1.3 Research": 11.5,
        "2 Risks": 16,
    }
    source = "".join(bold(text, size) for text, size in sizes.items())
    document = parse(typeset(source), tmp_path)
    assert tree(document) == [
        ("1 Business", 1),
        ("1.1 Products", 2),
        ("1.2 PEOPLE", 2),
        ("1.2.1 Pay", 3),
        ("1.3 Research", 2),
        ("2 Risks", 1),
    ]
    headings = of_kind(document, ElementKind.HEADING)
    assert headings[4].parent == headings[0].index


def test_numbers_alone_tell_depth_where_all_headings_look_alike(tmp_path: Path) -> None:
    texts = ["1. Scope", "1.1 Terms", "1.1.1 Goods", "1.2 Notices", "2. Price", "2.1 Payment", "3. Term"]
    document = parse(typeset(PLAIN + "".join(map(bold, texts))), tmp_path)
    assert [level for _, level in tree(document)] == [1, 2, 3, 2, 1, 2, 1]


def test_words_before_numbers_rank_over_headings_of_the_same_look(tmp_path: Path) -> None:
    texts = ["PART I", "Item 1. Business", "Overview", "Customers", "Item 2. Properties", "PART II", "Item 5. Market"]
    document = parse(typeset(PLAIN + "".join(map(bold, texts))), tmp_path)
    assert [level for _, level in tree(document)] == [1, 2, 3, 3, 2, 1, 2]


def test_chinese_numbers_nest_as_they_are_used(tmp_path: Path) -> None:
    prose = "本公司在报告期内的经营情况良好，各项业务均按计划推进。" * 6
    texts = ["第一章总则", "一、公司概况", "（一）基本情况", "（二）股东情况", "二、主要业务", "第二章财务", "一、资产"]
    source = CHINESE + "".join(f"#text(13pt)[{text}]\n\n{prose}\n\n" for text in texts)
    document = parse(typeset(source), tmp_path)
    assert tree(document) == list(zip(texts, [1, 2, 3, 3, 2, 1, 2], strict=True))


@pytest.mark.parametrize(
    "line",
    ["关键词：潮汐；浮标", "警告：请勿打开机盖", "潮汐概述。公司完成了测量", "潮汐概述：公司完成了测量，并已取得批准"],
)
def test_what_leads_a_paragraph_in_is_no_heading(tmp_path: Path, line: str) -> None:
    prose = "本公司在报告期内的经营情况良好，各项业务均按计划推进。" * 6
    texts = ["第一章总则", line, "1.1 潮汐：概述，测量", "第二章财务"]
    source = CHINESE + "".join(f"#block(text(weight: 700)[{text}])\n{prose}\n\n" for text in texts)
    assert line not in dict(tree(parse(typeset(source), tmp_path)))
    assert len(tree(parse(typeset(source), tmp_path))) == len(texts) - 1


def test_a_style_that_always_stands_within_another_is_deeper(tmp_path: Path) -> None:
    slanted = ', style: "italic"'
    source = PLAIN
    for chapter in ("Alpha", "Beta", "Gamma"):
        source += f"#block[#text(weight: 700)[{chapter} matters]]\n"
        source += bold(f"{chapter} rain", style=slanted) + bold(f"{chapter} wind", style=slanted)
    levels = [level for _, level in tree(parse(typeset(source), tmp_path))]
    assert levels == [1, 2, 2] * 3


def test_a_continued_heading_opens_no_branch(tmp_path: Path) -> None:
    source = PLAIN + bold("Notes", 14) + bold("Leases") + bold("Leases (continued)") + bold("Taxes")
    document = parse(typeset(source), tmp_path)
    assert tree(document) == [("Notes", 1), ("Leases", 2), ("Taxes", 2)]
    later = next(element for element in document.elements if element.text == "Leases (continued)")
    assert document.headings_over(later.index) == ("Notes", "Leases")


def test_a_number_far_from_its_title_is_one_heading_with_it(tmp_path: Path) -> None:
    page = [
        Text(60, 700, "Item 1.", bold=True),
        Text(140, 700, "Business", bold=True),
        *(Text(60, 680 - 12 * line, "Much is said here about how the year went for all of us") for line in range(9)),
    ]
    document = parse(handmade([page]), tmp_path)
    assert tree(document) == [("Item 1. Business", 1)]


def test_a_heading_that_breaks_off_goes_on_in_the_next_line(tmp_path: Path) -> None:
    page = [Text(60, 700, "Duties and goals:", bold=True), Text(60, 687, "The context", bold=True)]
    page += [Text(60, 660 - 12 * line, "Much is said here about how the year went for all of us") for line in range(9)]
    assert tree(parse(handmade([page]), tmp_path)) == [("Duties and goals: The context", 1)]


def test_authors_under_a_title_are_no_headings(tmp_path: Path) -> None:
    source = PLAIN + "#text(20pt)[On the drift of buoys]\n\n#text(12pt)[Ann Archer and Ben Baker]\n\n"
    source += "#text(12pt)[Harbour Institute]\n\n#block[Abstract]\n#lorem(60)\n\n" + bold("Method", 12)
    assert [text for text, _ in tree(parse(typeset(source), tmp_path))] == [
        "On the drift of buoys",
        "Abstract",
        "Method",
    ]


def test_letters_of_varying_height_make_no_headings(tmp_path: Path) -> None:
    # As character recognition measures them.
    page = [Text(60, 740, "The year at sea", 19)]
    page += [
        Text(60, 700 - 30 * line, f"Line {line} says what the year was like", 9 + line % 5 * 0.6) for line in range(20)
    ]
    assert tree(parse(handmade([page]), tmp_path)) == [("The year at sea", 1)]


def test_the_outline_of_the_file_decides_levels(tmp_path: Path) -> None:
    # The same look everywhere: only the bookmarks tell that the second and the third stand under the first.
    source = PLAIN + "#show heading: it => block(text(10pt, weight: 700, it.body))\n"
    for depth, title in ((1, "Harbour"), (2, "Pilots"), (2, "Tugs"), (1, "Fishery")):
        source += f"{'=' * depth} {title}\n#lorem(60)\n\n"
    source += bold("Nets", style=', style: "italic"')
    document = parse(typeset(source), tmp_path)
    assert tree(document) == [("Harbour", 1), ("Pilots", 2), ("Tugs", 2), ("Fishery", 1), ("Nets", 2)]


def test_a_heading_that_the_outline_leaves_out_is_as_deep_as_those_that_look_like_it(tmp_path: Path) -> None:
    source = PLAIN + "#show heading.where(level: 1): it => block(text(14pt, weight: 700, it.body))\n"
    source += "#show heading.where(level: 2): it => block(text(11pt, weight: 700, it.body))\n"
    for depth, title in ((1, "Harbour"), (2, "Pilots"), (2, "Tugs"), (1, "Fishery"), (2, "Boats")):
        source += f"{'=' * depth} {title}\n#lorem(60)\n\n"
    source += bold("Nets", 11) + bold("References", 14)
    levels = dict(tree(parse(typeset(source), tmp_path)))
    assert (levels["Boats"], levels["Nets"], levels["References"]) == (2, 2, 1)


def test_an_outline_that_names_other_things_decides_nothing(tmp_path: Path) -> None:
    marks = "".join(f"#place(hide[#heading(level: {level})[Slide {level}]])\n" for level in (1, 2, 3, 4))
    document = parse(typeset(PLAIN + marks + bold("Harbour", 14) + bold("Pilots") + bold("Tugs")), tmp_path)
    assert [one for one in tree(document) if "Slide" not in one[0]] == [("Harbour", 1), ("Pilots", 2), ("Tugs", 2)]


@pytest.mark.parametrize(
    "line",
    [
        "#text(weight: 700)[By: /s/ A. Writer]",
        "#text(weight: 700)[the rest of a sentence that began above]",
        "#text(weight: 700)[\\$ 4,000]",
        "#text(weight: 700)[Rates rose, as]",
        "#text(weight: 700)[Keywords: tides, buoys, winds]",
        "#text(weight: 700)[Warning: Keep away from the winch]",
        "*All of this is bold, and yet it is nothing but a sentence that somebody found to be of great weight.*",
    ],
)
def test_not_all_that_is_bold_is_a_heading(tmp_path: Path, line: str) -> None:
    source = PLAIN + bold("Business") + f"{line}\n\n#lorem(40)\n\n" + bold("Risks")
    assert [text for text, _ in tree(parse(typeset(source), tmp_path))] == ["Business", "Risks"]


def test_a_line_set_apart_by_its_slant_alone_is_a_heading(tmp_path: Path) -> None:
    source = PLAIN + bold("Business", 14)
    source += "".join(
        f"#emph[{text}]\n\n#lorem(60)\n\n" for text in ("Harbour dues", "Net sales", "Seen on the way: a gull")
    )
    assert tree(parse(typeset(source), tmp_path)) == [("Business", 1), ("Harbour dues", 2), ("Net sales", 2)]


def test_a_stack_of_bold_lines_holds_no_headings(tmp_path: Path) -> None:
    names = ["Ann Archer", "Ben Baker", "Cem Carter", "Dan Draper", "Eve Easton", "Fay Farmer"]
    page = [Text(60, 760, "Directors", 14, bold=True)]
    page += [Text(60, 730 - 30 * at, name, bold=True) for at, name in enumerate(names)]
    page += [Text(60, 500 - 12 * line, "Much is said here about how the year went for all of us") for line in range(9)]
    assert tree(parse(handmade([page]), tmp_path)) == [("Directors", 1)]
