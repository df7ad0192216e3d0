"""Terms: what counts as the same word."""

import pytest

from chatdoc_server.indexing.terms import Analyzer


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("Purchases of PROPERTY", ["purchas", "properti"]),
        ("1,234 and 1234.00 and 1,234.5", ["1234", "1234", "1234.5"]),
        ("FY2019, FY19, fy 2019", ["2019", "2019", "2019"]),
        ("PP&E and M&A", ["pp&e", "m&a"]),
        ("the company's goodwill", ["compani", "goodwil"]),
        ("Q2 10-K", ["q2", "10", "k"]),
        ("Größe naïve ﬁnance", ["größe", "naïv", "financ"]),
        ("資本支出", ["資本", "本支", "支出"]),
        ("税 2020年 net", ["税", "2020", "年", "net"]),
        ("", []),
        ("… — $ %", []),
    ],
)
def test_terms(text: str, terms: list[str]) -> None:
    assert Analyzer("en").terms(text) == terms


def test_stems_follow_the_language() -> None:
    assert Analyzer("de").terms("Häuser Haus") == ["haus", "haus"]
    assert Analyzer("xx").terms("houses") == Analyzer("").terms("house")
