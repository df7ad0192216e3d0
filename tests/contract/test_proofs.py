"""Every operation, status and rule of the contract has a test that says it proves it."""

from pathlib import Path

import pytest

from tools.contract_table import Claim, MisplacedMarker, claims, proofs, shortcomings


def test_everything_the_contract_says_is_proven() -> None:
    assert shortcomings(claims(), proofs()) == []


def test_claims_are_told_apart() -> None:
    ids = [claim.id for claim in claims()]
    assert len(ids) == len(set(ids))
    assert all(claim.text for claim in claims())


SAID = [Claim("rule:a.b", "A rule.", "Rules"), Claim("status:0", "Never.", "Statuses", "Because.")]


def test_what_lacks_a_proof_or_should_have_none_is_noticed() -> None:
    assert shortcomings(SAID, {"rule:a.b": ["x.py::test_x"]}) == []
    assert len(shortcomings(SAID, {})) == 1
    assert len(shortcomings(SAID, {"rule:a.b": ["x"], "status:0": ["x"]})) == 1
    assert len(shortcomings(SAID, {"rule:a.b": ["x"], "rule:a.c": ["x"]})) == 1


def test_markers_are_found_on_tests_on_their_parameters_and_on_files(tmp_path: Path) -> None:
    (tmp_path / "test_some.py").write_text(
        "import pytest\n"
        '@pytest.mark.proves("rule:one", "rule:two")\n'
        "def test_a(): ...\n"
        '@pytest.mark.parametrize("x", [1, pytest.param(2, marks=pytest.mark.proves("rule:two"))])\n'
        "async def test_b(x): ...\n"
    )
    (tmp_path / "test_whole.py").write_text('import pytest\npytestmark = pytest.mark.proves("rule:three")\n')
    assert proofs(tmp_path) == {
        "rule:one": ["test_some.py::test_a"],
        "rule:two": ["test_some.py::test_a", "test_some.py::test_b"],
        "rule:three": ["test_whole.py"],
    }


@pytest.mark.parametrize(
    "source",
    [
        '@pytest.mark.proves("rule:one")\ndef helper(): ...\n',
        'marker = pytest.mark.proves("rule:one")\n',
        "@pytest.mark.proves(NAME)\ndef test_a(): ...\n",
    ],
)
def test_markers_that_prove_nothing_are_refused(tmp_path: Path, source: str) -> None:
    (tmp_path / "test_some.py").write_text(source)
    with pytest.raises(MisplacedMarker, match=r"test_some\.py:1"):
        proofs(tmp_path)
