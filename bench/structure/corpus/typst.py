"""Writes a document as typst markup and typesets it; needs the `typst` wheel, and for Chinese fonts-noto-cjk."""

from collections.abc import Iterable

import typst

from bench.structure.corpus.inks import ink
from bench.structure.corpus.model import (
    Drawing,
    Group,
    HeadLook,
    Leaf,
    Node,
    Run,
    Script,
    Shape,
    Table,
    leaves,
)
from bench.structure.corpus.told import LINE_NUMBERS, WATERMARK, inks_of
from bench.structure.corpus.typst_table import TableWriter, quoted
from bench.structure.truth import Kind

FONTS = {
    ("en", "serif"): ("Libertinus Serif",),
    ("en", "book"): ("Liberation Serif", "Libertinus Serif"),
    ("en", "sans"): ("Liberation Sans", "DejaVu Sans", "Libertinus Serif"),
    ("zh", "serif"): ("Liberation Serif", "Noto Serif CJK SC"),
    ("zh", "book"): ("Libertinus Serif", "Noto Serif CJK SC"),
    ("zh", "sans"): ("Liberation Sans", "Noto Sans CJK SC"),
}
FIXED = ("DejaVu Sans Mono", "Noto Sans Mono CJK SC")
CHAPTER = """#let chapter() = {
  let found = ""
  for (place, words) in chapters {
    let heads = query(label(place))
    if heads.len() > 0 and heads.first().location().page() <= here().page() { found = words }
  }
  found
}"""
"""What the last chapter that has begun is called."""

SMALL = 0.85
"""Of the body's size: notes, captions, furniture."""


def missing(language: str) -> str:
    """Why documents in a language can't be made here; empty when they can."""
    families = set(typst.Fonts().families())
    if language == "zh" and not any("CJK SC" in family for family in families):
        return "no Chinese font (Debian: fonts-noto-cjk)"
    return ""


def typeset(script: Script, *, twin: bool) -> bytes:
    """The PDF of a script, or its twin in inks.

    Raises:
        typst.TypstError: The markup is wrong.
    """
    source = Writer(script, twin=twin).source()
    return bytes(typst.compile(source.encode(), format="pdf", pdf_tags=script.look.tagged and not twin, timestamp=0))


