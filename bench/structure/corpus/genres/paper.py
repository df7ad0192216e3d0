"""Papers: a title and an abstract over two columns or one, numbered sections, floats, formulas, references."""

import random

from bench.structure.corpus.genres.parts import Parts
from bench.structure.corpus.model import Group, HeadLook, Leaf, Look, Math, Node, Rules, Run, Script
from bench.structure.truth import Kind

FORMULAS = (
    Math("E = a x + b", "E = a x + b"),
    Math("y_i = alpha + beta x_i + epsilon_i", r"y_i = \alpha + \beta x_i + \varepsilon_i"),
    Math("S = sum_(k=1)^n w_k (x_k - mu)^2", r"S = \sum_{k=1}^{n} w_k (x_k - \mu)^2"),
    Math("p(x) = 1 / (1 + e^(-x))", r"p(x) = \frac{1}{1 + e^{-x}}"),
    Math("sigma = sqrt(1/n sum_(i=1)^n d_i^2)", r"\sigma = \sqrt{\frac{1}{n} \sum_{i=1}^{n} d_i^2}"),
)
SECTIONS = "Introduction|Related work|Data and methods|Results|Discussion|Conclusions"
SECTIONS_ZH = "引言|相关研究|数据与方法|结果与分析|讨论|结论"
ROMAN = ("I", "II", "III", "IV", "V", "VI")


def make(name: str, language: str, source: random.Random) -> Script:
    """A paper in two columns, some five pages."""
    return Paper(name, language, source, 2).script()


def make_single(name: str, language: str, source: random.Random) -> Script:
    """A paper in one column."""
    return Paper(name, language, source, 1).script()


class Paper:
    """One paper in the making."""

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
        self.roman = language == "en" and source.random() < 0.4

    def script(self) -> Script:
        """The paper."""
        say, words = self.parts.say, self.parts.words
        title = say(
            f"On the {words.phrase().lower()} of {words.phrase().lower()} in {words.place()}", words.phrase() + "的研究"
        )
        body: list[Node] = []
        for number, section in enumerate(say(SECTIONS, SECTIONS_ZH).split("|"), 1):
            body += self._section(number, section)
        front = self._front(title)
        start: list[Node] = [Group("wide", (tuple(front),))] if self.columns > 1 else front
        return Script(self.name, "paper", self.language, title, self._look(), (*start, *body, *self._references()))

    def _front(self, title: str) -> list[Node]:
        """Title, authors and abstract."""
        say, words = self.parts.say, self.parts.words
        authors = ", ".join(f"{chr(65 + self.source.randint(0, 25))}. {words.place()}" for _ in range(3))
        where = say(f"Institute of {words.phrase()}, {words.place()}", f"{words.place()}大学{words.place()}研究所")
        abstract = Run(say("Abstract. ", "摘要："), bold=True)
        keys = Run(say("Keywords: ", "关键词："), bold=True)
        listed = Run(say(", ", "；").join(words.distinct(4)).lower())
        return [
            Leaf(Kind.HEADING, (Run(title),), 1, look="title"),
            Leaf(Kind.PARAGRAPH, (Run(say(authors, f"{words.place()}明 {words.place()}文")),), look="authors"),
            Leaf(Kind.PARAGRAPH, (Run(where),), look="authors"),
            Leaf(Kind.PARAGRAPH, (abstract, Run(words.paragraph(6))), look="plain"),
            Leaf(Kind.PARAGRAPH, (keys, listed), look="plain"),
        ]

    def _look(self) -> Look:
        pick, say = self.source.choice, self.parts.say
        heads = (
            (HeadLook(1.0, bold=False, case="small", centred=True), HeadLook(1.0, bold=False, italic=True))
            if self.roman
            else (HeadLook(1.2), HeadLook(1.0), HeadLook(1.0, bold=False, italic=True))
        )
        running = pick(
            (
                {"footer-center": "{page}"},
                {"header-left": say("Journal of Applied Records 12 (2024)", "应用记录学报"), "header-right": "{page}"},
                {"header-center": say("PREPRINT — under review", "预印本"), "footer-center": "{page}"},
            )
        )
        return Look(
            font=pick(("serif", "book")),
            size=pick((9.0, 10.0)) if self.columns > 1 else pick((10.0, 11.0)),
            paper=pick(((612.0, 792.0), (595.28, 841.89))),
            margins=(50.0, 62.0, 50.0, 62.0) if self.columns > 1 else (90.0, 80.0, 90.0, 80.0),
            leading=0.8 if self.language == "zh" else 0.55,
            indent=2.0 if self.language == "zh" else 1.2,
            spacing=0.8 if self.language == "zh" else 0.55,
            columns=self.columns,
            heads=heads,
            running=tuple(running.items()),
            outline=self.source.random() < 0.5,
        )

    def _section(self, number: int, name: str) -> list[Node]:
        parts = self.parts
        mark = f"{ROMAN[number - 1]}." if self.roman else str(number)
        nodes: list[Node] = [
            parts.heading(1, mark, name.title() if self.roman else name),
            self._cited(),
            parts.paragraph(5),
        ]
        if number == 1:
            nodes += [parts.noted(4), *parts.items(3)]
        elif 3 <= number <= 4:
            for part in (1, 2):
                mark = f"{chr(64 + part)}." if self.roman else f"{number}.{part}"
                nodes += [parts.heading(2, mark), parts.paragraph(5), *self._piece(part), self._cited()]
        else:
            nodes.append(parts.paragraph(6))
        return nodes

    def _piece(self, part: int) -> list[Node]:
        parts = self.parts
        wide = self.columns > 1
        if part == 1:
            table = parts.spanned(2, Rules.BOOKTABS) if wide else parts.spanned(3, Rules.BOOKTABS)
            formula = self.source.choice(FORMULAS)
            number = f"({parts.count('formula')})"
            math = Leaf(Kind.FORMULA, math=Math(formula.typst, formula.latex, number))
            return [math, parts.titled(table, "wide" if wide else "float"), parts.paragraph(4)]
        table = parts.matrix(6, 2, Rules.BOOKTABS)
        return [parts.figure("float", 0.9), parts.titled(table, "float"), parts.paragraph(5)]

    def _cited(self) -> Leaf:
        """A paragraph that cites."""
        words, cited = self.parts.words, self.source.randint(1, 8)
        space = self.parts.say(" ", "")
        runs = (
            Run(words.paragraph(2) + space),
            Run(self.parts.say(f"See [{cited}, {cited + 1}]. ", f"见文献[{cited}]。")),
        )
        return Leaf(Kind.PARAGRAPH, (*runs, Run(words.paragraph(3))))

    def _references(self) -> list[Node]:
        parts, words = self.parts, self.parts.words
        nodes: list[Node] = [parts.heading(1, "", parts.say("References", "参考文献"))]
        for number in range(1, 10):
            year = self.source.randint(1995, 2025)
            pages = f"{self.source.randint(1, 400)}–{self.source.randint(401, 800)}"
            title = f"{words.phrase()}: {words.phrase().lower()}"
            english = (
                f"{words.place()}, A. and {words.place()}, B. {title}. Journal of {words.phrase()}, {year}, {pages}."
            )
            chinese = f"{words.place()}，{words.phrase()}的{words.phrase()}[J]．学报，{year}：{pages}．"
            nodes.append(Leaf(Kind.LIST_ITEM, (Run(parts.say(english, chinese)),), mark=f"[{number}]"))
        return nodes
