"""Contracts: articles and sections, clauses at several depths, definitions, a schedule, signatures side by side."""

import random

from bench.structure.corpus.genres.parts import Parts, chinese
from bench.structure.corpus.model import Group, HeadLook, Leaf, Look, Node, Rules, Run, Script
from bench.structure.truth import Kind

ARTICLES = "Definitions|Services|Fees and Payment|Confidentiality|Term and Termination|Limitation of Liability|General"
ARTICLES_ZH = "定义|服务内容|费用与支付|保密义务|期限与终止|违约责任|其他约定"
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII")
SMALL_ROMAN = ("i", "ii", "iii", "iv")


def make(name: str, language: str, source: random.Random) -> Script:
    """A contract of some five pages."""
    return Contract(name, language, source).script()


class Contract:
    """One contract in the making."""

    def __init__(self, name: str, language: str, source: random.Random) -> None:
        """Chooses what runs through it.

        Args:
            name: The document's name.
            language: "en" or "zh".
            source: What chooses.
        """
        self.name, self.language, self.source = name, language, source
        self.parts = Parts(language, source)
        self.run_in = source.random() < 0.5
        self.articles = source.random() < 0.5
        self.numbered_lines = source.random() < 0.5

    def script(self) -> Script:
        """The contract."""
        say, words = self.parts.say, self.parts.words
        title = say("Master Services Agreement", "技术服务合同")
        one, other = words.name(), words.name()
        parties = say(
            f"This Agreement is made between {one} (the “Supplier”) and {other} (the “Customer”).",
            f"本合同由{one}（以下简称“甲方”）与{other}（以下简称“乙方”）订立。",
        )
        body: list[Node] = [Leaf(Kind.HEADING, (Run(title),), 1, look="title"), Leaf(Kind.PARAGRAPH, (Run(parties),))]
        for number, name in enumerate(say(ARTICLES, ARTICLES_ZH).split("|"), 1):
            body += self._article(number, name)
        body += [self._signatures(one, other), *self._schedule()]
        return Script(self.name, "contract", self.language, title, self._look(), tuple(body))

    def _look(self) -> Look:
        pick, say = self.source.choice, self.parts.say
        first = HeadLook(1.0, case="upper", centred=True) if self.articles else HeadLook(1.0, case=pick(("", "upper")))
        code = f"MSA-{self.source.randint(1000, 9999)}"
        running = pick(
            (
                {"footer-left": code, "footer-right": say("Page {page} of {pages}", "第 {page} 页，共 {pages} 页")},
                {"header-right": say("EXECUTION VERSION", "合同编号：") + code, "footer-center": "- {page} -"},
                {"footer-center": "{page}"},
            )
        )
        return Look(
            font=pick(("book", "serif", "sans")),
            size=pick((10.5, 11.0)),
            paper=(595.28, 841.89) if self.language == "zh" else (612.0, 792.0),
            margins=(80.0, 72.0, 72.0, 72.0),
            leading=0.85 if self.language == "zh" else pick((0.65, 0.9)),
            indent=2.0 if self.language == "zh" else 0.0,
            spacing=0.9 if self.language == "zh" else 1.1,
            justified=self.source.random() < 0.6,
            heads=(HeadLook(1.15, centred=True), first, HeadLook(1.0)),
            running=tuple(running.items()),
            watermark=say("CONFIDENTIAL", "") if self.source.random() < 0.3 else "",
            numbered_lines=self.numbered_lines,
        )

    def _article(self, number: int, name: str) -> list[Node]:
        """An article, a heading under the contract's title."""
        english = f"Article {ROMAN[number - 1]}" if self.articles else f"{number}."
        mark = self.parts.say(english, f"第{chinese(number)}条")
        nodes: list[Node] = [self.parts.heading(2, mark, name)]
        for section in range(1, self.source.randint(2, 4) + 1):
            nodes += self._section(number, section)
        return nodes

    def _section(self, article: int, section: int) -> list[Node]:
        """A numbered section, with a heading of its own or run in."""
        parts, words = self.parts, self.parts.words
        mark = f"{article}.{section}"
        if self.run_in:
            lead = Run(words.phrase() + parts.say(". ", "。"), bold=True)
            first: list[Node] = [Leaf(Kind.PARAGRAPH, (Run(f"{mark} "), lead, Run(words.paragraph(3))), look="plain")]
        else:
            first = [parts.heading(3, mark), parts.paragraph(3)]
        if self.source.random() < 0.5:
            first += parts.items(3, parts.say("a", "（一）"))
            if self.source.random() < 0.4:
                first += [Leaf(Kind.LIST_ITEM, (Run(words.item()),), 1, f"({mark})") for mark in SMALL_ROMAN[:3]]
        return first

    def _signatures(self, one: str, other: str) -> Group:
        """Where both sign, side by side."""
        say, columns = self.parts.say, []
        for party in (one, other):
            lines = say(
                f"{party}|By: ________________|Name: {self.parts.words.place()}|Title: Director",
                f"{party}（盖章）|代表人：______|日期：______",
            )
            leaves = (Leaf(Kind.PARAGRAPH, (Run(line),), look="plain") for line in lines.split("|"))
            columns.append(tuple(leaves))
        return Group("side", tuple(columns))

    def _schedule(self) -> list[Node]:
        """The schedule: what is owed, in tables."""
        heading = self.parts.heading(2, "", self.parts.say("Schedule A", "附件一"))
        prose = self.parts.prose(4, self.source.choice((Rules.GRID, Rules.LINES)), breaks=True)
        fees = self.parts.matrix(5, 2, self.source.choice((Rules.GRID, Rules.NONE, Rules.SHADED)))
        return [
            heading,
            self.parts.paragraph(2),
            Leaf(Kind.TABLE, table=prose),
            self.parts.paragraph(1),
            Leaf(Kind.TABLE, table=fees),
        ]