class Writer:
    """Writes typst markup."""

    def __init__(self, script: Script, *, twin: bool) -> None:
        """Prepares the inks.

        Args:
            script: The document.
            twin: Whether each block has its ink rather than its colour.
        """
        self.script, self.look, self.twin = script, script.look, twin
        self.inks, self.running = inks_of(script)

    def source(self) -> str:
        """All the markup."""
        return f"{self._setup()}\n{self._nodes(self.script.body)}\n"

    def _colour(self, index: int, colour: str = "#000000") -> str:
        return f'rgb("{ink(index) if self.twin else colour}")'

    def _paint(self, leaf: Leaf, colour: str = "#000000") -> str:
        return self._colour(self.inks[id(leaf)], colour)

    def _setup(self) -> str:
        look = self.look
        left, top, right, bottom = look.margins
        fonts = FONTS[self.script.language, look.font]
        indent = f"(amount: {look.indent}em, all: {str(self.script.language == 'zh').lower()})"
        chapters = [
            (f"h{self.inks[id(leaf)]}", f"{leaf.mark} {leaf.words}".strip())
            for leaf in leaves(self.script.body)
            if leaf.kind is Kind.HEADING and leaf.level == 1 and not leaf.look
        ]
        lines = [
            f"#let chapters = {_array(chapters)}",
            CHAPTER,
            f"#set document(title: {quoted(self.script.title)}, date: none)",
            f'#set text(font: {_array(fonts)}, size: {look.size}pt, lang: "{self.script.language}", fallback: true)',
            f"#set par(justify: {str(look.justified).lower()}, leading: {look.leading}em, "
            f"spacing: {look.leading + look.gap:.2f}em, first-line-indent: {indent})",
            f"#set page(width: {look.paper[0]}pt, height: {look.paper[1]}pt, columns: {look.columns}, "
            f"margin: (left: {left}pt, top: {top}pt, right: {right}pt, bottom: {bottom}pt), "
            f"header: {self._running('header')}, footer: {self._running('footer')}, background: {self._watermark()})",
            f"#set columns(gutter: {look.gutter}pt)",
            "#set footnote(numbering: _ => [])",
            "#set footnote.entry(separator: line(length: 30%, stroke: .5pt), indent: 0pt)",
            "#show footnote: it => it",
            "#show heading: it => block(above: 1em, below: 1em, sticky: true, it.body)",
            "#show raw: it => it.text",
            "#set table(inset: (x: 5pt, y: 3.5pt))",
        ]
        if look.numbered_lines:
            paint = self._colour(self.running[LINE_NUMBERS], "#555555")
            lines.append(f'#set par.line(numbering: n => text(size: 7pt, fill: {paint})[#n], numbering-scope: "page")')
        return "\n".join(lines)

    def _running(self, where: str) -> str:
        """The head or foot of pages, as typst code."""
        texts = {place: text for place, text in self.look.running if place.startswith(where)}
        if not texts:
            return "none"
        cells = []
        for side in ("left", "center", "right"):
            place = f"{where}-{side}"
            words = _filled(texts[place]) if place in texts else ""
            paint = self._colour(self.running[place], "#333333") if place in texts else "black"
            cells.append(f"align({side}, text(fill: {paint})[{words}])")
        shown = "true" if self.look.first else "here().page() > 1"
        size = self.look.size * SMALL
        columns = "(auto, 1fr, auto)" if len(texts) < 3 else "(1fr, 1fr, 1fr)"
        grid = f"grid(columns: {columns}, {', '.join(cells)})"
        return f"context if {shown} {{ set text(size: {size}pt); set par(justify: false); {grid} }}"

    def _watermark(self) -> str:
        if not self.look.watermark:
            return "none"
        paint = self._colour(self.running[WATERMARK], "#dddddd")
        return f"rotate(-45deg, text(size: 72pt, fill: {paint})[#{quoted(self.look.watermark)}])"

    def _nodes(self, nodes: Iterable[Node]) -> str:
        return "\n\n".join(self._group(node) if isinstance(node, Group) else self._leaf(node) for node in nodes)

    def _group(self, group: Group) -> str:
        parts = [self._nodes(part) for part in group.parts]
        body = "\n\n".join(parts)
        cells = ", ".join(f"[{part}]" for part in parts)
        whole = f"#block(width: 100%)[{body}]"
        forms = {
            "keep": f"#block(breakable: false, width: 100%)[{body}]",
            "float": f"#place(top, float: true, clearance: 1.4em)[{whole}]",
            "wide": f'#place(top, float: true, scope: "parent", clearance: 1.6em)[{whole}]',
            "aside": f'#block(width: 100%, inset: 8pt, fill: rgb("#eef3f8"), breakable: false)[{body}]',
            "landscape": f"#page(flipped: true, columns: 1)[{body}]",
            "side": f"#grid(columns: (1fr,) * {len(parts)}, gutter: {self.look.gutter}pt, {cells})",
            "break": f"#pagebreak(weak: true)\n{body}",
        }
        return forms.get(group.how, body)

    def _leaf(self, leaf: Leaf) -> str:
        writers = {Kind.HEADING: self._heading, Kind.LIST_ITEM: self._item, Kind.CODE: self._code}
        if leaf.table:
            return self._table(leaf, leaf.table)
        if leaf.drawing:
            return self._figure(leaf, leaf.drawing)
        if leaf.math:
            number = f"#h(1fr)#{quoted(leaf.math.number)}" if leaf.math.number else ""
            body = f"#h(1fr)$display({leaf.math.typst})${number or '#h(1fr)'}"
            return f"#block(width: 100%, above: 1.1em, below: 1.1em, text(fill: {self._paint(leaf)})[{body}])"
        return writers.get(leaf.kind, self._paragraph)(leaf)

    def _item(self, leaf: Leaf) -> str:
        if leaf.look == "entry":
            return self._entry(leaf)
        body = f"[#{quoted(leaf.mark)}], [{self._runs(leaf.runs)}]"
        grid = f"grid(columns: (auto, 1fr), column-gutter: .6em, {body})"
        pad = 1.0 + 1.6 * leaf.level
        return f"#block(above: .8em, below: .8em, pad(left: {pad}em, text(fill: {self._paint(leaf)}, {grid})))"

    def _heading(self, leaf: Leaf) -> str:
        heads = self.look.heads
        head = (
            heads[min(leaf.level, len(heads)) - 1]
            if leaf.look != "title"
            else HeadLook(1.9, centred=heads[0].centred, below=1.6)
        )
        words = f"{leaf.mark}{_gap(leaf.mark)}{leaf.words}"
        body = f"#{quoted(words.upper() if head.case == 'upper' else words)}"
        body = f"#smallcaps[{body}]" if head.case == "small" else body
        colour = self._paint(leaf, head.colour)
        weight = "bold" if head.bold else "regular"
        style = "italic" if head.italic else "normal"
        text = (
            f'text(size: {head.scale * self.look.size}pt, weight: "{weight}", style: "{style}", fill: {colour})[{body}]'
        )
        rule = f"#v(-.5em)#line(length: 100%, stroke: .6pt + {colour})" if head.ruled else ""
        align = "center" if head.centred else "left"
        above = f"above: {head.above}em, below: {head.below}em, sticky: true"
        inner = f"#set par(justify: false, first-line-indent: 0em)\n#{text}{rule}"
        label = f"<h{self.inks[id(leaf)]}>"
        marks = f"level: {leaf.level}, bookmarked: {str(self.look.outline).lower()}"
        return f"#block({above}, width: 100%)[#set align({align})\n#heading({marks})[{inner}] {label}]"

    def _entry(self, leaf: Leaf) -> str:
        """An entry of the contents, with dots and its heading's page."""
        mark = f"{leaf.mark}{_gap(leaf.mark)}" if leaf.mark else ""
        target = self.inks[id(leaf.target)] if leaf.target else 0
        page = f"#context counter(page).at(<h{target}>).first()"
        dots = "#box(width: 1fr, repeat(justify: true, gap: .3em)[.])"
        body = f"#{quoted(mark + leaf.words)} {dots} {page}"
        weight = "bold" if leaf.level == 0 else "regular"
        text = f'text(fill: {self._paint(leaf)}, weight: "{weight}")[{body}]'
        return f"#block(width: 100%, above: .7em, below: .7em, pad(left: {1.4 * leaf.level}em, {text}))"

    def _code(self, leaf: Leaf) -> str:
        lines = r" \ ".join(f"#{quoted(run.text.replace(' ', chr(160)))}" for run in leaf.runs)
        size = self.look.size * SMALL
        text = f"text(font: {_array(FIXED)}, size: {size}pt, fill: {self._paint(leaf)})[{lines}]"
        box = 'fill: rgb("#f4f4f4"), inset: 6pt, width: 100%, breakable: false'
        return f"#block({box})[#set par(justify: false, first-line-indent: 0em, leading: .5em)\n#{text}]"

    def _paragraph(self, leaf: Leaf) -> str:
        """Paragraphs, captions, units, notes."""
        mark = f"#super[#{quoted(leaf.mark)}] " if leaf.mark and leaf.kind is Kind.FOOTNOTE else ""
        mark = mark or (f"#{quoted(leaf.mark + _gap(leaf.mark))}" if leaf.mark else "")
        text = f"text(fill: {self._paint(leaf)})[{mark}{self._runs(leaf.runs)}]"
        small = f"#set text(size: {self.look.size * SMALL}pt)\n"
        plain = "#set par(first-line-indent: 0em)\n"
        match leaf.look:
            case "authors":
                return f"#align(center)[{plain}#{text}]"
            case "unit" if self.script.language == "zh":
                return f"#block(below: .5em, width: 100%)[{small}#align(right)[#{text}]]"
            case "unit":
                return f"#block(above: .4em, below: .8em, width: 100%)[{small}#align(center)[#{text}]]"
            case "note":
                return f"#block(above: .6em, width: 100%)[{small}{plain}#{text}]"
            case _ if leaf.kind is Kind.CAPTION:
                bold = "*" if leaf.look == "bold" else ""
                block = "#block(above: .9em, below: .7em, width: 100%, sticky: true)"
                return f"{block}[{small}{plain}#align(center)[{bold}#{text}{bold}]]"
            case _:
                return f"#{text}"

    def _runs(self, runs: tuple[Run, ...]) -> str:
        parts = []
        for run in runs:
            if run.note is not None:
                note = (
                    f"text(fill: {self._paint(run.note)})[#super[#{quoted(run.note.mark)}] {self._runs(run.note.runs)}]"
                )
                parts.append(f"#super[#{quoted(run.note.mark)}]#footnote[#{note}]")
                continue
            body = f"#{quoted(run.text)}"
            body = f"#strong[{body}]" if run.bold else body
            body = f"#emph[{body}]" if run.italic else body
            parts.append(f"#text(font: {_array(FIXED)}, size: .85em)[{body}]" if run.fixed else body)
        return "".join(parts)

    def _figure(self, leaf: Leaf, drawing: Drawing) -> str:
        share = drawing.width * 100
        shapes = "".join(self._shape(leaf, shape) for shape in drawing.shapes)
        body = f"#let w = size.width * {drawing.width}\n#let h = w * {drawing.height}\n"
        box = f"#align(center, block(width: w, height: h, breakable: false)[{shapes}])"
        return f"#block(width: 100%, breakable: false, sticky: true)[#layout(size => [{body}{box}])]" if share else ""

    def _shape(self, leaf: Leaf, shape: Shape) -> str:
        paint = self._paint(leaf, shape.colour)
        points = [f"({x} * w, {y} * h)" for x, y in zip(shape.points[::2], shape.points[1::2], strict=True)]
        match shape.kind:
            case "bar":
                x0, y0, x1, y1 = shape.points
                rect = f"rect(width: {x1 - x0} * w, height: {y1 - y0} * h, fill: {paint})"
                return f"#place(top + left, dx: {x0} * w, dy: {y0} * h, {rect})"
            case "line":
                moves = ", ".join(f"curve.line({point})" for point in points[1:])
                drawn = f"curve(stroke: .8pt + {paint}, curve.move({points[0]}), {moves})"
                return f"#place(top + left, {drawn})"
            case _:
                x, y = shape.points
                words = f"text(size: 7pt, fill: {paint})[#{quoted(shape.text)}]"
                box = f"box(width: 80pt, align(center, {words}))"
                return f"#place(top + left, dx: {x} * w - 40pt, dy: {y} * h - 8pt, {box})"

    def _table(self, leaf: Leaf, table: Table) -> str:
        return TableWriter(
            leaf, table, self._paint(leaf), self._paint(leaf, "#999999"), self._paint(leaf, "#e3eaf2")
        ).source(self.look.size * SMALL * table.scale)


def _array(texts: Iterable[str | tuple[str, ...]]) -> str:
    """A typst array of strings, or of arrays of them."""
    return "(" + "".join(f"{quoted(text) if isinstance(text, str) else _array(text)}, " for text in texts) + ")"


def _gap(mark: str) -> str:
    """What stands between a number and the words after it."""
    return (
        "" if not mark or mark.endswith(("、", "）")) else "\u2002" if mark.endswith((")", "条", "章", "节")) else "  "
    )


def _filled(template: str) -> str:
    """A running text with typst's counters in its gaps."""
    words = quoted(template)
    gaps = {
        "{page}": "counter(page).display()",
        "{pages}": "counter(page).final().first()",
        "{roman}": 'counter(page).display("i")',
        "{chapter}": "chapter()",
    }
    for gap, code in gaps.items():
        words = words.replace(gap, f'" + str({code}) + "' if gap == "{pages}" else f'" + {code} + "')
    return f"#({words})"
