"""Writes a table as typst markup."""

import json

from bench.structure.corpus.model import Entry, Leaf, Rules, Table, starts


class TableWriter:
    """Writes one table."""

    def __init__(self, leaf: Leaf, table: Table, paint: str, grey: str, shade: str) -> None:
        """Takes the table's colours.

        Args:
            leaf: The table's block.
            table: What it holds.
            paint: The colour of words and strong lines.
            grey: The colour of fine lines.
            shade: The colour of shaded rows.
        """
        self.leaf, self.table, self.paint, self.grey, self.shade = leaf, table, paint, grey, shade

    def source(self, size: float) -> str:
        """The table's markup; `size` is its words' in points."""
        table = self.table
        columns = ", ".join(f"{weight}fr" if weight else "auto" for _, weight in table.columns)
        aligns = ", ".join(f"{align} + horizon" for align, _ in table.columns)
        heads = "".join(self._row(number) for number in range(table.heads))
        body = "".join(self._row(number) for number in range(table.heads, len(table.rows)))
        head = f"table.header(repeat: true, {heads})," if heads else ""
        gutter = "column-gutter: 8pt, " if table.rules is Rules.HEAD else ""
        inset = "inset: (x: 3pt, y: 2pt), " if table.tight else ""
        settings = f"columns: ({columns},), align: ({aligns},), stroke: {self._stroke()}, {gutter}{inset}{self._fill()}"
        drawn = f"#table({settings}{self._edge()}{head}{body}{self._edge()})"
        alone = "" if table.full else "#set align(center)\n"
        plain = "#set par(justify: false, first-line-indent: 0em, leading: .45em)\n"
        return (
            f"#block(width: 100%, above: .8em, below: 1em, breakable: {str(table.breaks).lower()})"
            f"[{plain}{alone}#set text(size: {size:.2f}pt, fill: {self.paint})\n{drawn}]"
        )

    def _stroke(self) -> str:
        match self.table.rules:
            case Rules.GRID:
                return f".5pt + {self.grey}"
            case Rules.LINES:
                return f"(y: .4pt + {self.grey})"
            case _:
                return "none"

    def _fill(self) -> str:
        if self.table.rules is not Rules.SHADED:
            return ""
        return f"fill: (_, y) => if y < {self.table.heads} or calc.even(y) {{ {self.shade} }}, "

    def _edge(self) -> str:
        """The strong line at a table's top and foot."""
        return f"table.hline(stroke: .9pt + {self.paint})," if self.table.rules is Rules.BOOKTABS else ""

    def _row(self, number: int) -> str:
        row = self.table.rows[number]
        cells = "".join(
            self._cell(entry, column) for column, entry in zip(starts(self.table, number), row, strict=True)
        )
        booktabs = self.table.rules is Rules.BOOKTABS and number == self.table.heads - 1
        rule = f"table.hline(stroke: .5pt + {self.paint})," if booktabs else ""
        return cells + rule

    def _cell(self, entry: Entry, column: int) -> str:
        options = []
        if entry.row_span > 1:
            options.append(f"rowspan: {entry.row_span}")
        if entry.column_span > 1:
            options.append(f"colspan: {entry.column_span}")
        align = entry.align or self.table.columns[column][0]
        if entry.align:
            options.append(f"align: {entry.align} + horizon")
        if entry.above or entry.below:
            sides = [
                f"{side}: .6pt + {self.paint}" for side, on in (("top", entry.above), ("bottom", entry.below)) if on
            ]
            options.append(f"stroke: ({', '.join(sides)})")
        return f"table.cell({', '.join(options)})[{self._words(entry, align)}],"

    def _words(self, entry: Entry, align: str) -> str:
        text = entry.text
        if align == "right" and self.table.rules is Rules.HEAD:
            sign = text[0] if text.startswith(("$", "¥")) else ""
            tail = "" if text.endswith((")", "%")) or not text else "#h(.33em)"
            body = f"#{quoted(sign)}#h(1fr)#{quoted(text[len(sign) :])}{tail}" if sign else f"#{quoted(text)}{tail}"
        else:
            body = f"#{quoted(text)}"
        body = f"#strong[{body}]" if entry.bold and text else body
        body = f"#h({entry.indent * 1.1}em){body}" if entry.indent else body
        if entry.below > 1:
            down = 3.6 if self.table.tight else 5.1
            body += f"#place(bottom, dy: {down}pt, line(length: 100%, stroke: .6pt + {self.paint}))"
        return body


def quoted(text: str) -> str:
    """A typst string."""
    return json.dumps(text, ensure_ascii=False)
