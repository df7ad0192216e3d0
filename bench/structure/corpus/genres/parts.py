"""Pieces that documents of several sorts are made of."""

import random
from dataclasses import replace

from bench.structure.corpus.model import Drawing, Entry, Group, Leaf, Rules, Run, Shape, Table
from bench.structure.corpus.words import Words
from bench.structure.truth import Kind

CHINESE_FIGURES = "零一二三四五六七八九十"
NOTHING = Leaf(Kind.TABLE)
COLOURS = ("#4477aa", "#ee6677", "#228833", "#ccbb44", "#66ccee", "#aa3377")


class Parts:
    """Makes blocks, and counts figures, tables, footnotes and formulas."""

    def __init__(self, language: str, source: random.Random) -> None:
        """Starts counting.

        Args:
            language: "en" or "zh".
            source: What chooses.
        """
        self.source = source
        self.words = Words(language, source)
        self.chinese = language == "zh"
        self.counts = {"figure": 0, "table": 0, "note": 0, "formula": 0}

    def say(self, english: str, chinese: str) -> str:
        """The words of the document's language."""
        return chinese if self.chinese else english

    def count(self, what: str) -> int:
        """The next number of a sort."""
        self.counts[what] += 1
        return self.counts[what]

    def heading(self, level: int, mark: str = "", words: str = "", look: str = "") -> Leaf:
        """A heading."""
        return Leaf(Kind.HEADING, (Run(words or self.words.phrase()),), level, mark, look)

    def paragraph(self, sentences: int = 4, look: str = "") -> Leaf:
        """A paragraph; now and then with some words in another face."""
        chance = self.source.random()
        runs = [Run(self.words.paragraph(sentences))]
        space = self.say(" ", "")
        if chance < 0.15:
            runs += [Run(space), Run(self.words.sentence(), italic=not self.chinese, bold=self.chinese), Run(space)]
            runs.append(Run(self.words.sentence()))
        elif chance < 0.3:
            runs.insert(0, Run(self.words.phrase() + self.say(".", "。") + space, bold=True))
        return Leaf(Kind.PARAGRAPH, tuple(runs), look=look)

    def noted(self, sentences: int = 4) -> Leaf:
        """A paragraph with a footnote."""
        mark = str(self.count("note"))
        note = Leaf(Kind.FOOTNOTE, (Run(self.words.paragraph(1)),), mark=mark)
        space = self.say(" ", "")
        runs = (Run(self.words.paragraph(sentences)), Run(note=note), Run(space + self.words.paragraph(2)))
        return Leaf(Kind.PARAGRAPH, runs)

    def items(self, count: int, marks: str = "•") -> list[Leaf]:
        """A list; `marks` is its sign, or "1", "a", "(1)" or "（一）" for one that counts."""
        return [
            Leaf(Kind.LIST_ITEM, (Run(self.words.item()),), mark=_mark(marks, number)) for number in range(1, count + 1)
        ]

    def caption(self, what: str, of: Leaf, *, bold: bool = False) -> Leaf:
        """A numbered caption of a figure or table."""
        number = self.count(what)
        name = {"figure": self.say("Figure", "图"), "table": self.say("Table", "表")}[what]
        style = (
            self.source.choice((f"{name} {number}: ", f"{name} {number}. ")) if not self.chinese else f"{name}{number} "
        )
        end = self.say(self.source.choice(("", ".")), "")
        return Leaf(
            Kind.CAPTION, (Run(f"{style}{self.words.phrase()}{end}"),), look="bold" if bold else "", caption_of=of
        )

    def figure(self, how: str = "keep", width: float = 0.8) -> Group:
        """A drawing with its caption under it."""
        kind = self.source.choice((self._bars, self._curves, self._boxes))
        height = 0.2 if kind == self._boxes else self.source.uniform(0.4, 0.6)
        leaf = Leaf(Kind.FIGURE, drawing=Drawing(tuple(kind()), height, width))
        return Group(how, ((leaf, self.caption("figure", leaf)),))

    def titled(self, table: Table, how: str = "keep", unit: str = "", note: str = "") -> Group:
        """A table with its caption over it, its unit's line and a note under it."""
        caption = self.caption("table", NOTHING, bold=self.source.random() < 0.3)
        leaf = Leaf(Kind.TABLE, table=replace(table, title=caption.words, unit=unit))
        parts = [replace(caption, caption_of=leaf)]
        if unit:
            parts.append(Leaf(Kind.CAPTION, (Run(unit),), look="unit", caption_of=leaf))
        parts.append(leaf)
        if note:
            parts.append(Leaf(Kind.PARAGRAPH, (Run(note),), look="note"))
        return Group(how, (tuple(parts),))

    def matrix(self, rows: int, columns: int, rules: Rules, *, breaks: bool = False) -> Table:
        """A table of labels and figures with one row of heads."""
        heads = [Entry(self.say("Item", "项目"), bold=True)]
        heads += [Entry(name, bold=True, align="right") for name in self.words.distinct(columns)]
        if columns > 3 or self.chinese:
            years = range(2026 - columns, 2026)
            heads[1:] = [Entry(self.say(str(year), f"{year}年"), bold=True, align="right") for year in years]
        body = [
            (Entry(label), *(Entry(self.figure_text()) for _ in range(columns))) for label in self.words.distinct(rows)
        ]
        return Table((tuple(heads), *body), (("left", 2.0), *[("right", 1.0)] * columns), 1, rules, breaks=breaks)

    def spanned(self, groups: int, rules: Rules) -> Table:
        """A table with heads over two rows, and labels over several."""
        pick = self.source.choice
        names = self.words.distinct(2 + groups * 3)
        years = [self.say(str(year), f"{year}年") for year in (2024, 2025)]
        kinds = [self.say("Plan", "计划"), self.say("Actual", "实际")]
        first = (
            Entry(self.say("Area", "区域"), row_span=2, bold=True),
            Entry(self.say("Item", "项目"), row_span=2, bold=True),
            *(
                Entry(year, column_span=2, bold=True, align="center", below=int(rules is Rules.BOOKTABS))
                for year in years
            ),
        )
        second = tuple(Entry(kind, bold=True, align="right") for _ in years for kind in kinds)
        rows = [first, second]
        for group in range(groups):
            size = pick((2, 3))
            for at in range(size):
                label = names[2 + group * 3 + at]
                cells = [Entry(label), *(Entry(self.figure_text()) for _ in range(4))]
                rows.append(tuple([Entry(self.words.place(), row_span=size), *cells] if at == 0 else cells))
        return Table(tuple(rows), (("left", 1.0), ("left", 1.8), *[("right", 1.0)] * 4), 2, rules)

    def prose(self, rows: int, rules: Rules, *, breaks: bool = False) -> Table:
        """A table of words over several lines."""
        heads = tuple(
            Entry(head, bold=True) for head in self.say("Term,Meaning,Applies to", "名称,说明,适用范围").split(",")
        )
        body = [
            (Entry(label), Entry(self.words.paragraph(2)), Entry(self.words.place()))
            for label in self.words.distinct(rows)
        ]
        return Table((heads, *body), (("left", 1.2), ("left", 3.0), ("left", 1.0)), 1, rules, breaks=breaks)

    def figure_text(self) -> str:
        """A number as tables have it."""
        pick = self.source.random()
        if pick < 0.08:
            return "—"
        if pick < 0.2:
            return f"{self.source.uniform(0.1, 99):.1f}%"
        return f"{int(10 ** self.source.uniform(1.5, 5)):,}"

    def _bars(self) -> list[Shape]:
        """A chart of bars with axes and labels."""
        count = self.source.randint(4, 7)
        shapes = [Shape("line", (0.1, 0.05, 0.1, 0.85, 0.98, 0.85), colour="#333333")]
        for at in range(count):
            left = 0.14 + 0.84 * at / count
            height = self.source.uniform(0.15, 0.7)
            shapes.append(Shape("bar", (left, 0.85 - height, left + 0.5 / count, 0.85), colour=COLOURS[at % 2]))
            shapes.append(Shape("text", (left + 0.25 / count, 0.93), str(2018 + at), "#333333"))
        shapes += [Shape("text", (0.05, 0.85 - 0.2 * at), str(20 * at), "#333333") for at in range(4)]
        return shapes

    def _curves(self) -> list[Shape]:
        """Lines over an axis, with a legend."""
        shapes = [Shape("line", (0.1, 0.05, 0.1, 0.85, 0.98, 0.85), colour="#333333")]
        for at in range(self.source.randint(2, 3)):
            points: list[float] = []
            height = self.source.uniform(0.3, 0.7)
            for step in range(20):
                height = min(0.8, max(0.1, height + self.source.uniform(-0.08, 0.08)))
                points += [0.1 + 0.044 * step, height]
            shapes.append(Shape("line", tuple(points), colour=COLOURS[at]))
            shapes.append(Shape("text", (0.3 + 0.25 * at, 0.08), self.words.place(), COLOURS[at]))
        shapes += [Shape("text", (0.1 + 0.22 * at, 0.93), str(10 * at), "#333333") for at in range(5)]
        return shapes

    def _boxes(self) -> list[Shape]:
        """Boxes with words, joined by lines."""
        shapes = []
        for at in range(3):
            left = 0.02 + 0.35 * at
            shapes.append(
                Shape("line", (left, 0.1, left + 0.26, 0.1, left + 0.26, 0.9, left, 0.9, left, 0.1), colour="#333333")
            )
            shapes.append(Shape("text", (left + 0.13, 0.58), self.words.place(), "#000000"))
            if at < 2:
                shapes.append(Shape("line", (left + 0.26, 0.5, left + 0.35, 0.5), colour="#333333"))
        return shapes


def chinese(number: int) -> str:
    """A number up to 99 in Chinese figures."""
    tens, ones = divmod(number, 10)
    if not tens:
        return CHINESE_FIGURES[ones]
    return (CHINESE_FIGURES[tens] if tens > 1 else "") + "十" + (CHINESE_FIGURES[ones] if ones else "")


def _mark(marks: str, number: int) -> str:
    """The mark of a list's item."""
    match marks:
        case "1":
            return f"{number}."
        case "a":
            return f"({chr(96 + number)})"
        case "(1)":
            return f"({number})"
        case "（一）":
            return f"（{chinese(number)}）"
        case _:
            return marks
