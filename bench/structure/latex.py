"""LaTeX's tables as grids: `tabular` and its kin, with what spans columns and rows, rules and colours left out."""

import re
from typing import NamedTuple

from pylatexenc.latex2text import LatexNodes2Text

from bench.structure.truth import Cell, Grid

TABULAR = r"(?:tabular[xy*]?|longtable|array|NiceTabular|tblr|supertabular)"
BEGIN = re.compile(rf"\\begin\s*\{{({TABULAR}\*?)\}}")
EDGE = re.compile(r"\\(begin|end)\s*\{([a-zA-Z*]+)\}")
OPTION = r"\s*(?:\[[^\]]*\]|\([^)]*\))?"
# What stands between rows: its name, then how many arguments it takes.
BETWEEN = {
    **dict.fromkeys(("hline", "toprule", "midrule", "bottomrule", "thickhline", "hdashline", "tabucline"), 0),
    **dict.fromkeys(("smallskip", "medskip", "bigskip", "hrule", "addlinespace", "endhead", "endfirsthead"), 0),
    **dict.fromkeys(("endfoot", "endlastfoot", "centering", "arraybackslash", "VL"), 0),
    **dict.fromkeys(("cline", "cmidrule", "cdashline", "Xhline", "Xcline", "noalign", "hhline", "rowcolor"), 1),
    **dict.fromkeys(("arrayrulecolor", "rowfont", "rowstyle", "setlength", "vspace"), 1),
    "specialrule": 3,
}
# What is set, not said, inside a cell: how many arguments are dropped, and whether the one after them is the text.
UNSAID = {
    **dict.fromkeys(("cellcolor", "rowcolor", "columncolor", "color", "hspace", "vspace", "hskip"), (1, False)),
    **dict.fromkeys(("phantom", "hphantom", "vphantom", "label", "fontsize", "footnotemark"), (1, False)),
    **dict.fromkeys(("textcolor", "raisebox", "rotatebox", "parbox", "scalebox", "colorbox"), (1, True)),
    **dict.fromkeys(("makecell", "thead", "shortstack", "makebox", "mbox", "verb", "text", "textsc"), (0, True)),
    **dict.fromkeys(("texttt", "textsf", "textmd", "textnormal", "textup", "uline", "mathtt"), (0, True)),
    **dict.fromkeys(("resizebox", "fcolorbox"), (2, True)),
    **dict.fromkeys(("footnote", "tnote"), (1, False)),
    **dict.fromkeys(("left", "right", "displaystyle", "centering", "bigl", "bigr"), (0, False)),
}
COMMAND = re.compile(r"\\([a-zA-Z]+)\*?")
BREAK = re.compile(r"\\\\\*?(?:\s*\[[^\]]*\])?|\\tabularnewline|\\newline\b|\\linebreak\b")
LINE = re.compile(r"(?<!\\)%.*?(?:\n\s*|$)")
SIGNS = {"textless": "<", "textgreater": ">", "textunderscore": r"\_", "texttildelow": "~"}
TO_TEXT = LatexNodes2Text(math_mode="text", strict_latex_spaces=False, keep_comments=False)


class Spanning(NamedTuple):
    """A cell as LaTeX has it, and the column it begins in."""

    column: int
    columns: int
    rows: int
    text: str


def grid(latex: str) -> Grid:
    """The first table in some LaTeX.

    A cell over several rows covers those of them that are empty under it, as setters count rows that are not there.
    """
    begin = BEGIN.search(latex)
    if begin is None:
        return Grid(())
    start = begin.end()
    for _ in range(2 if begin[1] in ("tabular*", "tabularx", "tabulary") else 1):
        _, start = argument(latex, start)
    body = LINE.sub("", latex[start : closing(latex, start)])
    rows = [spanning(row) for row in split(body, rows=True)]
    rows = [row for row in rows if row]
    covered: set[tuple[int, int]] = set()
    taken: list[tuple[Cell, ...]] = []
    for number, row in enumerate(lifted(rows)):
        cells: list[Cell] = []
        for cell in row:
            if (number, cell.column) in covered:
                continue
            reach = height(rows, number, cell)
            covered.update((number + i, cell.column + j) for i in range(1, reach) for j in range(cell.columns))
            cells.append(Cell(cell.text, reach, cell.columns))
        taken.append(tuple(cells))
    return Grid(tuple(taken))


def closing(latex: str, start: int) -> int:
    """Where the environment ends whose body begins at `start`."""
    depth = 1
    for edge in EDGE.finditer(latex, start):
        depth += 1 if edge[1] == "begin" else -1
        if depth == 0:
            return edge.start()
    return len(latex)


def argument(latex: str, start: int) -> tuple[str, int]:
    """A command's next argument and where it ends, options before it passed over."""
    option = re.compile(rf"(?:{OPTION})*\s*").match(latex, start)
    start = option.end() if option else start
    if start >= len(latex) or latex[start] != "{":
        return latex[start : start + 1], start + 1
    depth = 0
    for position in range(start, len(latex)):
        if latex[position] in "{}" and latex[position - 1] != "\\":
            depth += 1 if latex[position] == "{" else -1
            if depth == 0:
                return latex[start + 1 : position], position + 1
    return latex[start + 1 :], len(latex)


