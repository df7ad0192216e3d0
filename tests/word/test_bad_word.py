"""Word files that can't be converted: each ends with its own text, and nothing of it is left."""

import io
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from tests import files
from tests.api_client import READY, Client
from tests.conftest import StartService
from tests.service import Service, children, wait_for
from tests.word import packages
from tests.word.conftest import needs_office

PROTECTED = "Your file is protected by a password so we can't open it."
CONVERT_ERROR = -3
MEGABYTE = 1 << 20


def bomb() -> bytes:
    """A package of 300 KB whose main part unpacks to 300 MB."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _member("[Content_Types].xml"))
        archive.writestr("_rels/.rels", _member("_rels/.rels"))
        with archive.open("word/document.xml", "w") as part:
            for _ in range(300):
                part.write(bytes(MEGABYTE))
    return target.getvalue()


def truncated() -> bytes:
    """The first half of a package, without its list of parts."""
    whole = packages.book(3, 1)
    return whole[: len(whole) // 2]


def changed(**parts: bytes | None) -> bytes:
    """A package with other bytes for some parts of the folder `word`, or without them."""
    members: dict[str, str | bytes] = {}
    with zipfile.ZipFile(io.BytesIO(packages.book(1, 1))) as archive:
        for name in archive.namelist():
            content = parts.get(Path(name).name.partition(".")[0], b"kept") if name.endswith(".xml") else b"kept"
            if content is not None:
                members[name] = archive.read(name) if content == b"kept" else content
    return packages.zipped(members)


def _member(name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(packages.book(1, 1))) as archive:
        return archive.read(name)


def with_wrong_sum() -> bytes:
    """A package whose main part is not what its checksum says."""
    data = bytearray(packages.zipped({"[Content_Types].xml": _member("[Content_Types].xml"), "word/a.bin": bytes(50)}))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        info = archive.getinfo("word/a.bin")
    place = data.index(info.CRC.to_bytes(4, "little"))
    while place >= 0:
        data[place] ^= 0xFF
        place = data.find(info.CRC.to_bytes(4, "little"), place)
    return bytes(data)


def deep() -> bytes:
    """A package with 100,000 tables in one another."""
    depth = 100_000
    return packages.package("<w:tbl><w:tr><w:tc>" * depth + "</w:tc></w:tr></w:tbl>" * depth)


BAD: dict[str, tuple[Callable[[], bytes], str]] = {
    "bomb": (bomb, "too large when it is unpacked"),
    "truncated": (truncated, "damaged"),
    "wrong-sum": (with_wrong_sum, "damaged"),
    "no-main-part": (lambda: changed(document=None), "damaged"),
    "main-part-not-xml": (lambda: changed(document=b"no xml at all"), "damaged"),
    "main-part-cut": (lambda: changed(document=_member("word/document.xml")[:900]), "damaged"),
    "protected-docx": (packages.protected_docx, PROTECTED),
    "protected-doc": (packages.protected_doc, PROTECTED),
    "names-lead-outside": (
        lambda: packages.zipped(
            {"[Content_Types].xml": _member("[Content_Types].xml"), "../../word/document.xml": b"<w:document/>"}
        ),
        "outside",
    ),
}


def check_nothing_is_left(service: Service, client: Client, upload_id: str) -> None:
    """No page charged or set aside, no temporary file, no process; and the service answers."""
    assert client.data("GET", "/users/quota")["package"]["elite_page"]["used_count"] == 0
    client.data("DELETE", f"/documents/{upload_id}")
    assert service.held(f"document:{upload_id}") == []
    wait_for(lambda: not any(one.is_file() for one in (service.data_dir / "tmp").rglob("*")), "an empty tmp folder")
    wait_for(lambda: not programs(service), "all programs to end")
    assert httpx.get(f"{service.url}/readyz").status_code == 200


def programs(service: Service) -> list[int]:
    """The ids of processes below a service that are not its own interpreter's."""
    return [pid for pid in children(service.process.pid) if _name(pid) not in {"", "python", "chatdoc-server"}]


