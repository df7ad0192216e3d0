"""Writes a document as OpenDocument text, as word processors have it, and lets LibreOffice print it."""

import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from bench.structure.corpus import typst
from bench.structure.corpus.inks import ink
from bench.structure.corpus.model import Drawing, Entry, Group, HeadLook, Leaf, Node, Rules, Run, Script, Shape, Table
from bench.structure.corpus.office_styles import Styles, points
from bench.structure.corpus.told import inks_of
from bench.structure.truth import Kind

SECONDS = 180
TAGS = 'pdf:writer_pdf_Export:{{"UseTaggedPDF":{{"type":"boolean","value":"{tagged}"}}}}'


def missing(language: str) -> str:
    """Why documents in a language can't be made here; empty when they can."""
    if not shutil.which("soffice"):
        return "no LibreOffice (Debian: libreoffice-writer)"
    return typst.missing(language)


def fitted(script: Script) -> Script:
    """A script without what is only done by typesetters: floats, running chapters, watermarks, numbered lines."""
    running = tuple((place, text) for place, text in script.look.running if "{chapter}" not in text)
    look = replace(script.look, running=running, watermark="", numbered_lines=False, first=True)
    return replace(script, look=look, body=tuple(map(_settled, script.body)))


def _settled(node: Node) -> Node:
    """A node that stays where it is."""
    if isinstance(node, Leaf):
        return node
    how = {"float": "keep", "wide": "across"}.get(node.how, node.how)
    return Group(how, tuple(tuple(map(_settled, part)) for part in node.parts))


def typeset(script: Script, *, twin: bool) -> bytes:
    """The PDF of a script, or its twin in inks.

    Raises:
        RuntimeError: LibreOffice made none.
    """
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "made.fodt")
        source.write_text(Writer(script, twin=twin).source(), "utf-8")
        profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
        kind = TAGS.format(tagged=str(script.look.tagged and not twin).lower())
        command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", folder, str(source)]
        subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)
        made = source.with_suffix(".pdf")
        if not made.exists():
            raise RuntimeError(f"LibreOffice made no PDF of {script.name}")
        return made.read_bytes()