def split(latex: str, *, rows: bool) -> list[str]:
    """A table's body cut into rows, or a row into cells, where nothing is open."""
    pieces, start, position, depth = [], 0, 0, 0
    while position < len(latex):
        end = position + 1
        if edge := EDGE.match(latex, position):
            depth += 1 if edge[1] == "begin" else -1
            end = edge.end()
        elif latex[position] in "{}":
            depth += 1 if latex[position] == "{" else -1
        elif depth == 0 and (cut := BREAK.match(latex, position) if rows else latex[position] == "&" or None):
            pieces.append(latex[start:position])
            start = end = cut.end() if isinstance(cut, re.Match) else end
        elif latex[position] == "\\":
            end = position + 2
        position = end
    return [*pieces, latex[start:]]


def spanning(row: str) -> list[Spanning]:
    """The cells of a row; none for one that holds rules alone."""
    row = without_rules(row).strip()
    if not row:
        return []
    cells: list[Spanning] = []
    column = 0
    for piece in split(row, rows=False):
        piece, columns = unwrapped(piece, "multicolumn")  # noqa: PLW2901
        piece, rows = unwrapped(piece, "multirow")  # noqa: PLW2901
        cells.append(Spanning(column, max(round(columns), 1), round(rows) or 1, text(piece)))
        column += max(round(columns), 1)
    return cells


def without_rules(row: str) -> str:
    """A row without the rules, spaces and colours that stand before or behind its cells."""
    kept, position = [], 0
    for command in COMMAND.finditer(row):
        if command.start() < position or command[1] not in BETWEEN:
            continue
        kept.append(row[position : command.start()])
        option = re.compile(f"(?:{OPTION})*").match(row, command.end())
        position = option.end() if option and BETWEEN[command[1]] == 0 else command.end()
        for _ in range(BETWEEN[command[1]]):
            _, position = argument(row, position)
        trailing = re.compile(OPTION).match(row, position)
        position = trailing.end() if trailing and command[1] == "rowcolor" else position
    return "".join([*kept, row[position:]])


def unwrapped(cell: str, command: str) -> tuple[str, float]:
    """A cell without `multicolumn` or `multirow` around its text, and how many that spans."""
    found = re.search(rf"\\{command}\b", cell)
    if found is None:
        return cell, 1.0
    option = re.compile(r"\s*\[[^\]]*\]").match(cell, found.end())
    spans, position = argument(cell, option.end() if option else found.end())
    _, position = argument(cell, position)
    inner, end = argument(cell, position)
    number = re.match(r"\s*(-?[\d.]+)", spans)
    return f"{cell[: found.start()]}{{{inner}}}{cell[end:]}", float(number[1]) if number else 1.0


def lifted(rows: list[list[Spanning]]) -> list[list[Spanning]]:
    """The rows with cells that reach upwards (a negative number of rows) put where they begin."""
    lifted = [list(row) for row in rows]
    for number, row in enumerate(rows):
        for cell in row:
            top = number + cell.rows + 1
            if cell.rows >= 0 or top < 0:
                continue
            upper = next((i for i, one in enumerate(lifted[top]) if one.column == cell.column and not one.text), None)
            if upper is not None:
                lifted[top][upper] = cell._replace(rows=-cell.rows)
                lifted[number][row.index(cell)] = cell._replace(rows=1, text="")
    rows[:] = lifted
    return lifted


def height(rows: list[list[Spanning]], number: int, cell: Spanning) -> int:
    """How many rows a cell covers."""
    reach = 1
    while reach < cell.rows and number + reach < len(rows):
        under = [one for one in rows[number + reach] if cell.column <= one.column < cell.column + cell.columns]
        if not under or any(one.text for one in under):
            break
        reach += 1
    return reach


def text(latex: str) -> str:
    """A cell's text, mathematics as it reads in a line."""
    latex = re.sub(r"\\verb\*?([^a-zA-Z\s])(.*?)\1", lambda found: re.sub(r"([\\{}$&#^_%~])", r"\\\1", found[2]), latex)
    latex = re.sub(rf"\\begin\s*\{{{TABULAR}\}}(?:\[[^\]]*\])?\s*\{{(?:[^{{}}]|\{{[^}}]*\}})*\}}", " ", latex)
    latex = re.sub(rf"\\end\s*\{{{TABULAR}\}}", " ", BREAK.sub(" ", latex))
    return " ".join(TO_TEXT.latex_to_text(said(latex)).split())


def said(latex: str) -> str:
    """A cell without commands that only say how it is set."""
    position = 0
    while command := COMMAND.search(latex, position):
        name, position = command[1], command.start()
        if name in SIGNS:
            latex = f"{latex[:position]}{SIGNS[name]} {latex[command.end() :]}"
        if name not in UNSAID:
            position = command.end()
            continue
        drop, keep = UNSAID[name]
        end = command.end()
        for _ in range(drop):
            _, end = argument(latex, end)
        inner = ""
        if keep:
            inner, end = argument(latex, end)
        latex = f"{latex[:position]}{{{inner}}}{latex[end:]}" if keep else f"{latex[:position]} {latex[end:]}"
    return latex
