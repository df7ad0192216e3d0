"""The status of a Word file after each step of its way, the short-lived ones too."""

import shutil
from collections.abc import Generator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from chatdoc_server.accounts.quota import PackageKind, Quota
from chatdoc_server.accounts.users import Users
from chatdoc_server.errors import DocumentError, DocumentStatus
from chatdoc_server.fetching import FetchOptions, WebsiteFetcher
from chatdoc_server.indexing.embedding.choice import Embedders
from chatdoc_server.indexing.embedding.minilm import MiniLM
from chatdoc_server.indexing.embedding.use import MultilingualUSE
from chatdoc_server.ingestion.steps import Intake
from chatdoc_server.parsing.base import Limits, Tools
from chatdoc_server.parsing.isolation import IsolatedReader
from chatdoc_server.storage.blobs import Blobs
from chatdoc_server.storage.database import connect
from chatdoc_server.storage.document_records import DocumentType, NewDocument
from chatdoc_server.storage.documents import Documents
from tests.backends import new_sqlite, sqlite_template
from tests.word import packages
from tests.word.conftest import needs_office

__all__ = ["new_sqlite", "sqlite_template"]
NOW = 1_700_000_000
UPLOAD_ID = "00000000-0000-4000-8000-000000000001"


@dataclass(frozen=True)
class Way:
    """The steps, without a service around them, and a user who has pages."""

    intake: Intake
    user_id: int

    def upload(self, data: bytes) -> None:
        """Records an uploaded file, as the API does."""
        source = self.intake.blobs.put_bytes("source", data)
        new = NewDocument(
            id=UPLOAD_ID,
            user_id=self.user_id,
            name="letter.docx",
            type=DocumentType.SINGLE_DOC,
            status=DocumentStatus.UN_PARSED,
            package_type="elite",
            ocr_type="disable",
            created_at=NOW,
            source_blob=source,
        )
        self.intake.documents.create(new)

    def status(self) -> DocumentStatus:
        """Where the document is."""
        record = self.intake.documents.find(UPLOAD_ID)
        assert record is not None
        return record.status


@pytest.fixture(params=["", pytest.param(shutil.which("soffice"), marks=needs_office)])
def way(request: pytest.FixtureRequest, new_sqlite: str, tmp_path: Path) -> Generator[Way]:
    """The way with LibreOffice and the one without."""
    engine = connect(new_sqlite)
    user = Users(engine, now=lambda: NOW).create("ann")
    quota = Quota(engine, now=lambda: NOW)
    quota.grant("ann", PackageKind.ELITE_PAGE, 10, None)
    limits = Limits(pages=9, tokens_per_page=14_000, seconds=120, memory_bytes=2 << 30)
    (tmp_path / "scratch").mkdir()
    with closing(IsolatedReader(limits, Tools(soffice=request.param))) as reader:
        intake = Intake(
            documents=Documents(engine),
            blobs=Blobs(engine, (tmp_path / "blobs").as_uri()),
            quota=quota,
            reader=reader,
            fetcher=WebsiteFetcher(FetchOptions(seconds=1, bytes=1, redirects=0)),
            embedders=Embedders(MiniLM(threads=1), MultilingualUSE()),
            scratch=tmp_path / "scratch",
        )
        yield Way(intake, user.id)
    engine.dispose()


def test_each_step_leaves_its_status(way: Way) -> None:
    way.upload(packages.book(1, 6))
    seen = []
    for step in (way.intake.convert, way.intake.measure, way.intake.parse, way.intake.index, way.intake.settle):
        step(UPLOAD_ID)
        seen.append(way.status().value)
    assert seen == [30, 40, 70, 210, 300]
    assert way.intake.quota.balances(way.user_id)[PackageKind.ELITE_PAGE].used_count == 1
    assert list(way.intake.scratch.iterdir()) == []


def test_a_conversion_that_fails_was_under_way(way: Way) -> None:
    way.upload(packages.protected_docx())
    with pytest.raises(DocumentError) as caught:
        way.intake.convert(UPLOAD_ID)
    assert (way.status().value, caught.value.status.value) == (20, -3)
    way.intake.fail(UPLOAD_ID, caught.value.status, str(caught.value))
    assert way.status().value == -3
    assert list(way.intake.scratch.iterdir()) == []


def test_a_step_may_run_again(way: Way) -> None:
    way.upload(packages.book(1, 6))
    way.intake.convert(UPLOAD_ID)
    way.intake.convert(UPLOAD_ID)
    assert way.status().value == 30
    way.intake.measure(UPLOAD_ID)
    way.intake.measure(UPLOAD_ID)
    assert way.intake.quota.balances(way.user_id)[PackageKind.ELITE_PAGE].used_count == 1
