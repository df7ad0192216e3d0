"""Files that can't be taken in, over HTTP: each ends in its own status with a text that says why, and harms nobody."""

import io
import struct
import zipfile
from collections.abc import Callable

import pytest

from chatdoc_server.parsing.limits import tokens_of
from tests.api_client import Client
from tests.conftest import StartService
from tests.flowing import formats
from tests.flowing.pages import Page

OPENING = "<!doctype html><html><body>"


def zip_of(name: str, content: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return target.getvalue()


def repacked(data: bytes, name: str, content: bytes) -> bytes:
    """The archive with one of its files replaced."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(entry, content if entry.filename == name else old.read(entry))
    return target.getvalue()


def understated(data: bytes, name: str) -> bytes:
    """The archive with one of its files said to hold ten bytes."""
    changed = bytearray(data)
    place = changed.rfind(b"PK\x01\x02", 0, changed.rfind(name.encode()))
    changed[place + 24 : place + 28] = struct.pack("<I", 10)
    return bytes(changed)


def flagged_as_encrypted(data: bytes) -> bytes:
    changed = bytearray(data)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = changed.rfind(mark)
        changed[place + offset] |= 1
    return bytes(changed)


ENCRYPTION = (
    '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container" xmlns:enc="http://www.w3.org/2001/04/xmlenc#">'
    '<enc:EncryptedData><enc:EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#aes128-cbc"/>'
    '<enc:CipherData><enc:CipherReference URI="OEBPS/text/0.xhtml"/></enc:CipherData></enc:EncryptedData></encryption>'
)
LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a0 "laugh">'
    + b"".join(b'<!ENTITY a%d "%s">' % (number, b"&a%d;" % (number - 1) * 10) for number in range(1, 10))
    + b"]>"
)
BLANKS = b" " * (200 << 20)

REFUSED: dict[str, tuple[Callable[[], bytes], int, str]] = {
    "html without text": (lambda: OPENING.encode() + b"<script>1</script><p> </p></body>", -17, "nothing to read"),
    "html of a picture": (lambda: OPENING.encode() + b'<img src="https://a.example/b.png">', -17, "nothing"),
    "html nested a million times": (
        lambda: b"<html><body>" + b"<div>" * 10**6 + b"x" + b"</div>" * 10**6, -18, "too deeply",
    ),
    "invalid utf-8": (lambda: b"A text \xff\xfe\xfd\xc3\x28 that \xc0\xc1 is in no encoding.", -15, "UTF-8"),
    "invalid utf-8 in html": (lambda: OPENING.encode() + b"x\xc3\x28 \xe2\x28\xa1 \xf0\x28\x8c\x28", -15, "UTF-8"),
    "half of a character in utf-16": (lambda: "A text".encode("utf-16") + b"\x00\xd8 \x00", -15, "UTF-8"),
    "utf-16 of an odd length": (lambda: "A text".encode("utf-16") + b"a", -15, "UTF-8"),
    "markdown of nothing": (lambda: b"[name]: https://a.example/\n", -1, "no text"),
    "text of blanks": (lambda: b" \n\t\n \n", -1, "no text"),
    "epub without text": (lambda: formats.epub((formats.xhtml("<p> </p>"),)), -1, "no text"),
    "epub without chapters": (lambda: formats.epub(()), -16, "which chapters"),
    "epub without a package": (lambda: zip_of("mimetype", b"application/epub+zip"), -16, "META-INF/container.xml"),
    "epub with a broken package": (lambda: repacked(formats.epub(), "OEBPS/book.opf", b"<pack"), -16, "which chapters"),
    "epub of a publisher": (lambda: formats.epub(others={"META-INF/encryption.xml": ENCRYPTION}), -16, "DRM"),
    "epub with a password": (lambda: flagged_as_encrypted(formats.epub()), -16, "password"),
    "epub that leads outside": (lambda: formats.epub(others={"../../outside.xhtml": "x"}), -16, "outside"),
    "epub with a bomb": (lambda: formats.epub(others={"OEBPS/bomb.bin": BLANKS}), -16, "too large"),
    "epub that understates a chapter": (lambda: understated(formats.epub(), "OEBPS/text/0.xhtml"), -16, "damaged"),
    "workbook without a workbook": (lambda: repacked(formats.workbook(), "xl/workbook.xml", b"<work"), -16, "damaged"),
    "workbook without sheets": (lambda: repacked(formats.workbook(), "xl/workbook.xml", b"<workbook/>"), -1, "nothing"),
    "workbook with half a sheet": (
        lambda: repacked(formats.workbook(), "xl/worksheets/sheet1.xml", b"<work"), -16, "damaged",
    ),
    "slides without a slide": (lambda: repacked(formats.slides(), "ppt/slides/slide1.xml", b"<p:sld"), -16, "damaged"),
    "workbook of entities": (
        lambda: repacked(
            formats.workbook(), "xl/worksheets/sheet1.xml", LAUGHS + b"<worksheet>&a9;</worksheet>"
        ),
        -16, "damaged",
    ),
    "slides of entities": (
        lambda: repacked(formats.slides(), "ppt/slides/slide1.xml", LAUGHS + b"<sld>&a9;</sld>"), -16, "damaged",
    ),
    "html of too many tags": (lambda: b"<html><pre>" + b"<br>" * 6_000_001, -6, "more text"),
    "slides with a bomb": (lambda: repacked(formats.slides(), "ppt/slides/slide1.xml", BLANKS), -16, "too large"),
    "values whose quotes do not close": (
        lambda: b"a,b,c\n1,2,3\n" * 20_000 + b'4,"' + b"x" * 200_000, -16, "can't be read as a table",
    ),
    "unknown bytes": (lambda: bytes(range(256)) * 40, -1, "We accept: PDF"),
}  # fmt: skip


@pytest.mark.proves("status:-15")
@pytest.mark.parametrize(("make", "status", "said"), REFUSED.values(), ids=REFUSED.keys())
def test_what_can_not_be_taken_in_says_why(
    new_client: Callable[..., Client], make: Callable[[], bytes], status: int, said: str
) -> None:
    client = new_client(documents_tokens=1_000_000)
    upload_id = client.upload(make(), "report")
    document = client.finished(upload_id)
    assert document["status"] == status, document
    assert said in document["error_msg"]["error_msg"]
    assert document["error_msg"]["error_code"] == status
    quota = client.data("GET", "/users/quota")["package"]
    assert quota["documents_tokens"]["used_count"] == 0
    assert client.http.get(f"/documents/{upload_id}/download").status_code == 404
    # The next file is none the worse for it.
    assert client.finished(client.upload(b"The ferry leaves at seven.", "note.txt"))["status"] == 300


@pytest.mark.proves("rule:charges.tokens-short", "status:-25")
def test_a_document_that_is_not_paid_for_ends_so(new_client: Callable[..., Client]) -> None:
    client = new_client(documents_tokens=100)
    text = "The ferry to Larkfield leaves at seven in the morning. " * 20
    document = client.finished(client.upload(text.encode(), "long.txt"))
    assert document["status"] == -25
    assert client.data("GET", "/users/quota")["package"]["documents_tokens"]["used_count"] == 0
    assert client.finished(client.upload(text[:55].encode(), "short.txt"))["status"] == 300
    assert client.data("GET", "/users/quota")["package"]["documents_tokens"]["used_count"] == tokens_of(text[:54])


@pytest.mark.proves("rule:limits.document-tokens", "status:-6")
def test_a_document_of_too_many_tokens_ends_so(start_service: StartService) -> None:
    sentence = "The ferry to Larkfield leaves at seven."
    most = tokens_of(" ".join([sentence] * 10))
    service = start_service(LIMITS__DOCUMENT_TOKENS=str(most))
    with service.client() as client:
        for name, text in (
            ("a.txt", f"{sentence} " * 11),
            ("a.md", "# Ferry\n\n" + f"{sentence} " * 11),
            ("a.html", "<html><body>" + f"<p>{sentence}</p>" * 11),
            ("a.csv", "name,time,place\n" + f"{sentence},seven,port\n" * 11),
        ):
            document = client.finished(client.upload(text.encode(), name))
            assert document["status"] == -6, (name, document)
            assert str(most) in document["error_msg"]["error_msg"]
        assert client.finished(client.upload(f"{sentence} ".encode() * 10, "b.txt"))["status"] == 300
    assert service.held() == []


def test_much_text_in_one_line_is_refused_and_harms_nobody(client: Client) -> None:
    data = b"The ferry to Larkfield leaves at seven. " * (1 << 20)
    document = client.finished(client.upload(data, "line.txt"))
    assert document["status"] == -6
    assert client.finished(client.upload(b"The ferry leaves at seven.", "note.txt"))["status"] == 300


def test_names_that_lead_outside_write_nothing(start_service: StartService) -> None:
    service = start_service()
    with service.client() as client:
        data = formats.epub(others={"../../../outside.xhtml": "x", "/tmp/outside-absolute.xhtml": "x"})
        assert client.finished(client.upload(data, "a.epub"))["status"] == -16
    assert not list(service.data_dir.parent.rglob("outside*.xhtml"))


def test_entities_are_not_expanded(client: Client) -> None:
    """A billion laughs, and a file of this machine, in a chapter and in the package of a book."""
    doctype = (
        '<!DOCTYPE html [<!ENTITY a "laugh laugh laugh laugh"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
        '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY secret SYSTEM "file:///etc/passwd">]>'
    )
    chapter = (
        f'{doctype}<html xmlns="http://www.w3.org/1999/xhtml"><body><p>{formats.FACT} &c; &secret;</p></body></html>'
    )
    upload_id = client.ready(formats.epub((chapter,)), "laughs.epub")
    page = Page(client.http.get(f"/documents/{upload_id}/download").content)
    assert formats.FACT in page.source
    assert "laugh laugh" not in page.source
    assert "root:" not in page.source
