"""`chatdoc-server doctor`: what is installed, and what falls back to what."""

import platform
import shutil
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer

from chatdoc_server.main.configuration import load_settings
from chatdoc_server.main.office import build_office

_LIBRARIES = ("chatdoc-server", "liteparse", "rapidocr", "openvino", "onnxruntime", "dbos", "obstore", "sqlalchemy")


def doctor(
    data_dir: Annotated[Path | None, typer.Option(help="Folder for all that is kept.  [default: ./data]")] = None,
) -> None:
    """Says what this installation can do and how it is set up."""
    settings = load_settings(data_dir=data_dir)
    print(f"Python         {platform.python_version()} on {platform.system()} {platform.machine()}")
    for name in _LIBRARIES:
        print(f"{name:<15}{version(name)}")
    office = build_office(settings)
    print(f"Database       {office.engine.dialect.name}, {len(office.users.list())} users")
    office.engine.dispose()
    print(f"Blobs          {settings.blob_url or settings.data_dir / 'blobs'}")
    print(f"Answers        {_answers(settings.llm.url, settings.llm.model)}")
    print(f"Word           {_word(settings.ingestion.soffice)}")


def _answers(url: str, model: str) -> str:
    return f"{model} at {url}, extractive when it does not answer" if url else "extractive (no model is set)"


def _word(soffice: str) -> str:
    found = shutil.which(soffice)
    if found:
        return f"shown as LibreOffice does, by {found}"
    return "docx set anew by pandoc and Typst, doc refused: LibreOffice (libreoffice-writer) is not installed"
