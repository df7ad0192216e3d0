"""What rankings are judged by, on rankings whose truth is written here."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.baselines import CHARACTERS, cut
from bench.first_token import chosen
from bench.ranking import Rank, compared, difference, hits, rank, reciprocal

RANKS: st.SearchStrategy[Rank] = st.none() | st.integers(1, 50)


def test_a_rank_counts_distinct_pages() -> None:
    assert rank([4, 4, 4, 7, 4, 2], {2}) == 3
    assert rank([4, 7], {7, 4}) == 1
    assert rank([4, 7], {1}) is None


def test_hits_and_reciprocal_ranks_are_shares_of_all_questions() -> None:
    ranks = [1, 2, 4, None]
    assert [hits(ranks, depth) for depth in (1, 3, 5)] == [0.25, 0.5, 0.75]
    assert reciprocal(ranks) == pytest.approx((1 + 1 / 2 + 1 / 4) / 4)


def test_what_is_not_found_stands_below_what_is() -> None:
    found = compared([1, 3, None, None, 5], [2, 3, 9, None, None])
    assert (found.higher, found.equal, found.lower) == (2, 2, 1)
    assert str(found) == "2/2/1 (40/40/20 %)"


@given(st.lists(st.tuples(RANKS, RANKS), max_size=30))
def test_comparing_the_other_way_round_is_the_mirror_image(pairs: list[tuple[Rank, Rank]]) -> None:
    ours, theirs = [own for own, _ in pairs], [other for _, other in pairs]
    forth, back = compared(ours, theirs), compared(theirs, ours)
    assert (forth.higher, forth.equal, forth.lower) == (back.lower, back.equal, back.higher)
    assert forth.higher + forth.equal + forth.lower == len(pairs)


def test_a_gain_on_every_question_is_no_chance_and_one_of_many_is() -> None:
    low, high = difference([1] * 40, [2] * 40)
    assert low == high == pytest.approx(0.5)
    low, high = difference([1, *[3] * 39], [2, *[3] * 39])
    assert low <= 0 < high


@given(st.text("ab \n", max_size=3 * CHARACTERS), st.sampled_from([0, 200]))
def test_chunks_hold_the_whole_page_in_pieces_of_one_size(text: str, overlap: int) -> None:
    pieces = cut(text, overlap)
    if not text.strip():
        assert pieces == []
        return
    assert "".join([pieces[0], *(piece[overlap:] for piece in pieces[1:])]) == text
    assert all(len(piece) == CHARACTERS for piece in pieces[:-1])


def test_a_collection_has_as_many_documents_and_about_as_many_pages_as_asked_for() -> None:
    sizes = {"a.pdf": 10, "b.pdf": 50, "c.pdf": 120}
    picked = chosen(sizes, documents=5, total=300)
    assert len(set(picked)) == 5
    assert {name for name, _ in picked} == set(sizes)
    assert abs(sum(sizes[name] for name, _ in picked) - 300) <= 60
    assert all((name, copy - 1) in picked for name, copy in picked if copy)


def test_no_documents_are_said_to_be_none() -> None:
    with pytest.raises(ValueError, match="no PDFs"):
        chosen({}, documents=1, total=1)
