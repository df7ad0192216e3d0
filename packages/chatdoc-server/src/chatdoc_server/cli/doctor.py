"""`chatdoc-server doctor`: what is installed, and what falls back to what."""

import platform
import shutil
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

import typer

from chatdoc_server.main.configuration import load_settings
from chatdoc_server.main.model_settings import DEFAULT, settings_of
from chatdoc_server.main.office import build_office
from chatdoc_server.settings import LlmSettings, ModelSettings

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
    for line in _answers(settings.llm):
        print(f"Answers        {line}")
    if settings.reranker.url:
        print(f"Reranker       {' '.join([settings.reranker.model, f'at {_shown(settings.reranker.url)}']).strip()}")
    print(f"Word           {_word(settings.ingestion.soffice)}")


def _answers(llm: LlmSettings) -> Iterator[str]:
    """Who writes answers, and who those to each `model_type` that has a model of its own."""
    yield _answer(settings_of(llm, DEFAULT))
    for kind in llm.models:
        yield f"{kind}: {_answer(settings_of(llm, kind))}"


def _answer(model: ModelSettings) -> str:
    if not (model.url or model.file):
        return "extractive (no model is set)"
    name = f"{model.model} at {_shown(model.url)}" if model.url else f"{model.file}, run by llama.cpp"
    return f"{name}, extractive when it does not answer"


def _shown(url: str) -> str:
    """The address without a name and password in it."""
    parts = urlsplit(url)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()


def _word(soffice: str) -> str:
    found = shutil.which(soffice)
    if found:
        return f"shown as LibreOffice does, by {found}"
    return "docx set anew by pandoc and Typst, doc refused: LibreOffice (libreoffice-writer) is not installed"
