"""Exported Markdown, read back: whatever a question, a name, a document or an answer holds, its structure stands."""

from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from chatdoc_server.citations import marker
from chatdoc_server.document import Box
from chatdoc_server.exporting.escaping import defused, escaped, without_control
from chatdoc_server.exporting.markdown import Answered, markdown
from chatdoc_server.exporting.sources import Source
from chatdoc_server.exporting.wording import CHINESE, ENGLISH, wording_for

READER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
APART = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).disable("text_join")
HOSTILE = [
    "<script>alert(1)</script>", "<b", ">", "</p>", "<!--", "-->", "<?x", "<![CDATA[", "&lt;", "&#60;", "&",
    "![x](http://a.b/c)", "!", "[x](javascript:alert(1))", "[x]: http://a.b 'c'", "[^1]", "[^1]: false", "]", "[", "(",
    ")", "*", "**", "_", "__", "~~", "`", "``", "```", "~~~", "\n", "\n\n", "\r\n", "\\", "\\\\", "# ", "#",
    "---", "===",
    "- ", "+ ", "1. ", "1) ", "> ", "    ", "\t", "|", "|---|", "| a | b |\n|---|---|\n", "$x$", "http://a.b", "x@y.z",
    "\x00", "\x02", "\x020\x03", "\x0b", "\x85", "\u2028", "\u202e", "word", "漢字", ".", " ",
]  # fmt: skip
hostile = st.lists(st.sampled_from(HOSTILE) | st.text(max_size=4), max_size=16).map("".join)


