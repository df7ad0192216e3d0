"""Writes a table as LaTeX."""

from bench.structure.corpus.model import Entry, Rules, Table, starts

SHORT = 16
"""A column whose cells have at most so many characters is as wide as they are."""

END = "\\\\"

SPECIAL = str.maketrans(
    {
        "\\": "\\textbackslash{}",
        "~": "\\textasciitilde{}",
        "^": "\\textasciicircum{}",
        "—": "\\textemdash{}",
        "–": "\\textendash{}",
        **{char: f"\\{char}" for char in "&%$#_{}"},
    }
)


def escaped(text: str) -> str:
    """Text as LaTeX source."""
    return text.translate(SPECIAL)


class TableWriter:
    """Writes one table."""

    def __init__(self, table: Table, paint: str, shade: str, columns: int) -> None:
        """Takes the table's colours.

        Args:
            table: What it holds.
            paint: The colour of words and lines.
            shade: The colour of shaded rows.
            columns: How many columns the page has.
        """
        self.table, self.paint, self.shade, self.columns = table, paint, shade, columns
        self.grid = "|" if table.rules is Rules.GRID else ""

    def source(self) -> str:
        """The table's markup."""
        table, count = self.table, len(self.table.rows)
        heads = "".join(self._row(number) for number in range(table.heads))
        body = "".join(self._row(number) for number in range(table.heads, count))
        edge = {Rules.GRID: "\\hline ", Rules.LINES: "\\hline ", Rules.BOOKTABS: "\\toprule "}.get(table.rules, "")
        foot = "\\bottomrule" if table.rules is Rules.BOOKTABS else ""
        size = "\\footnotesize" if self.columns > 1 or table.tight else "\\small"
        style = f"{size}\\linespread{{1}}\\selectfont\\setlength\\tabcolsep{{{3 if self.columns > 1 else 5}pt}}"
        style += "" if table.rules is Rules.BOOKTABS else "\\renewcommand\\arraystretch{1.15}"
        paint = f"\\color[HTML]{{{self.paint}}}"
        if table.breaks and self.columns == 1:
            inner = f"{{{self._columns()}}}{edge}{heads}\\endhead {foot}\\endlastfoot {body}"
            return f"{{\\par{style}{paint}\\begin{{longtable}}{inner}\\end{{longtable}}}}"
        inner = f"{{{self._columns()}}}{edge}{heads}{body}{foot}"
        drawn = f"\\leavevmode{paint}\\begin{{tabular}}{inner}\\end{{tabular}}"
        return f"{{\\par\\smallskip\\centering{style}{drawn}\\par\\smallskip}}"

    def _columns(self) -> str:
        """The columns' preamble."""
        weights = [weight or 1.0 for _, weight in self.table.columns]
        specs = []
        for column, (align, _) in enumerate(self.table.columns):
            if self._longest(column) <= SHORT:
                specs.append(align[0])
                continue
            side = {"left": "\\raggedright", "right": "\\raggedleft", "center": "\\centering"}[align]
            width = 0.86 * weights[column] / sum(weights)
            specs.append(f">{{{side}\\arraybackslash}}p{{{width:.3f}\\linewidth}}")
        return self.grid + self.grid.join(specs) + self.grid

    def _longest(self, column: int) -> int:
        """How long the words of a column are."""
        longest = 0
        for number, row in enumerate(self.table.rows):
            for start, entry in zip(starts(self.table, number), row, strict=True):
                if start == column and entry.column_span == 1:
                    longest = max(longest, sum(2 if char > "\u2e00" else 1 for char in entry.text) + 2 * entry.indent)
        return longest

    def _row(self, number: int) -> str:
        """A row with the lines under it."""
        row, cells, at, under = self.table.rows[number], [], 0, []
        for start, entry in zip(starts(self.table, number), row, strict=True):
            cells += [""] * (start - at)
            cells.append(self._cell(entry, start))
            at = start + entry.column_span
            if entry.below or self._begins_total(number + 1, start):
                cut = "\\cmidrule(lr)" if self.table.rules is Rules.BOOKTABS else "\\cline"
                under.append(f"{cut}{{{start + 1}-{at}}}" * max(1, entry.below))
        cells += [""] * (len(self.table.columns) - at)
        shaded = self.table.rules is Rules.SHADED and (number < self.table.heads or number % 2 == 0)
        shade = f"\\rowcolor[HTML]{{{self.shade}}}" if shaded else ""
        return f"{shade}{' & '.join(cells)} {END}{self._below(number) or ''.join(under)}\n"

    def _begins_total(self, number: int, column: int) -> bool:
        """Whether the cell of a row that begins at a column has a line over it."""
        if number >= len(self.table.rows):
            return False
        row = zip(starts(self.table, number), self.table.rows[number], strict=True)
        return any(entry.above for start, entry in row if start == column)

    def _below(self, number: int) -> str:
        """The line under a whole row."""
        rules = self.table.rules
        if rules is Rules.LINES:
            return "\\hline"
        if rules is Rules.BOOKTABS and number == self.table.heads - 1:
            return "\\midrule"
        if rules is not Rules.GRID:
            return ""
        free = self._free(number)
        if len(free) == len(self.table.columns):
            return "\\hline"
        return "".join(f"\\cline{{{column + 1}-{column + 1}}}" for column in free)

    def _free(self, number: int) -> list[int]:
        """The columns in which no cell goes on into the next row."""
        taken = set()
        for at in range(number + 1):
            for start, entry in zip(starts(self.table, at), self.table.rows[at], strict=True):
                if at + entry.row_span - 1 > number:
                    taken |= {start + over for over in range(entry.column_span)}
        return [column for column in range(len(self.table.columns)) if column not in taken]

    def _cell(self, entry: Entry, column: int) -> str:
        align = entry.align or self.table.columns[column][0]
        text = escaped(entry.text)
        money = entry.text.startswith("$") and align == "right" and self._longest(column) <= SHORT
        text = f"\\${{}}\\hfill {text[2:]}" if money else text
        text = f"\\textbf{{{text}}}" if entry.bold and text and not money else text
        text = f"\\hspace*{{{1.1 * entry.indent:.1f}em}}{text}" if entry.indent else text
        text = f"\\multirow{{{entry.row_span}}}{{*}}{{{text}}}" if entry.row_span > 1 else text
        if entry.column_span > 1 or (entry.align and entry.row_span == 1 and self._longest(column) <= SHORT):
            left = self.grid if column == 0 else ""
            return f"\\multicolumn{{{entry.column_span}}}{{{left}{align[0]}{self.grid}}}{{{text}}}"
        return text
