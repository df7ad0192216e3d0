"""pandoc and Typst as a converter: what a .docx says, set anew. Headers, footers and the layout are not kept."""

import json
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypandoc
import typst

from chatdoc_server.errors import DocumentError, DocumentStatus
from chatdoc_server.parsing.pictures import opened
from chatdoc_server.parsing.programs import run_program
from chatdoc_server.parsing.word.package import DAMAGED

_TEMPLATE = Path(__file__).with_name("template.typ")
_MEDIA = "media"
_SUFFIXES = {"PNG": "png", "JPEG": "jpg", "MPO": "jpg", "GIF": "gif", "WEBP": "webp"}
_SHOWN = ("PNG", "JPEG", "GIF", "WEBP")
"""The formats that Typst shows, as Pillow names them."""

_log = logging.getLogger(__name__)

Json = Any
"""pandoc's document tree, as JSON: a node is {"t": name, "c": content}; see pandoc-types, Text.Pandoc.Definition."""

Node = dict[str, Json]
Edit = Callable[[Node], list[Node]]
"""Nodes to stand in place of one."""


def convert_with_typst(package: Path, scratch: Path) -> bytes:
    """The PDF made of the .docx at `package`, by way of Typst markup in `scratch`.

    Raises:
        DocumentError: PDF_CONVERT_ERROR when pandoc can't read the document, or Typst can't set it.
    """
    tree, clean, markup = scratch / "read.json", scratch / "clean.json", scratch / "document.typ"
    _pandoc(scratch, str(package), "--from=docx", "--to=json", f"--extract-media={_MEDIA}", f"--output={tree}")
    document = json.loads(tree.read_bytes())
    pictures = _Pictures(scratch)
    document = _edited(document, lambda node: _without_dangers(node, pictures))
    for edit in (_as_it_is, _formula_as_text, _picture_as_text):
        document = _edited(document, edit)
        made = _set(document, clean, markup, scratch)
        if made is not None:
            return made
    raise DocumentError(DocumentStatus.PDF_CONVERT_ERROR, DAMAGED)


def _set(document: Json, clean: Path, markup: Path, scratch: Path) -> bytes | None:
    """The document as PDF; None when Typst can't set it."""
    clean.write_text(json.dumps(document), encoding="utf-8")
    _pandoc(
        scratch,
        str(clean),
        "--from=json",
        "--to=typst",
        "--standalone",
        f"--template={_TEMPLATE}",
        "--wrap=none",
        f"--output={markup}",
    )
    try:
        made = typst.compile(str(markup), root=str(scratch), format="pdf")
    except typst.TypstError as error:
        _log.warning("Typst: %s", error)
        return None
    return made if isinstance(made, bytes) else None


def _pandoc(scratch: Path, *arguments: str) -> None:
    status = run_program([pypandoc.get_pandoc_path(), "--sandbox", *arguments], scratch, [_TEMPLATE])
    if status != 0:
        raise DocumentError(DocumentStatus.PDF_CONVERT_ERROR, DAMAGED)


class _Pictures:
    """The pictures that pandoc took out of the document, under names that tell Typst their true format."""

    def __init__(self, scratch: Path) -> None:
        self._scratch = scratch
        self._named: dict[str, str] = {}

    def named(self, source: str) -> str:
        """The path of a picture that Typst can show, empty when it is none."""
        if source not in self._named:
            self._named[source] = self._name(source)
        return self._named[source]

    def _name(self, source: str) -> str:
        path = (self._scratch / source).resolve()
        if not path.is_relative_to((self._scratch / _MEDIA).resolve()) or not path.is_file():
            return ""
        try:
            with opened(path, *_SHOWN) as picture:
                picture.load()
                suffix = _SUFFIXES[picture.format or ""]
        except DocumentError:
            return ""
        target = self._scratch / f"picture-{len(self._named)}.{suffix}"
        path.replace(target)
        return target.name


def _edited(value: Json, edit: Edit) -> Json:
    """The tree with `edit` applied to each node, innermost first."""
    if isinstance(value, dict):
        return {name: _edited(content, edit) for name, content in value.items()}
    if not isinstance(value, list):
        return value
    result: list[Json] = []
    for one in value:
        changed = _edited(one, edit)
        result += edit(changed) if isinstance(changed, dict) and "t" in changed else [changed]
    return result


def _without_dangers(node: Node, pictures: _Pictures) -> list[Node]:
    """The node without what Typst would refuse or run: raw markup, links to nowhere, pictures it can't show."""
    content: Json = node.get("c")
    match node["t"]:
        case "RawInline" | "RawBlock":
            return []
        case "Link":
            _, inlines, (target, _) = content
            return list(inlines) if target.startswith("#") else [node]
        case "Image":
            attributes, inlines, (source, title) = content
            named = pictures.named(source)
            return [{"t": "Image", "c": [attributes, inlines, [named, title]]}] if named else list(inlines)
        case _:
            return [node]


def _as_it_is(node: Node) -> list[Node]:
    return [node]


def _formula_as_text(node: Node) -> list[Node]:
    """Not every formula that Word can hold is one to Typst."""
    return [{"t": "Str", "c": node["c"][1]}] if node["t"] == "Math" else [node]


def _picture_as_text(node: Node) -> list[Node]:
    """What a picture says of itself, in its place."""
    inlines: list[Node] = node["c"][1] if node["t"] == "Image" else [node]
    return inlines
