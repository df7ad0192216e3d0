"""Periods as people write them."""

import pytest

from chatdoc_server.questions import periods
from chatdoc_server.questions.periods import Period


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("revenue in FY2022", [Period(2022)]),
        ("revenue in FY22?", [Period(2022)]),
        ("revenue for fiscal 2022,", [Period(2022)]),
        ("as of December 31, 2022.", [Period(2022)]),
        ("in Q2 2023", [Period(2023, 3, 2)]),
        ("in 2023 Q2", [Period(2023, 3, 2)]),
        ("in the second quarter of 2023", [Period(2023, 3, 2)]),
        ("in H1 FY2023", [Period(2023, 6)]),
        ("from FY2016 to FY2018", [Period(2016), Period(2017), Period(2018)]),
        ("the FY2018 - FY2020 3 year average", [Period(2018), Period(2019), Period(2020)]),
        ("between FY20 and FY21", [Period(2020), Period(2021)]),
        ("2,015 employees and 19,990 shares", []),
    ],
)
def test_periods_are_read_as_people_write_them(question: str, expected: list[Period]) -> None:
    assert sorted(periods.asked(question), key=lambda period: period.year) == expected
