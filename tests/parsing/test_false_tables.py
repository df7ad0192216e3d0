"""What is aligned or framed and yet no table."""

from pathlib import Path

import pytest

from tests.parsing.pdfs import parse, tables, typeset

PAGE = "#set page(width: 595pt, height: 842pt, margin: 60pt)\n#set text(size: 10pt)\n"

PROSE = "A river bends where the bank is soft, and it takes a straighter way once the flood has cut through its neck. "

CONTENTS = "\n".join(
    f"#grid(columns: (60pt, 1fr, 20pt), row-gutter: 8pt, [Part {at}], [{title}], [{page}])"
    for at, (title, page) in enumerate([("Source", 3), ("Rapids", 9), ("Delta", 17), ("Harbour", 25), ("Open sea", 31)])
)

NOT_TABLES = {
    "prose in two columns": f"#set par(justify: true)\n#columns(2)[{PROSE * 30}]",
    "prose in two columns between two lines": (
        f"#set par(justify: true)\n#line(length: 100%)\n#columns(2)[{PROSE * 30}]\n#line(length: 100%)"
    ),
    "a note in a box": f"#rect(width: 100%, inset: 8pt)[*Note.* {PROSE * 3}]",
    "a list": "\n".join(f"+ {word.capitalize()} is one of the winds that sailors name" for word in "abcdef"),
    "a contents list": CONTENTS,
    "names with colons": "\n\n".join(
        f"#box(width: 80pt)[{name}:] {value}"
        for name, value in [("From", "Ann"), ("To", "Ben"), ("On", "May"), ("At", "Rye")]
    ),
    "an algorithm between lines": "#line(length: 100%)\n*Algorithm 1* Sorting\n#line(length: 100%)\n"
    + "\n\n".join(f"#box(width: 18pt)[{at}:] let the next item sink to where it belongs" for at in range(1, 6))
    + "\n#line(length: 100%)",
}


@pytest.mark.parametrize("name", NOT_TABLES)
def test_it_is_no_table(name: str, tmp_path: Path) -> None:
    document = parse(typeset(PAGE + NOT_TABLES[name]), tmp_path)
    assert tables(document) == []
    assert any(element.text for element in document.elements)
