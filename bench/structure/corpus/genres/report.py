"""Reports: chapters with numbers or without, prose, lists, figures, tables, boxes beside the text, contents."""

import random

from bench.structure.corpus.genres.parts import Parts, chinese
from bench.structure.corpus.model import Entry, Group, HeadLook, Leaf, Look, Node, Rules, Run, Script, Table
from bench.structure.truth import Kind

HEADS = (
    (HeadLook(1.6, colour="#1f3864"), HeadLook(1.25, colour="#2e74b5"), HeadLook(1.05, italic=True)),
    (HeadLook(1.3, case="upper", ruled=True), HeadLook(1.1), HeadLook(1.0)),
    (HeadLook(1.8, bold=False), HeadLook(1.3, bold=False), HeadLook(1.0, bold=True)),
    (HeadLook(1.0, case="upper", centred=True), HeadLook(1.0), HeadLook(1.0, bold=False, italic=True)),
    (HeadLook(1.4, case="small"), HeadLook(1.15), HeadLook(1.0, italic=True)),
)
CHINESE_HEADS = (
    (HeadLook(1.6, centred=True), HeadLook(1.25), HeadLook(1.0)),
    (HeadLook(1.45, colour="#1f3864"), HeadLook(1.2), HeadLook(1.05)),
)


def make(name: str, language: str, source: random.Random) -> Script:
    """A report of some seven pages."""
    return Report(name, language, source, 1).script()


def make_columned(name: str, language: str, source: random.Random) -> Script:
    """A report in two columns, or three."""
    return Report(name, language, source, source.choice((2, 2, 3)) if language == "en" else 2).script()


