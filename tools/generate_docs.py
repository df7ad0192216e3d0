"""Writes the reference pages of docs/ from the code itself: settings, HTTP operations, errors, the contract.

With `--check` it writes nothing and fails when a page is not what it would write.
"""

import argparse
import inspect
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from annotated_types import BaseMetadata
from pydantic import BaseModel, SecretStr
from pydantic.fields import FieldInfo

from chatdoc_server import errors
from chatdoc_server.api.app import build_api
from chatdoc_server.errors import DocumentStatus
from chatdoc_server.settings import NESTING, PREFIX, Settings
from tools.contract_table import METHODS, claims, contract_page
from tools.markdown import page, table

DOCS = Path(__file__).resolve().parent.parent / "docs"

MEANINGS = {
    DocumentStatus.UN_PARSED: "Uploaded and waiting; of a collection: it holds no document.",
    DocumentStatus.LINK_UN_PARSED: "A link was submitted and waits.",
    DocumentStatus.PARSING: "Of a collection: one of its documents is being worked on.",
    DocumentStatus.LINK_DOWNLOADING: "A link's page is being downloaded.",
    DocumentStatus.PDF_CONVERTING: "A Word file is being turned into a PDF.",
    DocumentStatus.PDF_CONVERTED: "The PDF of a Word file is there.",
    DocumentStatus.TEXT_PARSING: "Pages, or tokens, are counted and paid for.",
    DocumentStatus.ELEMENT_PARSING: "It is read; `pages_done` counts the pages.",
    DocumentStatus.INSIGHT_CALLBACK: "All of it is read; the index is being built.",
    DocumentStatus.TEXT_PARSED: "The index is there.",
    DocumentStatus.ELEMENT_PARSED: "Ready: it can be asked and searched.",
    DocumentStatus.TEXT_PARSE_ERROR: "The file can't be opened: of no known format, damaged, protected, or empty.",
    DocumentStatus.ELEMENT_PARSE_ERROR: "The file opens, but its pages can't be read, or not within the limits.",
    DocumentStatus.PDF_CONVERT_ERROR: "A Word file can't be turned into a PDF.",
    DocumentStatus.LINK_DOWNLOAD_ERROR: "A link's page can't be downloaded.",
    DocumentStatus.EXCEED_SIZE_ERROR: "The file is larger than allowed.",
    DocumentStatus.EXCEED_TOKENS_ERROR: "It holds more text than allowed.",
    DocumentStatus.PAGE_PACKAGE_NOT_ENOUGH_ERROR: "The user's packages do not hold enough pages.",
    DocumentStatus.PAGE_LIMIT_ERROR: "It has more pages than allowed.",
    DocumentStatus.TITLE_COMPLETE_ERROR: "Its title can't be made out.",
    DocumentStatus.READ_TMP_FILE_ERROR: "The store did not give the file back.",
    DocumentStatus.OCR_PAGE_LIMIT_ERROR: "The user's packages do not hold enough OCR pages.",
    DocumentStatus.CONTENT_POLICY_ERROR: "Its content is refused.",
    DocumentStatus.CONTENT_DECODE_ERROR: "Its text is in no encoding that can be read.",
    DocumentStatus.HTML_CONVERT_ERROR: "It can't be turned into HTML.",
    DocumentStatus.HTML_EMPTY_BODY_ERROR: "Its page holds no text.",
    DocumentStatus.HTML_PARSE_ERROR: "Its HTML can't be read.",
    DocumentStatus.HTML_DOWNLOAD_ERROR: "Its HTML can't be downloaded.",
    DocumentStatus.PACKAGE_NOT_ENOUGH_ERROR: "The user's packages do not hold enough document tokens.",
    DocumentStatus.ELITE_PAGE_NOT_ENOUGH_ERROR: "The user's packages do not hold enough elite pages.",
    DocumentStatus.LITE_PAGE_NOT_ENOUGH_ERROR: "The user's packages do not hold enough lite pages.",
    DocumentStatus.BASIC_PAGE_NOT_ENOUGH_ERROR: "The user's packages do not hold enough basic pages.",
}


def settings_page() -> str:
    """Every setting with its name in the environment and in the file."""
    rows = [
        (f"`{variable}`", f"`{key}`", _default(field), _accepts(field), field.description or "")
        for variable, key, field in _settings(Settings, PREFIX, "")
    ]
    intro = (
        "A setting is an environment variable or a key of `chatdoc.toml` in the working directory. Options of\n"
        "`chatdoc-server serve` come before the environment, the environment before the file. A dot in a key\n"
        "stands for a section: `limits.pages` is `pages` under `[limits]`. Names that are no setting are refused.\n"
    )
    return page("Settings", intro, table(("environment", "file", "default", "accepts", "meaning"), rows))


def _settings(model: type[BaseModel], prefix: str, path: str) -> Iterator[tuple[str, str, FieldInfo]]:
    for name, field in model.model_fields.items():
        kind = field.annotation
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            yield from _settings(kind, f"{prefix}{name}{NESTING}", f"{path}{name}.")
        else:
            yield (prefix + name).upper(), path + name, field


def _default(field: FieldInfo) -> str:
    value = field.default.get_secret_value() if isinstance(field.default, SecretStr) else field.default
    if isinstance(value, tuple):
        value = ", ".join(map(str, value))
    return f"`{value}`" if str(value) else "empty"


