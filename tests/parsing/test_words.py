"""Words: every word's box stands on its ink, and its span on its characters."""

import re
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2 as pdfium
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from chatdoc_server.document import Document
from chatdoc_server.parsing.base import Depth
from tests.parsing.pdfs import Text, handmade, parse, typeset

SCALE = 4
OTHERWISE_SLOW = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

words = st.text(st.sampled_from("HEMNXBDKagrtz"), min_size=2, max_size=7)


def ink(data: bytes, unit: float) -> NDArray[np.bool_]:
    """Where the first page, as displayed, is dark: rows and columns at SCALE pixels a point.

    `unit` is its UserUnit, which the library that draws it does not apply.
    """
    pixels: NDArray[Any] = pdfium.PdfDocument(data)[0].render(scale=SCALE * unit, grayscale=True).to_numpy()
    return pixels.reshape(pixels.shape[:2]) < 200


def owned(document: Document) -> list[tuple[str, tuple[float, ...]]]:
    """Each word's characters, by its span in its owner's text, and its box."""
    result = []
    for element in document.elements:
        cells = element.table.cells if element.table else ()
        owners = [(cell.text, cell.words) for cell in cells] or [(element.text, element.words)]
        for text, (start, stop) in owners:
            for position in range(start, stop):
                first, last = document.words.spans[position]
                result.append((text[first:last], tuple(map(float, document.words.boxes[position]))))
    return result


@pytest.mark.proves("rule:sources.displayed")
@OTHERWISE_SLOW
@given(
    texts=st.lists(st.tuples(words, st.sampled_from([0, 90, 180, 270])), min_size=1, max_size=5),
    rotate=st.sampled_from([0, 90, 180, 270]),
    crop=st.none() | st.tuples(*[st.integers(0, most) for most in (60, 40, 60, 30)]),
    unit=st.sampled_from([1.0, 1.5]),
    depth=st.sampled_from(list(Depth)),
)
def test_neither_rotation_nor_crop_moves_a_word_off_its_ink(
    tmp_path: Path,
    texts: list[tuple[str, int]],
    rotate: int,
    crop: tuple[int, int, int, int] | None,
    unit: float,
    depth: Depth,
) -> None:
    drawn = [Text(180 + 40 * n, 150 + 90 * n, word, 14, turned) for n, (word, turned) in enumerate(texts)]
    box = (crop[0], crop[1], 520 - crop[2], 640 - crop[3]) if crop else None
    data = handmade([drawn], size=(520, 640), crop=box, rotate=rotate, unit=unit)
    document = parse(data, tmp_path, depth)
    dark = ink(data, unit)
    assert (round(document.pages[0].width * SCALE), round(document.pages[0].height * SCALE)) == dark.shape[::-1]
    found = owned(document)
    assert sorted(text for text, _ in found) == sorted(word for word, _ in texts)
    for _, (left, top, right, bottom) in found:
        inside = dark[round(top * SCALE) : round(bottom * SCALE), round(left * SCALE) : round(right * SCALE)]
        assert inside.any(axis=0).mean() > 0.4
        assert inside.any(axis=1).mean() > 0.4
        dark[round(top * SCALE) - SCALE : round(bottom * SCALE) + SCALE, :][
            :, round(left * SCALE) - SCALE : round(right * SCALE) + SCALE
        ] = False
    assert not dark.any()


@pytest.mark.parametrize("depth", list(Depth))
def test_each_word_is_owned_once_and_stands_in_its_owners_text(tmp_path: Path, depth: Depth) -> None:
    table = "#table(columns: 3, [Name], [2023], [2022], [Sales], [10], [9])"
    source = f"= Title of it\n#lorem(200)\n\n- one thing\n- another\n\n{table}"
    document = parse(typeset(source), tmp_path, depth)
    found = owned(document)
    assert len(found) == len(document.words) > 200
    assert all(text and not re.search(r"\s", text) for text, _ in found)
    for element in document.elements:
        if element.table is None:
            start, stop = element.words
            covered = "".join(element.text[first:last] for first, last in document.words.spans[start:stop])
            assert covered == element.text.replace(" ", "")


@OTHERWISE_SLOW
@given(
    st.lists(
        st.tuples(
            st.integers(40, 520),
            st.integers(40, 740),
            st.sampled_from(
                ["Total", "$", "1,234", "(5)", "%", "2022", ")", "Net income of the", "—", "Note", "a.", "•"]
            ),
            st.sampled_from([6, 10, 18]),
        ),
        min_size=1,
        max_size=60,
    )
)
@example([(40, 96, "(5)", 6), (40, 108, "$", 6), (40, 120, "$", 6), (51, 96, "—", 6)])
def test_no_word_is_lost_or_doubled_however_wild_the_page(
    tmp_path: Path, scattered: list[tuple[int, int, str, int]]
) -> None:
    texts = [Text(x, y // 12 * 12, word.replace("—", "-"), size) for x, y, word, size in scattered]
    document = parse(handmade([texts, texts, texts]), tmp_path)
    lite = parse(handmade([texts, texts, texts]), tmp_path, Depth.LITE)
    assert len(document.words) == len(lite.words)
    assert sorted(map(tuple, document.words.boxes.tolist())) == sorted(map(tuple, lite.words.boxes.tolist()))
    assert len(owned(document)) == len(document.words)


def test_words_broken_at_line_ends_are_joined(tmp_path: Path) -> None:
    lines = [
        "The environ-",
        "mental and the environmental costs of a long-",
        "term plan were stated in full by the com-",
        "pany",
    ]
    page = [Text(60, 700 - 12 * n, line) for n, line in enumerate(lines)]
    (element,) = parse(handmade([page]), tmp_path).elements
    assert element.text == (
        "The environmental and the environmental costs of a long-term plan were stated in full by the company"
    )


def test_compounds_keep_their_hyphens_at_line_ends(tmp_path: Path) -> None:
    lines = [
        "The dollar rose, and so each note and each sea-going ship did, so that the dollar-",
        "denominated debt stood beside the sea-",
        "going one that the buyers of fish and the fish-",
        "sellers, who are known as sellers of fish or sellers of net and tackle, took",
    ]
    page = [Text(60, 700 - 12 * n, line) for n, line in enumerate(lines)]
    (element,) = parse(handmade([page]), tmp_path).elements
    assert "the dollar-denominated debt" in element.text
    assert "the sea-going one" in element.text
    assert "the fish-sellers" in element.text


def test_ligatures_are_spelt_out(tmp_path: Path) -> None:
    document = parse(
        typeset('#set text(font: "Libertinus Serif")\nThe office affects efficient filing of finance flow.'), tmp_path
    )
    assert document.elements[0].text == "The office affects efficient filing of finance flow."


def test_leaders_say_nothing(tmp_path: Path) -> None:
    page = [Text(60, 700, "Costs........................................"), Text(400, 700, "12"), Text(460, 700, "13")]
    page += [Text(60, 688, "Sales. . . . . . . . . . . ."), Text(400, 688, "14"), Text(460, 688, "15")]
    (element,) = parse(handmade([page]), tmp_path).elements
    assert element.text == "Costs\t12\t13\nSales.\t14\t15"


def test_words_that_lean_over_the_space_between_them_are_two(tmp_path: Path) -> None:
    source = "#set page(width: 612pt, height: 792pt, margin: 72pt)\n#set text(size: 9pt, spacing: 60%)\n"
    sentence = "Sales of Us and of The Half in half of Us"
    document = parse(typeset(f"{source}_{sentence}_"), tmp_path)
    assert [text for text, _ in owned(document)] == sentence.split()