class Report:
    """One report in the making."""

    def __init__(self, name: str, language: str, source: random.Random, columns: int) -> None:
        """Chooses what runs through it.

        Args:
            name: The document's name.
            language: "en" or "zh".
            source: What chooses.
            columns: How many columns the text has.
        """
        self.name, self.language, self.source, self.columns = name, language, source, columns
        self.parts = Parts(language, source)
        self.numbered = (
            source.choice(("decimal", "decimal", "none")) if language == "en" else source.choice(("chapter", "decimal"))
        )
        self.entries: list[Leaf] = []

    def script(self) -> Script:
        """The report."""
        company = self.parts.words.name()
        title = self.parts.say(f"Annual Report of {company}", f"{company}年度报告")
        body: list[Node] = []
        for chapter in range(1, (self.source.randint(3, 4) if self.columns == 1 else 3) + 1):
            body += self._chapter(chapter)
        head = Leaf(Kind.HEADING, (Run(title),), 1, look="title")
        date = self.parts.say(f"{self.parts.words.place()}, March {self.source.randint(2015, 2026)}", "二〇二六年三月")
        front: list[Node] = [head, Leaf(Kind.PARAGRAPH, (Run(date),), look="authors")]
        if self.columns > 1:
            front = [Group("wide", (tuple(front),))]
        else:
            front += [self.parts.heading(1, "", self.parts.say("Contents", "目录"), look="contents"), *self.entries]
        if self.source.random() < 0.5 and self.columns == 1:
            front.append(Group("break", ((),)))
        return Script(self.name, "report", self.language, title, self._look(company), tuple(front + body))

    def _look(self, company: str) -> Look:
        pick, say = self.source.choice, self.parts.say
        running = pick(
            (
                {"header-left": company, "footer-center": "{page}"},
                {"header-right": "{chapter}", "footer-right": say("Page {page} of {pages}", "第{page}页 共{pages}页")},
                {"header-center": company, "footer-left": "{chapter}", "footer-right": "{page}"},
                {"footer-left": company, "footer-right": "— {page} —"},
            )
        )
        chinese_look = self.language == "zh"
        return Look(
            font=pick(("serif", "sans", "book")),
            size=pick((9.0, 10.0, 10.5, 11.0)) if self.columns == 1 else pick((8.5, 9.0, 9.5)),
            paper=pick(((595.28, 841.89), (595.28, 841.89) if chinese_look else (612.0, 792.0))),
            margins=pick(((72.0, 72.0, 72.0, 72.0), (85.0, 71.0, 57.0, 71.0), (54.0, 64.0, 54.0, 60.0))),
            leading=0.85 if chinese_look else pick((0.6, 0.68, 0.8)),
            indent=2.0 if chinese_look else pick((0.0, 1.2)),
            spacing=pick((0.85, 1.0)) if chinese_look else pick((0.7, 1.1)),
            justified=chinese_look or self.source.random() < 0.7,
            columns=self.columns,
            heads=pick(CHINESE_HEADS if chinese_look else HEADS),
            running=tuple(running.items()),
            first=self.source.random() < 0.5,
            watermark=say("DRAFT", "内部资料") if self.source.random() < 0.25 else "",
            tagged=self.source.random() < 0.2,
            outline=self.source.random() < 0.4,
        )

    def _number(self, *path: int) -> str:
        """The number of a chapter or section."""
        if self.numbered == "none":
            return ""
        if self.numbered == "decimal":
            return ".".join(map(str, path))
        last = path[-1]
        return (f"第{chinese(last)}章", f"第{chinese(last)}节", f"{chinese(last)}、")[len(path) - 1]

    def _heading(self, *path: int) -> Leaf:
        heading = self.parts.heading(len(path), self._number(*path))
        if len(path) < 3:
            self.entries.append(
                Leaf(Kind.LIST_ITEM, heading.runs, len(path) - 1, heading.mark, "entry", target=heading),
            )
        return heading

    def _chapter(self, chapter: int) -> list[Node]:
        nodes: list[Node] = [self._heading(chapter), self.parts.paragraph(3)]
        for section in (1, 2):
            nodes.append(self._heading(chapter, section))
            nodes += [
                self.parts.paragraph(),
                self.parts.noted() if self.source.random() < 0.5 else self.parts.paragraph(3),
            ]
            nodes += self._piece()
            if self.source.random() < 0.35:
                for part in (1, 2):
                    nodes += [self._heading(chapter, section, part), self.parts.paragraph(3), *self._piece()]
            nodes.append(self.parts.paragraph(3))
        return nodes

    def _piece(self) -> list[Node]:
        """Something that is not prose."""
        parts, pick = self.parts, self.source.choice
        narrow = self.columns > 1
        rules = pick((Rules.GRID, Rules.BOOKTABS, Rules.LINES, Rules.SHADED, Rules.NONE))
        unit = parts.say("(in thousands)", "单位：万元")
        note = parts.say("Source: company data.", "资料来源：公司年报。")
        match self.source.randint(0, 7):
            case 0:
                nodes: list[Node] = [parts.figure("float" if narrow else pick(("keep", "float")))]
            case 1:
                nodes = [*parts.items(self.source.randint(3, 5), pick(("•", "–", "1", "(1)", "a")))]
            case 2 if self.columns < 3:
                columns = 2 if narrow else self.source.randint(3, 5)
                table = parts.matrix(self.source.randint(4, 9), columns, rules)
                nodes = [parts.titled(table, unit=unit, note=pick(("", note)))]
            case 3 if not narrow:
                nodes = [parts.titled(parts.spanned(3, pick((Rules.GRID, Rules.BOOKTABS))), note=pick(("", note)))]
            case 4 if self.columns < 3:
                nodes = [parts.titled(parts.prose(3, pick((Rules.GRID, Rules.LINES, Rules.BOOKTABS)), breaks=False))]
            case 5 if not narrow:
                nodes = [parts.titled(parts.matrix(self.source.randint(28, 40), 4, rules, breaks=True), how="plain")]
            case 6:
                nodes = [Group("aside", ((self._boxed(), *parts.items(2)),))]
            case 7 if not narrow:
                nodes = [self._beside()]
            case _:
                nodes = [parts.figure("wide" if narrow and self.source.random() < 0.4 else "keep")]
        return nodes

    def _boxed(self) -> Leaf:
        """The words of a box, the first of them bold."""
        words = self.parts.words
        lead = Run(words.phrase() + self.parts.say(": ", "："), bold=True)
        return Leaf(Kind.PARAGRAPH, (lead, Run(words.paragraph(3))), look="plain")

    def _beside(self) -> Group:
        """Two tables, or a table and a figure, side by side."""
        parts = self.parts
        left = parts.titled(self._small(Rules.BOOKTABS), "plain")
        second = self.source.random() < 0.5
        right = parts.titled(self._small(Rules.BOOKTABS), "plain") if second else parts.figure(width=0.95)
        return Group("side", (left.parts[0], right.parts[0]))

    def _small(self, rules: Rules) -> Table:
        """A table of three columns."""
        heads = (self.parts.say("Site", "地点"), "2024", "2025")
        rows = [
            tuple(Entry(self.parts.words.place() if not at else self.parts.figure_text()) for at in range(3))
            for _ in range(self.source.randint(4, 6))
        ]
        return Table(
            (tuple(Entry(head, bold=True) for head in heads), *rows),
            (("left", 1.4), ("right", 1.0), ("right", 1.0)),
            1,
            rules,
        )
