"""Files that tests upload: made here, each once a session, and always the same."""

import functools
import io
import random
from collections.abc import Sequence
from dataclasses import dataclass

import pikepdf
import typst

_FRAME = """
#set document(date: none)
#set page(width: 595pt, height: 842pt, margin: 72pt)
#set text(size: 11pt, hyphenate: false)
#set par(justify: false)
"""

_PLACES = (
    "Ardmore", "Birchwood", "Calder", "Dunmore", "Eastlake", "Fairhaven", "Glenrock", "Harrow", "Inverlea", "Juniper",
    "Kestrel", "Larkfield", "Marlow", "Northgate", "Oakham", "Penrose", "Redwater", "Stonebridge", "Thornbury",
)  # fmt: skip
_THINGS = ("bridge", "harbour", "library", "lighthouse", "observatory", "reservoir", "theatre", "viaduct")
_MATERIALS = ("basalt", "brick", "granite", "larch", "limestone", "oak", "sandstone", "slate")
_FILLING = (
    "The council reviewed the maintenance schedule and found no cause for concern.",
    "Visitors may enter between nine in the morning and five in the afternoon.",
    "A survey of the foundations was completed without interruption.",
    "Several volunteers helped to restore the painted ceiling.",
    "The access road was widened and its drains were renewed.",
)


@dataclass(frozen=True, slots=True)
class Fact:
    """A sentence that stands in a document, and a question that it answers."""

    question: str
    sentence: str
    page: int


def facts(count: int, seed: int = 0) -> list[Fact]:
    """Facts about things that do not exist, one a page."""
    randomness = random.Random(seed)
    pairs = [(place, thing) for place in _PLACES for thing in _THINGS]
    found = []
    for page, (place, thing) in enumerate(randomness.sample(pairs, count)):
        year, material = randomness.randrange(1702, 1990), randomness.choice(_MATERIALS)
        sentence = f"The {thing} of {place} was built of {material} in the year {year}."
        found.append(Fact(f"What was the {thing} of {place} built of?", sentence, page))
    return found


@functools.cache
def book(pages: int, seed: int = 0) -> bytes:
    """A PDF with one fact of `facts(pages, seed)` a page, in prose, under a heading."""
    randomness = random.Random(-seed - 1)
    parts = []
    for number, fact in enumerate(facts(pages, seed)):
        filling = [randomness.choice(_FILLING) for _ in range(12)]
        filling.insert(randomness.randrange(1, 12), fact.sentence)
        half = len(filling) // 2
        parts.append(f"= Chapter {number + 1}\n\n{' '.join(filling[:half])}\n\n{' '.join(filling[half:])}\n")
    return _compile("#pagebreak()\n".join(parts))


@functools.cache
def note(text: str = "The ferry to Larkfield leaves at seven in the morning.") -> bytes:
    """A PDF of one page: a heading and a paragraph."""
    return _compile(f"= Notice\n\n{text}\n")


@functools.cache
def long_paragraph() -> bytes:
    """A PDF of two pages that one paragraph runs over."""
    return _compile(f"= Notice\n\n{' '.join(_FILLING * 16)}\n")


TABLE_TITLE = "Harbour dues by year"
TABLE_ROWS = (("Mooring fees", "412", "398"), ("Pilot fees", "97", "104"), ("Crane hire", "58", "61"))


@functools.cache
def report() -> bytes:
    """A PDF of two pages with headings, prose, a captioned figure and a table of money."""
    rows = ", ".join(f"[{cell}]" for row in TABLE_ROWS for cell in row)
    return _compile(
        f"""
= Harbour report
The harbour of Larkfield handled more ships than in any year before.

== Income
All of the income came from dues that ships paid in port.

*{TABLE_TITLE}* (in thousands)

#table(columns: (200pt, 80pt, 80pt), align: (left, right, right),
  [], [2024], [2023], {rows})

#pagebreak()
== Works
#let pixels = bytes((30, 60, 120, 200, 180, 90) * 2)
#let picture = image(pixels, format: (encoding: "rgb8", width: 2, height: 2), width: 120pt, height: 60pt)
#figure(picture, caption: [The new quay])
The new quay was opened by the mayor in the month of May.
"""
    )


ACCOUNTS = (("Revenue", "500", "400"), ("Cost of sales", "300", "260"), ("Gross profit", "200", "140"))


@functools.cache
def accounts() -> bytes:
    """A PDF of one page with an income statement of two years, in millions."""
    rows = ", ".join(f"[{cell}]" for row in ACCOUNTS for cell in row)
    return _compile(
        f"""
= Annual report

== Consolidated income statement
(in millions of dollars)

#table(columns: (200pt, 80pt, 80pt), align: (left, right, right),
  [Year ended 31 December], [2024], [2023], {rows})
"""
    )


@functools.cache
def encrypted() -> bytes:
    """A PDF that opens with a password only."""
    return _saved(note(), encryption=pikepdf.Encryption(owner="owner", user="secret"))


@functools.cache
def without_pages() -> bytes:
    """A PDF whose page tree is empty."""
    with pikepdf.new() as pdf:
        target = io.BytesIO()
        pdf.save(target)
        return target.getvalue()


def truncated() -> bytes:
    """The first half of a PDF, without its table of objects."""
    whole = book(3)
    return whole[: len(whole) // 2]


def page_tree_loop() -> bytes:
    """A PDF whose page tree holds itself."""
    return raw_pdf(
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Pages /Parent 2 0 R /Kids [2 0 R] /Count 1 >>",
    )


def raw_pdf(*objects: str) -> bytes:
    """A PDF of objects as they are written, numbered from 1; the first is the catalog."""
    body, places = b"%PDF-1.7\n", []
    for number, text in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n{text}\nendobj\n".encode()
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    tail = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n"
    return body + f"{tail}<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(body)}\n%%EOF\n".encode()


def turned(data: bytes, *, degrees: int = 90, cut: Sequence[int] = (20, 30, 20, 10)) -> bytes:
    """The same PDF with every page rotated, and cropped by so many points left, bottom, right and top."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            left, bottom, right, top = (float(side) for side in page.mediabox)
            page.cropbox = pikepdf.Array([left + cut[0], bottom + cut[1], right - cut[2], top - cut[3]])
            page.rotate(degrees, relative=False)
        target = io.BytesIO()
        pdf.save(target)
        return target.getvalue()


def _compile(source: str) -> bytes:
    made = typst.compile((_FRAME + source).encode(), format="pdf")
    assert isinstance(made, bytes)
    return made


def _saved(data: bytes, encryption: pikepdf.Encryption) -> bytes:
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.save(target, encryption=encryption)
    return target.getvalue()


COLUMN_QUESTIONS = [fact.question for fact in facts(8, seed=31)]


@functools.cache
def two_columns() -> bytes:
    """A PDF of two columns with hyphens at line ends, and facts in both."""
    texts = []
    for number, fact in enumerate(facts(8, seed=31)):
        filling = random.Random(number).sample(_FILLING, 3)
        texts.append(" ".join([*filling[:2], fact.sentence, filling[2]]))
    columns = '#set page(columns: 2)\n#set text(hyphenate: true, size: 10pt, lang: "en")\n#set par(justify: true)\n'
    return _compile(columns + "\n\n".join(texts))
