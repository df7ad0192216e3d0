"""Writes a document as LaTeX and typesets it: pdfLaTeX for English, XeLaTeX for Chinese."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path

from bench.structure.corpus.inks import ink
from bench.structure.corpus.latex_table import TableWriter, escaped
from bench.structure.corpus.model import Drawing, Group, HeadLook, Leaf, Node, Run, Script, Shape
from bench.structure.corpus.told import LINE_NUMBERS, WATERMARK, inks_of
from bench.structure.truth import Kind

PACKAGES = """\\usepackage{geometry,xcolor,colortbl,booktabs,multirow,longtable,array,fancyhdr,lastpage,tikz,pdflscape}
\\usepackage{amsmath,microtype}
\\makeatletter
\\renewcommand\\@makefntext[1]{\\noindent #1}
\\renewcommand\\footnoterule{\\kern-3pt{\\color{black}\\hrule width .4\\columnwidth}\\kern2.6pt}
\\newcommand\\head[4]{\\@startsection{section}{1}{0pt}{-#1}{#2}{#3}*{#4}}
\\makeatother
\\renewcommand\\headrulewidth{0pt}
\\setlength\\emergencystretch{2em}
\\renewcommand\\topfraction{.9}\\renewcommand\\textfraction{.05}\\renewcommand\\floatpagefraction{.8}
"""
FONTS = {
    "serif": "\\usepackage[T1]{fontenc}\\usepackage{lmodern}",
    "book": "\\usepackage[T1]{fontenc}\\usepackage{mathptmx}",
    "sans": "\\usepackage[T1]{fontenc}\\usepackage[scaled=.92]{helvet}\\renewcommand\\familydefault{\\sfdefault}",
}
CHINESE = """\\usepackage{xeCJK}
\\setCJKmainfont[BoldFont={Noto Serif CJK SC Bold},ItalicFont={Noto Serif CJK SC}]{Noto Serif CJK SC}
\\setCJKsansfont{Noto Sans CJK SC}\\setCJKmonofont{Noto Sans CJK SC}
"""
PASSES = 3
"""Numbers of pages, and widths of tables over pages, are known after so many at most."""


def missing(language: str) -> str:
    """Why documents in a language can't be made here; empty when they can."""
    engine = _engine(language)
    if not shutil.which(engine):
        return f"no {engine} (Debian: texlive-latex-extra, texlive-xetex)"
    files = ["longtable.sty", "lastpage.sty", "tikz.sty"] + ["xeCJK.sty"] * (language == "zh")
    found = subprocess.run(["kpsewhich", *files], capture_output=True, text=True, check=False).stdout.split()
    return (
        ""
        if len(found) == len(files)
        else "LaTeX packages are missing (Debian: texlive-latex-extra, texlive-lang-chinese)"
    )


def typeset(script: Script, *, twin: bool) -> bytes:
    """The PDF of a script, or its twin in inks.

    Raises:
        RuntimeError: LaTeX failed; the message holds the end of its log.
    """
    source = Writer(script, twin=twin).source()
    command = [_engine(script.language), "-interaction=nonstopmode", "-halt-on-error", "-no-shell-escape", "made.tex"]
    environment = os.environ | {"SOURCE_DATE_EPOCH": "0", "FORCE_SOURCE_DATE": "1"}
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "made.tex").write_text(source, "utf-8")
        known = b""
        for _ in range(PASSES):
            done = subprocess.run(command, cwd=folder, capture_output=True, env=environment, check=False)
            if done.returncode:
                raise RuntimeError(done.stdout.decode("utf-8", "replace")[-1500:])
            before, known = known, Path(folder, "made.aux").read_bytes()
            if known == before:
                break
        return Path(folder, "made.pdf").read_bytes()


def _engine(language: str) -> str:
    return "xelatex" if language == "zh" else "pdflatex"


class Writer:
    """Writes LaTeX."""

    def __init__(self, script: Script, *, twin: bool) -> None:
        """Prepares the inks.

        Args:
            script: The document.
            twin: Whether each block has its ink rather than its colour.
        """
        self.script, self.look, self.twin = script, script.look, twin
        self.inks, self.running = inks_of(script)
        self.begun = False

    def source(self) -> str:
        """All of the file."""
        first = "" if self.look.first else "\\thispagestyle{empty}"
        body = self._nodes(self.script.body)
        return f"{self._setup()}\\begin{{document}}\n{first}{body}\n\\end{{document}}\n"

    def _colour(self, index: int, colour: str = "#000000") -> str:
        return (ink(index) if self.twin else colour).lstrip("#").upper()

    def _paint(self, leaf: Leaf, colour: str = "#000000") -> str:
        return self._colour(self.inks[id(leaf)], colour)

    def _setup(self) -> str:
        look = self.look
        left, top, right, bottom = look.margins
        columns = "twocolumn" if look.columns > 1 else "onecolumn"
        size = 10 if look.size < 10.5 else 11
        sides = f"left={left}bp,top={top}bp,right={right}bp,bottom={bottom}bp,columnsep={look.gutter}bp"
        lines = [
            f"\\documentclass[{size}pt,{columns}]{{article}}",
            CHINESE if self.script.language == "zh" else FONTS[look.font],
            PACKAGES,
            f"\\geometry{{paperwidth={look.paper[0]}bp,paperheight={look.paper[1]}bp,{sides},headsep=14bp,footskip=26bp}}",
            f"\\setlength\\parindent{{{look.indent}em}}\\setlength\\parskip{{{look.gap:.2f}em}}",
            f"\\linespread{{{1.3 if self.script.language == 'zh' else 0.85 + look.leading / 4:.2f}}}",
            "\\pagestyle{fancy}\\fancyhf{}" + "".join(self._running(place, text) for place, text in look.running),
        ]
        if look.outline:
            lines.append("\\usepackage[hidelinks,bookmarksopen]{hyperref}")
        if not look.justified:
            lines.append("\\AtBeginDocument{\\raggedright}")
        if look.numbered_lines:
            paint = self._colour(self.running[LINE_NUMBERS], "#555555")
            font = f"\\renewcommand\\linenumberfont{{\\normalfont\\scriptsize\\color[HTML]{{{paint}}}}}"
            lines.append(f"\\usepackage[pagewise]{{lineno}}{font}\\AtBeginDocument{{\\linenumbers}}")
        if look.watermark:
            paint = self._colour(self.running[WATERMARK], "#DDDDDD")
            words = f"\\textcolor[HTML]{{{paint}}}{{\\fontsize{{64}}{{64}}\\selectfont {escaped(look.watermark)}}}"
            place = "\\put(0.2\\paperwidth,-0.7\\paperheight)"
            lines.append(f"\\AddToHook{{shipout/background}}{{{place}{{\\rotatebox{{45}}{{{words}}}}}}}")
        return "\n".join(lines) + "\n"

    def _running(self, place: str, text: str) -> str:
        """A running head or foot."""
        where, side = place.split("-")
        gaps = {
            "{page}": "\\thepage",
            "{pages}": "\\pageref{LastPage}",
            "{roman}": "\\roman{page}",
            "{chapter}": "\\leftmark",
        }
        words = escaped(text).replace("\\{", "{").replace("\\}", "}")
        for gap, code in gaps.items():
            words = words.replace(gap, f"{code}{{}}")
        paint = self._colour(self.running[place], "#333333")
        return f"\\fancy{where[:4]}[{side[0].upper()}]{{\\small\\textcolor[HTML]{{{paint}}}{{{words}}}}}"

    def _nodes(self, nodes: Iterable[Node]) -> str:
        return "\n\n".join(self._group(node) if isinstance(node, Group) else self._leaf(node) for node in nodes)

    def _group(self, group: Group) -> str:
        wide = group.how == "wide" and self.look.columns > 1
        title, self.begun = wide and not self.begun, True
        parts = [self._nodes(part) for part in group.parts]
        body = "\n\n".join(parts)
        gap = "\\par\\medskip\\noindent"
        boxed = f"\\begin{{minipage}}{{\\dimexpr\\linewidth-2\\fboxsep}}{body}\\end{{minipage}}"
        forms = {
            "keep": f"{gap}\\begin{{minipage}}{{\\linewidth}}{body}\\end{{minipage}}\\par\\medskip",
            "float": f"\\begin{{figure}}[t]{body}\\end{{figure}}",
            "wide": f"\\begin{{figure*}}[t]{body}\\end{{figure*}}",
            "aside": f"{gap}\\colorbox[HTML]{{EEF3F8}}{{{boxed}}}\\par\\medskip",
            "landscape": f"\\begin{{landscape}}{body}\\end{{landscape}}",
            "break": f"\\clearpage {body}",
        }
        if title:
            return f"\\twocolumn[{{{body}\\par\\bigskip}}]"
        if group.how == "side":
            width = f"{0.96 / len(parts):.2f}\\linewidth"
            boxes = (f"\\begin{{minipage}}[t]{{{width}}}\\vspace{{0pt}}{part}\\end{{minipage}}" for part in parts)
            return gap + "\\hfill ".join(boxes) + "\\par\\medskip"
        return forms.get(group.how, body)

    def _leaf(self, leaf: Leaf) -> str:
        self.begun = True
        writers = {Kind.HEADING: self._heading, Kind.LIST_ITEM: self._item, Kind.CODE: self._code}
        if leaf.table:
            return TableWriter(leaf.table, self._paint(leaf), self._paint(leaf, "#E3EAF2"), self.look.columns).source()
        if leaf.drawing:
            return self._figure(leaf, leaf.drawing)
        if leaf.math:
            number = f"\\eqno{{\\text{{{leaf.math.number}}}}}" if leaf.math.number else ""
            return f"{{\\color[HTML]{{{self._paint(leaf)}}}$${leaf.math.latex}{number}$$}}"
        return writers.get(leaf.kind, self._paragraph)(leaf)

    def _code(self, leaf: Leaf) -> str:
        lines = "\\\\".join(escaped(run.text).replace(" ", "~").replace("-", "{-}") for run in leaf.runs)
        words = "\\ttfamily\\small " + lines
        return f"\\par\\smallskip\\noindent{self._inked(leaf, words)}\\par\\smallskip"

    def _inked(self, leaf: Leaf, words: str, colour: str = "#000000") -> str:
        return f"\\textcolor[HTML]{{{self._paint(leaf, colour)}}}{{{words}}}"

    def _heading(self, leaf: Leaf) -> str:
        heads = self.look.heads
        title = HeadLook(1.9, centred=heads[0].centred, below=1.6)
        head = title if leaf.look == "title" else heads[min(leaf.level, len(heads)) - 1]
        words = leaf.words.upper() if head.case == "upper" else leaf.words
        mark = f"{escaped(leaf.mark)}{between(leaf.mark)}" if leaf.mark else ""
        body = self._inked(leaf, mark + escaped(words), head.colour)
        size = head.scale * self.look.size
        style = f"\\normalfont\\fontsize{{{size:.1f}}}{{{size * 1.25:.1f}}}\\selectfont"
        style += "\\bfseries" * head.bold + "\\itshape" * head.italic + "\\scshape" * (head.case == "small")
        style += "\\centering" if head.centred else "\\raggedright"
        anchor = f"h{self.inks[id(leaf)]}"
        plain = escaped(f"{leaf.mark} {leaf.words}".strip())
        after = f"\\markboth{{{plain}}}{{}}" if leaf.level == 1 and not leaf.look else ""
        before = f"\\pdfbookmark[{leaf.level}]{{{plain}}}{{{anchor}}}" if self.look.outline else ""
        return f"\\head{{{head.above}em}}{{{head.below}em}}{{{style}}}{{{body}}}\\label{{{anchor}}}{before}{after}"

    def _item(self, leaf: Leaf) -> str:
        deep = 1.0 + 1.6 * leaf.level
        if leaf.look == "entry":
            mark = f"{escaped(leaf.mark)}{between(leaf.mark)}" if leaf.mark else ""
            target = self.inks[id(leaf.target)] if leaf.target else 0
            words = f"{mark}{escaped(leaf.words)}\\dotfill\\pageref{{h{target}}}"
            return f"\\par\\noindent\\hspace*{{{1.4 * leaf.level}em}}{self._inked(leaf, words)}\\par"
        mark = "\\textbullet" if leaf.mark == "•" else escaped(leaf.mark)
        body = self._inked(leaf, f"\\makebox[2em][l]{{{mark}}}{self._runs(leaf.runs)}")
        return f"{{\\par\\leftskip={deep}em\\noindent\\hangindent=2em\\hangafter=1 {body}\\par}}"

    def _paragraph(self, leaf: Leaf) -> str:
        """Paragraphs, captions, units, notes."""
        body = self._inked(leaf, self._runs(leaf.runs))
        if leaf.kind is Kind.CAPTION and leaf.look != "unit":
            face = "\\bfseries" if leaf.look == "bold" else ""
            return f"{{\\par\\smallskip\\centering\\small{face} {body}\\par\\smallskip}}"
        match leaf.look:
            case "authors":
                return f"{{\\par\\centering {body}\\par}}"
            case "unit":
                side = "\\raggedleft" if self.script.language == "zh" else "\\centering"
                return f"{{\\par{side}\\small {body}\\par\\smallskip}}"
            case "note":
                return f"{{\\par\\smallskip\\noindent\\small {body}\\par}}"
            case "plain":
                return f"\\par\\noindent {body}\\par"
            case _:
                return f"\\par {body}\\par"

    def _runs(self, runs: tuple[Run, ...]) -> str:
        parts = []
        for run in runs:
            if run.note is not None:
                mark = f"\\textsuperscript{{{run.note.mark}}}"
                note = self._inked(run.note, f"{mark} {self._runs(run.note.runs)}")
                parts.append(f"{mark}\\footnotetext{{{note}}}")
                continue
            faces = "\\bfseries" * run.bold + "\\itshape" * run.italic + "\\ttfamily" * run.fixed
            parts.append(f"{{{faces} {escaped(run.text)}}}" if faces else escaped(run.text))
        return "".join(parts)

    def _figure(self, leaf: Leaf, drawing: Drawing) -> str:
        shapes = "".join(self._shape(leaf, shape) for shape in drawing.shapes)
        scale = f"x={drawing.width}\\linewidth,y=-{drawing.width * drawing.height:.3f}\\linewidth"
        return f"{{\\par\\centering\\begin{{tikzpicture}}[{scale}]{shapes}\\end{{tikzpicture}}\\par}}"

    def _shape(self, leaf: Leaf, shape: Shape) -> str:
        paint = self._paint(leaf, shape.colour)
        red, green, blue = (int(paint[at : at + 2], 16) for at in (0, 2, 4))
        colour = f"color={{rgb,255:red,{red};green,{green};blue,{blue}}}"
        points = [f"({x:.4f},{y:.4f})" for x, y in zip(shape.points[::2], shape.points[1::2], strict=True)]
        if shape.kind == "bar":
            return f"\\fill[{colour}] {points[0]} rectangle {points[1]};"
        if shape.kind == "line":
            return f"\\draw[{colour}] {' -- '.join(points)};"
        return f"\\node[{colour},font=\\scriptsize,anchor=base,inner sep=0pt] at {points[0]} {{{escaped(shape.text)}}};"


def between(mark: str) -> str:
    """What stands between a number and the words after it."""
    return "" if mark.endswith(("、", "）")) else "\\hspace{.6em}"
