"""Filled-in forms: values stand in the text at their place, once, whether the file draws them or not."""

import io
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from chatdoc_server.document import Document
from tests.parsing.pdfs import Text, handmade, parse, saved

LABELS = [Text(72, 700, "Applicant"), Text(72, 660, "Married"), Text(220, 660, "Single"), Text(72, 620, "Country")]
FIELDS: dict[str, tuple[int, int, int, int]] = {
    "applicant": (150, 695, 350, 712),
    "married": (150, 655, 165, 670),
    "single": (280, 655, 295, 670),
    "country": (150, 615, 350, 632),
}


def form(*, drawn: bool, notes: str = "", rotate: int = 0) -> bytes:
    """A form about Ada Lovelace, its values drawn by the file itself or left to the viewer."""
    with pikepdf.open(io.BytesIO(handmade([LABELS], rotate=rotate))) as pdf:
        page = pdf.pages[0]
        fonts = Dictionary(Font=Dictionary(Helv=page.Resources.Font.F1))
        values = {"applicant": String("Ada Lovelace"), "country": String("France")}
        widgets = []
        for name, box in FIELDS.items():
            widget = Dictionary(
                Type=Name.Annot, Subtype=Name.Widget, F=4, P=page.obj, T=String(name), Rect=Array([*box])
            )
            widget.DA = String("/Helv 10 Tf 0 g")
            size = Array([0, 0, box[2] - box[0], box[3] - box[1]])
            if name in values:
                widget.FT, widget.V = Name.Tx, values[name]
                if drawn:
                    text = f"/Tx BMC BT /Helv 10 Tf 2 5 Td ({values[name]}) Tj ET EMC"
                    widget.AP = Dictionary(N=_picture(pdf, text, size, fonts))
            else:
                widget.FT = Name.Btn
                widget.V = widget.AS = Name.Yes if name == "married" else Name.Off
                states = {"Yes": "0 0 15 15 re S 2 2 m 13 13 l S", "Off": "0 0 15 15 re S"}
                pictures = {state: _picture(pdf, marks, size, fonts) for state, marks in states.items()}
                widget.AP = Dictionary(N=Dictionary({f"/{state}": picture for state, picture in pictures.items()}))
            widgets.append(pdf.make_indirect(widget))
        if notes:
            place = Array([72, 400, 272, 500])
            widget = Dictionary(
                Type=Name.Annot, Subtype=Name.Widget, F=4, FT=Name.Tx, Ff=4096, T=String("notes"), Rect=place
            )
            widget.V, widget.DA = String(notes), String("/Helv 10 Tf 0 g")
            widgets.append(pdf.make_indirect(widget))
        page.Annots = Array(widgets)
        pdf.Root.AcroForm = Dictionary(Fields=Array(widgets), DA=String("/Helv 10 Tf 0 g"), DR=fonts)
        return saved(pdf)


def _picture(pdf: pikepdf.Pdf, drawing: str, box: Array, resources: Dictionary) -> pikepdf.Object:
    stream = pdf.make_stream(drawing.encode())
    stream.Type, stream.Subtype, stream.BBox, stream.Resources = Name.XObject, Name.Form, box, resources
    return pdf.make_indirect(stream)


def words(document: Document) -> list[str]:
    return " ".join(element.text for element in document.elements).split()


@pytest.mark.parametrize("drawn", [True, False])
def test_each_value_is_in_the_text_once(tmp_path: Path, drawn: bool) -> None:
    found = words(parse(form(drawn=drawn), tmp_path))
    assert sorted(found) == sorted(["Applicant", "Ada", "Lovelace", "Married", "☒", "Single", "☐", "Country", "France"])


@pytest.mark.parametrize("drawn", [True, False])
def test_values_stand_in_their_fields(tmp_path: Path, drawn: bool) -> None:
    document = parse(form(drawn=drawn), tmp_path)
    left, bottom, right, top = FIELDS["applicant"]
    inside = [
        box
        for box in document.words.boxes.tolist()
        if left <= box[0] and box[2] <= right and 792 - top <= (box[1] + box[3]) / 2 <= 792 - bottom
    ]
    assert len(inside) == 2


def test_values_follow_their_labels(tmp_path: Path) -> None:
    found = words(parse(form(drawn=False), tmp_path))
    assert found.index("Applicant") < found.index("Ada") < found.index("Lovelace") < found.index("Country")
    assert found.index("Country") < found.index("France")


def test_long_values_run_on_in_lines(tmp_path: Path) -> None:
    notes = " ".join(f"word{number}" for number in range(30))
    document = parse(form(drawn=False, notes=notes), tmp_path)
    text = " ".join(words(document))
    assert notes in text
    for left, top, right, bottom in document.words.boxes.tolist():
        if top > 792 - 500:
            assert 72 <= left < right <= 273
            assert bottom <= 792 - 400 + 1


def test_secrets_stay_secret(tmp_path: Path) -> None:
    with pikepdf.open(io.BytesIO(form(drawn=False))) as pdf:
        pdf.pages[0].Annots[0].Ff = 1 << 13
        data = saved(pdf)
    assert "Lovelace" not in words(parse(data, tmp_path))
