"""Text in parts: what goes on over columns and pages, and the one text that its parts make."""

from pathlib import Path

from chatdoc_server.document import Document, ElementKind
from chatdoc_server.document.continuation import joined_text, parts
from tests.parsing.pdfs import Text, handmade, parse, typeset

PROSE = "So " + ", ".join(f"then the {n}th of the many things that were said came to be known" for n in range(120))


def whole(document: Document) -> list[str]:
    """The text of each paragraph, those in parts made whole."""
    chains = parts(document)
    later = {index for chain in chains.values() for index in chain[1:]}
    return [
        joined_text([document.elements[index].text for index in chains.get(element.index, (element.index,))])
        for element in document.elements
        if element.index not in later and element.kind is ElementKind.PARAGRAPH
    ]


def test_a_paragraph_goes_on_over_columns_and_pages(tmp_path: Path) -> None:
    source = "#set page(columns: 2, width: 500pt, height: 420pt, margin: 40pt)\n#set text(hyphenate: false)\n"
    document = parse(typeset(source + PROSE), tmp_path)
    assert len(document.pages) > 1
    assert whole(document) == [PROSE]


def test_a_paragraph_goes_on_behind_a_table_and_a_footnote(tmp_path: Path) -> None:
    source = (
        "#set page(width: 500pt, height: 300pt, margin: 40pt)\n#set par(justify: true)\n#set text(hyphenate: false)\n"
    )
    table = (
        "#place(top, float: true, table(columns: 3, [Name], [2024], [2023], [Sales], [12], [11], [Costs], [8], [9]))"
    )
    text = " ".join(f"then the {n}th of all things came to be" for n in range(90))
    document = parse(typeset(f"{source}Once {text} known#footnote[By many.] at last.\n{table}"), tmp_path)
    assert ElementKind.TABLE in {element.kind for element in document.elements}
    assert any(one.startswith("Once then the 0th") and "the 89th" in one for one in whole(document))


def test_a_word_broken_over_pages_is_made_whole(tmp_path: Path) -> None:
    pages = [
        [
            Text(60, 700, "The costs of the environment are"),
            Text(60, 688, "borne by all who live in it, as the environ-"),
        ],
        [Text(60, 700, "ment is there for all of us."), Text(60, 600, "Another thing.")],
    ]
    document = parse(handmade(pages), tmp_path)
    assert whole(document)[0].endswith("as the environment is there for all of us.")


def test_a_sentence_that_ends_does_not_go_on(tmp_path: Path) -> None:
    pages = [
        [Text(60, 700, "The costs of the environment are"), Text(60, 688, "borne by all who live there.")],
        [Text(60, 700, "They are high."), Text(60, 600, "Another thing.")],
    ]
    assert not parts(parse(handmade(pages), tmp_path))


def test_texts_are_joined_as_their_language_is_written() -> None:
    assert joined_text(["one part", "and another"]) == "one part and another"
    assert joined_text(["a docu\u00ad", "ment of it"]) == "a document of it"
    assert joined_text(["the long-", "term plan"]) == "the long-term plan"
    assert joined_text(["公司的收入", "增长了"]) == "公司的收入增长了"
    assert joined_text(["매출은", "증가했다"]) == "매출은 증가했다"
    assert joined_text(["", "alone", ""]) == "alone"