class Writer:
    """Writes flat OpenDocument text."""

    def __init__(self, script: Script, *, twin: bool) -> None:
        """Prepares the inks.

        Args:
            script: The document.
            twin: Whether each block has its ink rather than its colour.
        """
        self.script, self.look, self.twin = script, script.look, twin
        self.inks, self.running = inks_of(script)
        self.styles = Styles(script.look, script.language)
        self.sections = 0

    def source(self) -> str:
        """All of the file."""
        body = self._body(self.script.body)
        head, foot = self._running("header"), self._running("footer")
        return self.styles.document(body, head, foot)

    def _colour(self, index: int, colour: str = "#000000") -> str:
        return ink(index) if self.twin else colour

    def _paint(self, leaf: Leaf, colour: str = "#000000") -> str:
        return self._colour(self.inks[id(leaf)], colour)

    def _span(self, leaf: Leaf, words: str, colour: str = "#000000", **face: str) -> str:
        """Words, already XML, in the colour of their block."""
        style = self.styles.text(color=self._paint(leaf, colour), **face)
        return f'<text:span text:style-name="{style}">{words}</text:span>'

    def _running(self, where: str) -> str:
        """The paragraph of running heads or feet, its sides apart by tabs."""
        texts = {place.split("-")[1]: (place, text) for place, text in self.look.running if place.startswith(where)}
        if not texts:
            return ""
        sides = []
        for side in ("left", "center", "right"):
            place, text = texts.get(side, ("", ""))
            words = escape(text).replace("{pages}", "<text:page-count/>")
            words = words.replace("{page}", '<text:page-number text:select-page="current"/>')
            style = self.styles.text(color=self._colour(self.running[place], "#333333"), size="9pt") if place else ""
            sides.append(f'<text:span text:style-name="{style}">{words}</text:span>' if place else "")
        style = self.styles.paragraph(tabs=(("center", self.styles.width / 2), ("right", self.styles.width)))
        return f'<text:p text:style-name="{style}">{"<text:tab/>".join(sides)}</text:p>'

    def _body(self, nodes: tuple[Node, ...]) -> str:
        """Everything; in sections of columns, where the look has some, but for what goes across."""
        if self.look.columns == 1:
            return self._nodes(nodes)
        parts: list[str] = []
        kept: list[Node] = []
        for node in nodes:
            if isinstance(node, Group) and node.how == "across":
                parts += [self._section(kept), self._nodes(node.parts[0])]
                kept = []
            else:
                kept.append(node)
        return "".join([*parts, self._section(kept)])

    def _section(self, nodes: list[Node]) -> str:
        if not nodes:
            return ""
        self.sections += 1
        name = self.styles.columns()
        width, self.styles.width = self.styles.width, self.styles.column_width
        body = self._nodes(nodes)
        self.styles.width = width
        return f'<text:section text:style-name="{name}" text:name="S{self.sections}">{body}</text:section>'

    def _nodes(self, nodes: Iterable[Node]) -> str:
        return "".join(self._group(node) if isinstance(node, Group) else self._leaf(node) for node in nodes)

    def _group(self, group: Group) -> str:
        match group.how:
            case "side":
                return self._cells(group.parts, "")
            case "aside":
                return self._cells(group.parts, "#eef3f8")
            case "landscape":
                turn = self.styles.paragraph(page="Landscape", small="yes")
                back = self.styles.paragraph(page="Standard", small="yes")
                width, self.styles.width = self.styles.width, self.styles.long_width
                body = self._nodes(group.parts[0])
                self.styles.width = width
                return f'<text:p text:style-name="{turn}"/>{body}<text:p text:style-name="{back}"/>'
            case "break":
                turn = self.styles.paragraph(page="Standard", small="yes")
                return f'<text:p text:style-name="{turn}"/>' + self._nodes(group.parts[0])
            case _:
                return "".join(self._nodes(part) for part in group.parts)

    def _cells(self, parts: tuple[tuple[Node, ...], ...], shade: str) -> str:
        """A table without lines that only lays out what is in it, as people make boxes in a word processor."""
        whole, share = self.styles.width, self.styles.width / len(parts)
        style = self.styles.cell(background=shade, padding="6pt")
        self.styles.width = share - 14
        cells = "".join(
            f'<table:table-cell table:style-name="{style}">{self._nodes(part)}</table:table-cell>' for part in parts
        )
        self.styles.width = whole
        columns = f'<table:table-column table:style-name="{self.styles.column(share)}"/>' * len(parts)
        table = self.styles.table(whole)
        row = f"<table:table-row>{cells}</table:table-row>"
        return f'<table:table table:style-name="{table}">{columns}{row}</table:table>{self._gap()}'

    def _gap(self) -> str:
        """An empty line after a table."""
        return f'<text:p text:style-name="{self.styles.paragraph(small="yes")}"/>'

    def _leaf(self, leaf: Leaf) -> str:
        if leaf.table:
            return self._table(leaf, leaf.table)
        if leaf.drawing:
            return self._figure(leaf, leaf.drawing)
        match leaf.kind:
            case Kind.HEADING:
                return self._heading(leaf)
            case Kind.LIST_ITEM:
                return self._item(leaf)
            case Kind.CODE:
                lines = "<text:line-break/>".join(_spaced(run.text) for run in leaf.runs)
                style = self.styles.paragraph(above="4pt", below="6pt", indent="0pt")
                words = self._span(leaf, lines, family="DejaVu Sans Mono", size=points(self.look.size * 0.85))
                return f'<text:p text:style-name="{style}">{words}</text:p>'
            case _:
                return self._paragraph(leaf)

    def _heading(self, leaf: Leaf) -> str:
        heads = self.look.heads
        title = HeadLook(1.9, centred=heads[0].centred, below=1.6)
        head = title if leaf.look == "title" else heads[min(leaf.level, len(heads)) - 1]
        mark = leaf.mark + ("" if leaf.mark.endswith(("、", "）")) or not leaf.mark else " ")
        words = mark + (leaf.words.upper() if head.case == "upper" else leaf.words)
        faces = {"weight": "bold" if head.bold else "normal", "style": "italic" if head.italic else "normal"}
        faces["variant"] = "small-caps" if head.case == "small" else "normal"
        size = head.scale * self.look.size
        body = self._span(leaf, escape(words), head.colour, size=points(size), **faces)
        style = self.styles.paragraph(
            align="center" if head.centred else "left",
            above=points(head.above * size),
            below=points(head.below * size),
            keep="always",
            indent="0pt",
        )
        anchor = f'<text:bookmark text:name="h{self.inks[id(leaf)]}"/>'
        return f'<text:h text:style-name="{style}" text:outline-level="{leaf.level}">{anchor}{body}</text:h>'

    def _item(self, leaf: Leaf) -> str:
        deep = (1.0 + 1.6 * leaf.level) * self.look.size
        if leaf.look == "entry":
            target = self.inks[id(leaf.target)] if leaf.target else 0
            page = f'<text:bookmark-ref text:reference-format="page" text:ref-name="h{target}">1</text:bookmark-ref>'
            words = f"{escape(f'{leaf.mark} {leaf.words}'.strip())}<text:tab/>{page}"
            style = self.styles.paragraph(left=points(deep), indent="0pt", tabs=(("dots", self.styles.width - deep),))
        else:
            words = f"{escape(leaf.mark)}<text:tab/>{self._runs(leaf, leaf.runs)}"
            hang = 2.2 * self.look.size
            tabs = (("left", 0.0),)
            style = self.styles.paragraph(left=points(deep + hang), indent=points(-hang), tabs=tabs, below="3pt")
        return f'<text:p text:style-name="{style}">{self._span(leaf, words)}</text:p>'

    def _paragraph(self, leaf: Leaf) -> str:
        """Paragraphs, captions, units, notes."""
        small = leaf.kind is Kind.CAPTION or leaf.look == "note"
        face = {"size": points(self.look.size * 0.9)} if small else {}
        if leaf.look == "bold":
            face["weight"] = "bold"
        align = "center" if leaf.kind is Kind.CAPTION or leaf.look == "authors" else ""
        align = "end" if leaf.look == "unit" and self.script.language == "zh" else align
        over = leaf.kind is Kind.CAPTION and leaf.caption_of is not None and leaf.caption_of.table is not None
        indent = 0.0 if small or align or leaf.look else self.look.indent * self.look.size
        style = self.styles.paragraph(align=align, indent=points(indent), keep="always" if over else "auto")
        return f'<text:p text:style-name="{style}">{self._span(leaf, self._runs(leaf, leaf.runs), **face)}</text:p>'

    def _runs(self, leaf: Leaf, runs: tuple[Run, ...]) -> str:
        parts = []
        for run in runs:
            if run.note is not None:
                style = self.styles.paragraph(indent="0pt")
                words = self._span(run.note, self._runs(run.note, run.note.runs), size="8.5pt")
                body = f'<text:p text:style-name="{style}">{words}</text:p>'
                mark = f'<text:note-citation text:label="{run.note.mark}">{run.note.mark}</text:note-citation>'
                note = f"{mark}<text:note-body>{body}</text:note-body>"
                parts.append(f'<text:note text:note-class="footnote">{note}</text:note>')
            elif run.bold or run.italic:
                face = {"weight": "bold"} if run.bold else {"style": "italic"}
                parts.append(self._span(leaf, escape(run.text), **face))
            else:
                parts.append(escape(run.text))
        return "".join(parts)

    def _figure(self, leaf: Leaf, drawing: Drawing) -> str:
        width = self.styles.width * drawing.width
        height = width * drawing.height
        shapes = "".join(self._shape(leaf, shape, width, height) for shape in drawing.shapes)
        style = self.styles.paragraph(align="center", keep="always", indent="0pt", above="6pt")
        return f'<text:p text:style-name="{style}"><draw:g text:anchor-type="as-char">{shapes}</draw:g></text:p>'

    def _shape(self, leaf: Leaf, shape: Shape, width: float, height: float) -> str:
        paint = self._paint(leaf, shape.colour)
        xs = [x * width for x in shape.points[::2]]
        ys = [y * height for y in shape.points[1::2]]
        if shape.kind == "bar":
            style = self.styles.graphic(fill=paint)
            place = _place(xs[0], ys[0], xs[1] - xs[0], ys[1] - ys[0])
            return f'<draw:rect draw:style-name="{style}" {place}/>'
        if shape.kind == "line":
            style = self.styles.graphic(stroke=paint)
            parts = zip(zip(xs, ys, strict=True), zip(xs[1:], ys[1:], strict=True), strict=False)
            ends = (
                f'svg:x1="{points(a)}" svg:y1="{points(b)}" svg:x2="{points(c)}" svg:y2="{points(d)}"'
                for (a, b), (c, d) in parts
            )
            return "".join(f'<draw:line draw:style-name="{style}" {end}/>' for end in ends)
        words = self._span(leaf, escape(shape.text), shape.colour, size="7pt")
        inner = f'<text:p text:style-name="{self.styles.paragraph(align="center", indent="0pt")}">{words}</text:p>'
        place = _place(xs[0] - 30, ys[0] - 11, 60, 14)
        return f'<draw:rect draw:style-name="{self.styles.graphic()}" {place}>{inner}</draw:rect>'

    def _table(self, leaf: Leaf, table: Table) -> str:
        weights = [weight or 1.0 for _, weight in table.columns]
        share = self.styles.width / sum(weights)
        columns = "".join(
            f'<table:table-column table:style-name="{self.styles.column(weight * share)}"/>' for weight in weights
        )
        covered: set[tuple[int, int]] = set()
        rows = [self._row(leaf, table, number, covered) for number in range(len(table.rows))]
        heads = (
            f"<table:table-header-rows>{''.join(rows[: table.heads])}</table:table-header-rows>" if table.heads else ""
        )
        style = self.styles.table(self.styles.width, breaks=table.breaks)
        inner = columns + heads + "".join(rows[table.heads :])
        return f'<table:table table:style-name="{style}">{inner}</table:table>{self._gap()}'

    def _row(self, leaf: Leaf, table: Table, number: int, covered: set[tuple[int, int]]) -> str:
        cells, entries = [], list(table.rows[number])
        column = 0
        while column < len(table.columns):
            if (number, column) in covered:
                cells.append("<table:covered-table-cell/>")
                column += 1
                continue
            entry = entries.pop(0)
            covered |= {
                (number + down, column + over) for down in range(entry.row_span) for over in range(entry.column_span)
            } - {(number, column)}
            cells.append(self._cell(leaf, table, entry, number, column))
            column += 1
        return f"<table:table-row>{''.join(cells)}</table:table-row>"

    def _cell(self, leaf: Leaf, table: Table, entry: Entry, number: int, column: int) -> str:
        line = f"0.5pt solid {self._paint(leaf, '#777777')}"
        head, last = number < table.heads, number == len(table.rows) - 1
        shaded = table.rules is Rules.SHADED and (head or number % 2 == 0)
        sides = {"border": line} if table.rules is Rules.GRID else {}
        if (
            table.rules is Rules.LINES
            or entry.below
            or (table.rules is Rules.BOOKTABS and (last or number == table.heads - 1))
        ):
            sides["border-bottom"] = line
        if entry.above or (table.rules is Rules.BOOKTABS and number == 0):
            sides["border-top"] = line
        style = self.styles.cell(background=self._paint(leaf, "#e3eaf2") if shaded else "", padding="2.5pt", **sides)
        face = {"weight": "bold"} if entry.bold else {}
        align = {"left": "start", "right": "end"}.get(entry.align or table.columns[column][0], "center")
        paragraph = self.styles.paragraph(
            align=align, indent="0pt", left=points(10.0 * entry.indent), below="0pt", single="yes"
        )
        words = self._span(leaf, escape(entry.text), size=points(self.look.size * 0.85), **face)
        spans = f'table:number-columns-spanned="{entry.column_span}" table:number-rows-spanned="{entry.row_span}"'
        inner = f'<text:p text:style-name="{paragraph}">{words}</text:p>'
        return f'<table:table-cell table:style-name="{style}" {spans}>{inner}</table:table-cell>'


def _place(x: float, y: float, width: float, height: float) -> str:
    """Where a shape stands, as attributes."""
    names = {"svg:x": x, "svg:y": y, "svg:width": width, "svg:height": height}
    return " ".join(f"{name}={quoteattr(points(value))}" for name, value in names.items())


def _spaced(text: str) -> str:
    """Text that keeps its spaces."""
    return escape(text).replace("  ", ' <text:s text:c="1"/>')
