"""Manuals: steps, commands, warnings in boxes, tables of settings that go over pages, drawings, a turned page."""

import random

from bench.structure.corpus.genres.parts import Parts
from bench.structure.corpus.model import Entry, Group, HeadLook, Leaf, Look, Node, Rules, Run, Script, Table
from bench.structure.truth import Kind

CHAPTERS = "Before you begin|Installation|Operation|Maintenance|Troubleshooting"
CHAPTERS_ZH = "使用前须知|安装|操作|维护保养|故障排除"
KEYS = ("timeout", "retries", "port", "buffer", "interval", "threshold", "limit", "window", "offset", "cache_size")
VERBS = ("start", "stop", "check", "reset", "export", "import")


def make(name: str, language: str, source: random.Random) -> Script:
    """A manual of some seven pages."""
    return Manual(name, language, source).script()


class Manual:
    """One manual in the making."""

    def __init__(self, name: str, language: str, source: random.Random) -> None:
        """Chooses what runs through it.

        Args:
            name: The document's name.
            language: "en" or "zh".
            source: What chooses.
        """
        self.name, self.language, self.source = name, language, source
        self.parts = Parts(language, source)
        self.numbered = source.random() < 0.6

    def script(self) -> Script:
        """The manual."""
        say, words = self.parts.say, self.parts.words
        model = f"{words.place() if self.language == 'en' else 'LX'} {self.source.randint(100, 900)}"
        title = say(f"{model} User Manual", f"{model} 使用说明书")
        body: list[Node] = [Leaf(Kind.HEADING, (Run(title),), 1, look="title")]
        for number, name in enumerate(say(CHAPTERS, CHAPTERS_ZH).split("|"), 1):
            body += self._chapter(number, name)
        return Script(self.name, "manual", self.language, title, self._look(title), tuple(body))

    def _look(self, title: str) -> Look:
        pick = self.source.choice
        running = pick(
            (
                {"header-left": title, "header-right": "{chapter}", "footer-right": "{page}"},
                {"header-right": title, "footer-center": "{page} / {pages}"},
                {"footer-left": title, "footer-right": "{page}"},
            )
        )
        heads = pick(
            (
                (HeadLook(1.9, colour="#b02a1f"), HeadLook(1.4), HeadLook(1.1)),
                (HeadLook(1.5, ruled=True), HeadLook(1.2, colour="#555555"), HeadLook(1.0, italic=True)),
            )
        )
        return Look(
            font=pick(("sans", "sans", "book")),
            size=pick((9.0, 10.0, 10.5)),
            paper=pick(((595.28, 841.89), (419.53, 595.28), (612.0, 792.0))),
            margins=(54.0, 60.0, 54.0, 54.0),
            leading=0.8 if self.language == "zh" else 0.65,
            indent=0.0,
            spacing=1.0,
            justified=False,
            heads=heads,
            running=tuple(running.items()),
            first=self.source.random() < 0.5,
            outline=self.source.random() < 0.5,
        )

    def _chapter(self, number: int, name: str) -> list[Node]:
        parts = self.parts
        nodes: list[Node] = [parts.heading(1, str(number) if self.numbered else "", name), parts.paragraph(3)]
        for section in (1, 2):
            nodes += [parts.heading(2, f"{number}.{section}" if self.numbered else ""), parts.paragraph(2)]
            nodes += self._piece((number * 2 + section) % 7)
        return nodes

    def _piece(self, which: int) -> list[Node]:
        """Something that manuals have."""
        parts = self.parts
        match which:
            case 0:
                nodes: list[Node] = [*parts.items(5, "1"), self._warning()]
            case 1:
                nodes = [self._code(), parts.paragraph(2), parts.heading(3), parts.paragraph(2)]
            case 2:
                nodes = [self._settings(self.source.randint(9, 26)), parts.paragraph(2)]
            case 3:
                nodes = [parts.figure(), *parts.items(3, "1"), *self._nested()]
            case 4:
                wide = parts.titled(parts.matrix(12, 7, Rules.SHADED), "plain")
                nodes = [Group("landscape", ((wide, parts.paragraph(2)),))]
            case 5:
                nodes = [self._warning(), *parts.items(4, "•")]
            case _:
                nodes = [parts.titled(parts.prose(5, Rules.GRID, breaks=True), "plain"), parts.paragraph(2)]
        return nodes

    def _nested(self) -> list[Node]:
        """Items one step further in."""
        return [Leaf(Kind.LIST_ITEM, (Run(self.parts.words.item()),), 1, "–") for _ in range(2)]

    def _warning(self) -> Group:
        """A warning in a box."""
        lead = Run(self.parts.say("WARNING: ", "警告："), bold=True)
        return Group("aside", ((Leaf(Kind.PARAGRAPH, (lead, Run(self.parts.words.paragraph(2))), look="plain"),),))

    def _code(self) -> Leaf:
        """A few lines as typed into a terminal."""
        pick = self.source.choice
        lines = [f"$ device-ctl {pick(VERBS)} --{pick(KEYS)} {self.source.randint(1, 900)}" for _ in range(2)]
        lines += [
            f"if {pick(KEYS)} > {self.source.randint(1, 90)}:",
            f"    {pick(VERBS)}({pick(KEYS)}, {self.source.randint(1, 9)})",
        ]
        return Leaf(Kind.CODE, tuple(Run(line, fixed=True) for line in lines))

    def _settings(self, rows: int) -> Group:
        """A table of settings."""
        heads = self.parts.say("Setting,Default,Range,Meaning", "参数,默认值,范围,说明").split(",")
        body = []
        for at in range(rows):
            low = self.source.randint(0, 9)
            key = f"{self.source.choice(KEYS)}_{at + 1}"
            meaning = self.parts.words.phrase() if self.source.random() < 0.6 else self.parts.words.sentence()
            body.append(tuple(Entry(text) for text in (key, str(low * 10), f"{low}–{low * 100 + 10}", meaning)))
        rules = self.source.choice((Rules.GRID, Rules.LINES, Rules.SHADED, Rules.BOOKTABS))
        columns = (("left", 1.2), ("right", 0.6), ("center", 0.8), ("left", 2.4))
        table = Table((tuple(Entry(head, bold=True) for head in heads), *body), columns, 1, rules, breaks=True)
        return self.parts.titled(table, "plain")
