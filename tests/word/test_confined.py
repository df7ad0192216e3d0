"""What a Word file refers to outside of itself is neither fetched nor read, and no parser reaches a network."""

import io
import shutil
import socket
import zipfile
from collections.abc import Callable, Generator
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from chatdoc_server.errors import DocumentError
from chatdoc_server.parsing.base import Depth, FormatName, Layout, Limits, Reading, Tools
from chatdoc_server.parsing.isolation import IsolatedReader
from chatdoc_server.parsing.word.package import copy_without_links
from tests.service import Service
from tests.word import packages
from tests.word.conftest import needs_office

SECRET = "The combination of the safe is 4711."


@pytest.fixture
def listener() -> Generator[socket.socket]:
    """A port of this machine that notices everybody who calls."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        yield server


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """A folder with a text and a picture that no document may show."""
    (tmp_path / "secret.txt").write_text(SECRET)
    Image.new("RGB", (64, 64), (0, 0, 250)).save(tmp_path / "secret.png")
    return tmp_path


def was_called(listener: socket.socket) -> bool:
    try:
        listener.accept()[0].close()
    except BlockingIOError:
        return False
    return True


def docx(url: str, folder: Path) -> bytes:
    """A .docx that refers to the address and to the files in many ways."""
    targets = {"rIdWeb": f"{url}/a.png", "rIdFile": (folder / "secret.png").as_uri(), "rIdPath": f"{folder}/secret.png"}
    links = [packages.Link(name, "image", target) for name, target in targets.items()]
    links += [
        packages.Link("rIdInside", "image", f"{url}/b.png", outside=False),
        packages.Link("rIdTemplate", "attachedTemplate", f"{url}/c.dotm"),
        packages.Link("rIdFrame", "frame", f"{url}/d.html"),
        packages.Link("rIdChunk", "aFChunk", f"{url}/e.docx"),
        packages.Link("rIdSub", "subDocument", f"{url}/f.docx"),
        packages.Link("rIdObject", "oleObject", f"{url}/g.xlsx"),
        packages.Link("rIdHyper", "hyperlink", f"{url}/h"),
        packages.Link("rIdHyperFile", "hyperlink", (folder / "secret.png").as_uri()),
    ]
    pictures = "".join(
        packages.picture(f'r:link="{name}"') for name in (*targets, "rIdInside", "rIdHyper", "rIdHyperFile")
    )
    fields = [
        f'INCLUDEPICTURE "{url}/i.png" \\d',
        f'INCLUDEPICTURE "{folder}/secret.png" \\d',
        f'INCLUDETEXT "{folder}/secret.txt"',
        f'INCLUDETEXT "{(folder / "secret.txt").as_uri()}"',
        f'DDEAUTO soffice "{folder}/secret.txt" "all"',
    ]
    hyperlink = '<w:p><w:hyperlink r:id="rIdHyper"><w:r><w:t>the address</w:t></w:r></w:hyperlink></w:p>'
    chunks = '<w:altChunk r:id="rIdChunk"/><w:p><w:subDoc r:id="rIdSub"/></w:p>'
    body = pictures + "".join(packages.code(one, "what was shown") for one in fields) + hyperlink + chunks
    return packages.package(packages.paragraph("The letter itself.") + body, packages.Parts(links))


def rtf(url: str, folder: Path) -> bytes:
    """RTF that does the same by its fields, which nothing takes out before LibreOffice reads them."""
    fields = [
        f'INCLUDEPICTURE "{url}/i.png" \\\\d',
        f'INCLUDEPICTURE "{folder}/secret.png" \\\\d',
        f'INCLUDETEXT "{folder}/secret.txt"',
        f'IMPORT "{url}/j.png"',
    ]
    inserted = "".join(rf"{{\field{{\*\fldinst {one}}}{{\fldrslt what was shown}}}}\par " for one in fields)
    return (rf"{{\rtf1\ansi{{\*\template {url}/c.dot}}The letter itself.\par " + inserted + "}").encode()


@pytest.mark.parametrize(
    ("chosen", "make"),
    [
        pytest.param("service", docx, marks=needs_office),
        pytest.param("service", rtf, marks=needs_office),
        ("without_office", docx),
    ],
)
def test_nothing_outside_is_fetched_or_shown(
    request: pytest.FixtureRequest,
    chosen: str,
    make: Callable[[str, Path], bytes],
    listener: socket.socket,
    secret: Path,
) -> None:
    service: Service = request.getfixturevalue(chosen)
    url = f"http://127.0.0.1:{listener.getsockname()[1]}"
    with service.client() as client:
        upload_id = client.ready(make(url, secret), "letter.docx")
        data = client.http.get(f"/documents/{upload_id}/download").content
    assert not was_called(listener)
    with pypdfium2.PdfDocument(data) as pdf:
        text = "\n".join(page.get_textpage().get_text_bounded() for page in pdf)
        colours = {colour for page in pdf for _, colour in page.render().to_pil().convert("RGB").getcolors(1 << 20)}
    assert "The letter itself." in text
    assert SECRET not in text
    assert (0, 0, 250) not in colours


def test_a_copy_keeps_what_stands_inside_and_hyperlinks(tmp_path: Path, secret: Path) -> None:
    inside = packages.Link("rIdPicture", "image", "media/image1.png", outside=False)
    macros = packages.Link("rIdMacros", "vbaProject", "vbaProject.bin", outside=False)
    template = packages.Link("rIdTemplate", "attachedTemplate", "file:///template.dotm")
    hyper = packages.Link("rIdHyper", "hyperlink", "https://reader.example/")
    parts = packages.Parts(
        [inside, macros, template, hyper], {"word/media/image1.png": packages.png(), "word/vbaProject.bin": b"macros"}
    )
    source, target = tmp_path / "source", tmp_path / "target"
    source.write_bytes(packages.package(packages.paragraph("The letter itself."), parts))
    copy_without_links(source, target)
    with zipfile.ZipFile(source) as before, zipfile.ZipFile(target) as after:
        assert set(before.namelist()) - set(after.namelist()) == {"word/vbaProject.bin"}
        relationships = after.read("word/_rels/document.xml.rels")
        for name in ("word/document.xml", "word/media/image1.png", "[Content_Types].xml"):
            assert after.read(name) == before.read(name)
    assert [name in relationships for name in (b"rIdPicture", b"rIdHyper", b"rIdStyles")] == [True] * 3
    assert [name in relationships for name in (b"rIdMacros", b"rIdTemplate")] == [False] * 2


def test_a_parser_reaches_no_network(tmp_path: Path, listener: socket.socket) -> None:
    path = tmp_path / "file.pdf"
    path.write_text(f"call {listener.getsockname()[1]}")
    limits = Limits(pages=9, tokens_per_page=9, seconds=20, memory_bytes=1 << 30)
    parser = IsolatedReader(limits, registry="tests.parsing.hostile:REGISTRY")
    told: list[tuple[int, int]] = []
    try:
        with pytest.raises(DocumentError):
            parser.parse(path, Layout.PAGED, Reading(Depth.ELITE), lambda done, total: told.append((done, total)))
    finally:
        parser.close()
    assert told == [(0, 1)], "the call was refused before it was made"
    assert not was_called(listener)


@pytest.mark.parametrize("soffice", ["", pytest.param(shutil.which("soffice"), marks=needs_office)])
def test_a_conversion_needs_little_memory(tmp_path: Path, soffice: str) -> None:
    path = tmp_path / "file"
    path.write_bytes(packages.book(2, 4))
    limits = Limits(pages=9, tokens_per_page=14_000, seconds=60, memory_bytes=256 << 20)
    reader = IsolatedReader(limits, Tools(soffice=soffice))
    try:
        assert reader.identify(path).format is FormatName.DOCX
        with pypdfium2.PdfDocument(io.BytesIO(reader.convert(path, FormatName.DOCX).data)) as pdf:
            assert "Chapter 2" in "".join(page.get_textpage().get_text_bounded() for page in pdf)
    finally:
        reader.close()
    assert list(tmp_path.iterdir()) == [path]