def inner(tokens: Sequence[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from inner(token.children or ())


def shown(token: Token) -> str:
    """The text of an inline token, which must hold nothing but text."""
    assert {child.type for child in token.children or ()} <= {"text", "text_special"}, token
    return "".join(child.content for child in token.children or ())


def plain(text: str) -> str:
    return " ".join("".join(" " if one < " " or "\x7f" <= one <= "\x9f" else one for one in text).split())


@given(hostile)
def test_escaped_text_is_shown_as_it_is(text: str) -> None:
    for frame, kinds in {
        "# {}": ["heading_open", "inline", "heading_close"],
        "{}": ["paragraph_open", "inline", "paragraph_close"],
        "> {}": ["blockquote_open", "paragraph_open", "inline", "paragraph_close", "blockquote_close"],
        "- {}": None,
    }.items():
        if not plain(text):
            continue
        tokens = READER.parse(frame.format(escaped(text)))
        if kinds:
            assert [token.type for token in tokens] == kinds
        [inline] = [token for token in tokens if token.type == "inline"]
        assert shown(inline) == plain(text)


def test_what_can_be_no_markup_stays_as_it_is() -> None:
    text = "Coastal & Marine paid $5.2 of $ 10 (R&D: $1) - more"
    assert escaped(text) == text
    assert escaped("- $x$ & $$y$$ &lt; US$") == r"\- $x\$ & \$\$y\$\$ \&lt; US\$"


@given(hostile)
def test_an_answer_brings_no_html_no_pictures_and_no_footnotes(text: str) -> None:
    made = defused(without_control(text))
    tokens = list(inner(APART.parse(made)))
    assert not {"html_block", "html_inline", "image"} & {token.type for token in tokens}
    # Escaped brackets come in tokens of their own.
    assert not any("[^" in token.content for token in tokens if token.type == "text")


def source(name: str | None, quote: str, heading: str = "") -> Source:
    boxes = {} if heading else {0: (Box(1, 2, 3, 4),), 4: (Box(1, 2, 3, 4),)}
    return Source("0b7e", name, boxes, (heading, heading) if heading else (), (quote, quote) if quote else ())


def definitions(text: str) -> list[list[str]]:
    """The footnotes of an export: for each the lines that belong to it, without their indentation."""
    found: list[list[str]] = []
    for line in text.rsplit("\n---\n", maxsplit=1)[-1].split("\n"):
        if line.startswith("[^"):
            found.append([line])
        elif found:
            assert not line or line.startswith("    ")
            found[-1].append(line.removeprefix("    "))
    return found


@given(hostile, hostile, hostile, hostile)
def test_whatever_is_in_it_the_structure_stands(question: str, answer: str, name: str, quote: str) -> None:
    text = markdown(
        Answered(question, f"{answer}\n\nOne is so.{marker(0)}", "default", 1_790_000_000),
        [source(name, plain(quote)), source(name, plain(quote), "Dues"), source(None, "")],
        ENGLISH,
    )
    tokens = READER.parse(text)
    assert not {"html_block", "html_inline", "image"} & {token.type for token in inner(tokens)}
    assert tokens[0].type == "heading_open"
    assert plain(question) == shown(tokens[1])
    rules = [place for place, token in enumerate(tokens) if token.type == "hr" and token.level == 0]
    assert rules, text
    following = tokens[rules[-1] + 1 :]
    assert shown(following[1]) == "Asked: 2026-09-21 14:13 UTC · Model: default · ChatDOC"
    first, second, third = definitions(text)
    [_, inline, *_] = READER.parse(first[0])
    words = "".join(child.content for child in inline.children or ())
    assert words == f"[^1]: {plain(name) or '?'}, pages 1, 5"
    assert first[0].startswith("[^1]: **")
    assert second[0].endswith(", under Dues › Dues")
    assert third[0] == "[^3]: *A document that has been deleted* (0b7e), pages 1, 5"
    quoted = READER.parse("\n".join(first[1:]))
    assert [shown(token) for token in quoted if token.type == "inline"] == [plain(quote)] * (2 if plain(quote) else 0)
    assert not quoted or (quoted[0].type, quoted[-1].type) == ("blockquote_open", "blockquote_close")


def test_tables_and_markers_in_their_cells_survive() -> None:
    answer = f"| Item | 2024 |\n|---|---:|\n| Fees | 41{marker(0)} |\n\nMore.{marker(1)}{marker(0)}"
    text = markdown(Answered("What?", answer, "gpt-4o", 0), [source("a.pdf", "41"), source("a.pdf", "x")], ENGLISH)
    assert "| Fees | 41[^1] |" in text
    assert "More.[^2][^1]" in text
    cells = [token.content for token in READER.parse(text) if token.type == "inline"]
    assert "41[^1]" in cells
    assert "Sources of the whole answer" not in text


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("Use `a < b` and <b>bold</b>.", "Use `a < b` and &lt;b>bold&lt;/b>."),
        ("`<b>` stays", "`<b>` stays"),
        ("5 < 6 and <5%", "5 < 6 and <5%"),
        ("```\n<b>\n```", "```\n<b>\n```"),
        ("```\nopen", "```\nopen\n```"),
        ("~~~\nopen\n    ~~~", "~~~\nopen\n    ~~~\n~~~"),
        ("see ![x](http://a.b)", "see \\![x](http://a.b)"),
        ("\\![x](http://a.b) \\<b>", "\\![x](http://a.b) \\<b>"),
        ("proof[^1]", "proof\\[^1]"),
        ("**bold** [link](http://a.b)", "**bold** [link](http://a.b)"),
    ],
)
def test_an_answers_own_markdown_stays(answer: str, expected: str) -> None:
    assert defused(answer) == expected


def test_our_words_are_in_the_language_of_the_answer() -> None:
    text = markdown(
        Answered("费用是多少？", "费用是 41。", "default", 0, complete=False),
        [source("报告.pdf", "41")],
        wording_for("zh"),
    )
    assert wording_for("zh") is CHINESE
    assert wording_for("de") is ENGLISH
    assert "整个回答的来源：[^1]" in text
    assert "[^1]: **报告.pdf**, 第 1、5 页" in text
    assert CHINESE.stopped in text
