"""Services with and without LibreOffice."""

import shutil
from collections.abc import Generator

import pytest

from tests.conftest import QUICK
from tests.service import Service, serving

NO_OFFICE = {"CHATDOC_INGESTION__SOFFICE": "no-such-program", "CHATDOC_INGESTION__PARSE_MEMORY_MEGABYTES": "768"}
needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")


@pytest.fixture(scope="session")
def without_office(tmp_path_factory: pytest.TempPathFactory) -> Generator[Service]:
    """A service on a machine without LibreOffice, and with little memory for each document."""
    with serving(tmp_path_factory.mktemp("plain") / "data", settings=QUICK | NO_OFFICE) as service:
        yield service