def _accepts(field: FieldInfo) -> str:
    """The type as JSON Schema tells it, with its bounds."""
    schema = _schema(field)
    kind = "one of " + ", ".join(f"`{one}`" for one in schema["enum"]) if "enum" in schema else schema["type"]
    signs = {"ge": "≥", "gt": ">", "le": "≤", "lt": "<"}
    bounds = [
        f"{sign} {getattr(bound, name)}"
        for bound in field.metadata
        if isinstance(bound, BaseMetadata)
        for name, sign in signs.items()
        if hasattr(bound, name)
    ]
    return " ".join([kind, ", ".join(bounds)]).strip()


def _schema(field: FieldInfo) -> dict[str, Any]:
    holder: type[BaseModel] = type("Holder", (BaseModel,), {"__annotations__": {"it": field.annotation}})
    schema = holder.model_json_schema()
    found: dict[str, Any] = schema["properties"]["it"]
    return dict(schema["$defs"][found["$ref"].rpartition("/")[2]]) if "$ref" in found else found


def http_page() -> str:
    """Every operation with its statuses, from the OpenAPI document."""
    document = build_api().openapi()
    operations = [
        (f"`{method.upper()} {path}`", operation)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
        if method in METHODS
    ]
    rows = [
        (name, operation["description"].split("\n")[0], ", ".join(sorted(operation["responses"])))
        for name, operation in operations
    ]
    statuses: dict[str, set[str]] = {}
    for _, operation in operations:
        for status, response in operation["responses"].items():
            if int(status) >= 300:
                statuses.setdefault(status, set()).add(response["description"])
    meanings = [(status, " Or: ".join(sorted(texts))) for status, texts in sorted(statuses.items())]
    intro = (
        "All paths stand under `/api/v2`, and every call needs `Authorization: Bearer ak-…`. `openapi.json` beside\n"
        "this page is the whole description; a running service has it at `/openapi.json`. Outside of it are\n"
        "`GET /healthz`, which answers while the process lives, and `GET /readyz`, which answers once it can serve.\n"
        "JSON is compressed for those who accept it; files, parts of them and streams go as they are.\n"
    )
    local_key = (
        "`POST /local-key` stands outside of the API too. With `serve --local-sign-in`, or the setting\n"
        "`CHATDOC_WEB__LOCAL_SIGN_IN`, it gives the key of a fresh installation to a page of the service itself, as\n"
        '`{"status": "ok", "data": {"key": "ak-…"}}`: `Host` is a loopback name or address, `Origin` is `http://` and\n'
        "`Host`, `Sec-Fetch-Site` is absent or `same-origin`, no header tells of a proxy, and the connection starts\n"
        "on the same machine, where Linux tells it in a process of the same user. Everyone else gets `data: null`.\n"
        "A proxy under your own name that opens the service to others and adds no header would share the key: leave\n"
        "the option off there.\n"
    )
    return page(
        "HTTP operations",
        intro,
        table(("operation", "what it does", "statuses"), rows),
        "## Signing in on one's own machine\n",
        local_key,
        "## Statuses\n",
        table(("status", "meaning"), meanings),
    )


def errors_page() -> str:
    """Every domain error and every status that a document can have."""
    tree = [
        (f"`{kind.__name__}`", str(int(kind.status)) if issubclass(kind, errors.RequestError) else "", _summary(kind))
        for kind in _subclasses(errors.ChatDocError)
    ]
    reserved = [status for status in DocumentStatus if status.name.startswith("RESERVED")]
    reasons = {claim.id: claim.unproven for claim in claims() if claim.unproven}
    never = {status: reasons.get(f"status:{int(status)}", "") for status in DocumentStatus}
    statuses = [
        (str(int(status)), f"`{status.name}`", _meaning(status, never[status]), "yes" if status.is_final else "")
        for status in DocumentStatus
        if status not in reserved
    ]
    numbers = ", ".join(str(int(status)) for status in reserved)
    return page(
        "Errors",
        "## What a request is answered with\n",
        table(("error", "HTTP status", "when"), tree),
        "## What becomes of a document\n",
        "Statuses only move forward, and a final one never changes. A failed document charges nothing.\n",
        table(("status", "name", "meaning", "final"), statuses),
        f"The numbers {numbers} are kept for the hosted service's clients and never given.\n",
    )


def _meaning(status: DocumentStatus, never: str) -> str:
    """What a status says; of one that is kept for clients and never given, why it is not."""
    return f"{MEANINGS[status]} Never given: {never[0].lower()}{never[1:]}" if never else MEANINGS[status]


def _subclasses(kind: type[errors.ChatDocError]) -> Iterator[type[errors.ChatDocError]]:
    """The errors of `errors.py`, a parent before its children."""
    for child in kind.__subclasses__():
        if child.__module__ == errors.__name__:
            yield child
            yield from _subclasses(child)


def _summary(kind: type) -> str:
    return (inspect.getdoc(kind) or "").split("\n")[0]


PAGES: dict[str, Callable[[], str]] = {
    "settings.md": settings_page,
    "http-api.md": http_page,
    "errors.md": errors_page,
    "contract.md": contract_page,
}


def main() -> int:
    """Write the pages, or compare them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing, fail when a page is out of date")
    checking = parser.parse_args().check
    stale = []
    for name, write in PAGES.items():
        path, text = DOCS / name, write()
        if checking and not (path.exists() and path.read_text(encoding="utf-8") == text):
            stale.append(name)
        elif not checking:
            path.write_text(text, encoding="utf-8")
    for name in stale:
        print(f"docs/{name} is not what the code says; run `make docs`", file=sys.stderr)
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