def _name(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/exe").resolve(strict=True).name.rstrip("0123456789.")
    except (FileNotFoundError, PermissionError, ProcessLookupError):
        return ""


@pytest.mark.proves("status:-3")
@pytest.mark.parametrize("chosen", [pytest.param("service", marks=needs_office), "without_office"])
@pytest.mark.parametrize("name", BAD)
def test_it_ends_at_the_conversion(request: pytest.FixtureRequest, chosen: str, name: str) -> None:
    service: Service = request.getfixturevalue(chosen)
    make, said = BAD[name]
    with service.client(service.new_user(f"{chosen}-{name}", elite_page=10)) as client:
        upload_id = client.upload(make(), "letter.docx")
        document = client.finished(upload_id)
        assert (document["status"], document["error_msg"]["error_code"]) == (CONVERT_ERROR, CONVERT_ERROR)
        assert said in document["error_msg"]["error_msg"]
        assert client.http.get(f"/documents/{upload_id}/download").status_code == 404
        check_nothing_is_left(service, client, upload_id)


def half_a_doc() -> bytes:
    """The first half of a .doc, without its directory."""
    whole = packages.old_book(3, 1)
    return whole[: len(whole) // 2]


def doc_without_its_head() -> bytes:
    """A .doc whose file information block is blank."""
    whole = bytearray(packages.old_book(3, 1))
    place = whole.index(b"\xec\xa5")
    whole[place : place + 88] = bytes(88)
    return bytes(whole)


@needs_office
@pytest.mark.parametrize("make", [half_a_doc, doc_without_its_head])
def test_a_broken_doc_ends_at_the_conversion(service: Service, make: Callable[[], bytes]) -> None:
    with service.client(service.new_user(make.__name__, elite_page=10)) as client:
        upload_id = client.upload(make(), "letter.doc")
        document = client.finished(upload_id)
        assert document["status"] == CONVERT_ERROR
        assert "damaged" in document["error_msg"]["error_msg"]
        check_nothing_is_left(service, client, upload_id)


@pytest.mark.parametrize("chosen", [pytest.param("service", marks=needs_office), "without_office"])
def test_endless_nesting_harms_nobody(request: pytest.FixtureRequest, chosen: str) -> None:
    service: Service = request.getfixturevalue(chosen)
    with service.client(service.new_user(f"deep-{chosen}", elite_page=10, question=1)) as client:
        upload_id = client.upload(deep(), "deep.docx")
        document = client.finished(upload_id, seconds=300)
        # LibreOffice gives up after some levels, and shows what it has.
        assert document["status"] in {CONVERT_ERROR, READY}
        if document["status"] == CONVERT_ERROR:
            assert document["error_msg"]["error_msg"]
            check_nothing_is_left(service, client, upload_id)
        after = client.ready(packages.book(1, 2), "after.docx")
        assert files.facts(1, 2)[0].sentence in client.ask(after, files.facts(1, 2)[0].question).text


@needs_office
def test_a_conversion_without_end_is_ended(start_service: StartService) -> None:
    service = start_service(INGESTION__PARSE_SECONDS="4")
    with service.client(service.new_user("patient", elite_page=100_000)) as client:
        upload_id = client.upload(
            packages.package(packages.paragraph("All work and no play. " * 20) * 60_000), "a.docx"
        )
        document = client.finished(upload_id)
        assert document["status"] == CONVERT_ERROR
        assert document["error_msg"]["error_msg"] == "Your file takes too long to read, so we can't deal with it."
        check_nothing_is_left(service, client, upload_id)


@pytest.fixture
def hanging(tmp_path: Path) -> Path:
    """A program that starts another and waits for it for ever, as a LibreOffice gone wrong might."""
    script = tmp_path / "hanging-office"
    script.write_text("#!/bin/sh\nsleep 100000 &\nwait\n")
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    return script


def test_a_program_that_hangs_ends_with_all_that_it_started(start_service: StartService, hanging: Path) -> None:
    service = start_service(INGESTION__PARSE_SECONDS="5", INGESTION__SOFFICE=str(hanging))
    with service.client(service.new_user("patient", elite_page=10)) as client:
        upload_id = client.upload(packages.book(1, 3), "letter.docx")
        wait_for(lambda: len(programs(service)) == 2, "the program and its child to run", pause=0.01)
        document = client.finished(upload_id)
        assert document["status"] == CONVERT_ERROR
        assert "too long" in document["error_msg"]["error_msg"]
        check_nothing_is_left(service, client, upload_id)


def test_programs_end_with_a_service_that_is_killed(start_service: StartService, hanging: Path) -> None:
    service = start_service(INGESTION__SOFFICE=str(hanging))
    with service.client() as client:
        client.upload(packages.book(1, 3), "letter.docx")
        wait_for(lambda: len(programs(service)) == 2, "the program and its child to run", pause=0.01)
        started = programs(service)
    service.kill()
    wait_for(lambda: not any(Path(f"/proc/{pid}").exists() for pid in started), "the programs to end")


@needs_office
def test_a_killed_conversion_is_finished_by_the_next_service(start_service: StartService) -> None:
    service = start_service()
    with service.client() as client:
        upload_id = client.upload(packages.book(20, 9), "book.docx")
        started = wait_for(lambda: programs(service), "LibreOffice to run", pause=0.01)
        assert client.document(upload_id)["status"] == 20
    service.kill()
    wait_for(lambda: not any(Path(f"/proc/{pid}").exists() for pid in started), "LibreOffice to end")
    again = start_service(data_dir=service.data_dir)
    with again.client() as client:
        assert client.finished(upload_id)["status"] == READY
        pages = client.data("GET", "/users/quota")["package"]["elite_page"]["used_count"]
        assert pages == client.data("GET", f"/pdf_parser/{upload_id}")["document"]["page_count"]
    assert again.held() == []
    wait_for(lambda: not any(one.is_file() for one in (again.data_dir / "tmp").rglob("*")), "an empty tmp folder")
    assert len(list((again.data_dir / "tmp").iterdir())) == 1
