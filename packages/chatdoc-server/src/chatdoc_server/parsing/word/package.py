"""A copy of a .docx package without what reaches out of it: no linked files, no macros, nothing that is too large.

A package names what it uses in parts of relationships (ISO/IEC 29500-2, 6.5). Links to other places that a reader would
load (images, objects, templates, other documents) go; hyperlinks are only text and stay.
"""

import re
import zipfile
from pathlib import Path, PurePosixPath

from lxml import etree

from chatdoc_server.errors import DocumentError, DocumentStatus
from chatdoc_server.parsing.archives import MEGABYTE, open_archive

DAMAGED = "Your file is damaged, so we can't convert it to PDF. Please save it again as .docx or PDF and upload that."

_HYPERLINK = "/hyperlink"
_MACROS = re.compile(r"vba(project|data|projectsignature\w*)\.(bin|xml)", re.IGNORECASE)
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//|\\\\", re.IGNORECASE)
_SETTINGS = "word/settings.xml"
_SMALL = 32 * MEGABYTE
_FAST = 1


def copy_without_links(source: Path, target: Path) -> None:
    """Writes a copy of the package at `source` that refers to nothing outside and has no macros.

    It also asks to be shown with its tracked changes made: what somebody deleted is no longer said.

    Raises:
        DocumentError: PDF_CONVERT_ERROR when the package is damaged, protected, or too large once unpacked.
    """
    with (
        open_archive(source, DocumentStatus.PDF_CONVERT_ERROR) as archive,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=_FAST) as copy,
    ):
        for name in archive.names():
            if _MACROS.fullmatch(PurePosixPath(name).name):
                continue
            if name.lower().endswith(".rels"):
                copy.writestr(name, _inner(archive.read(name, _SMALL)))
            elif name == _SETTINGS:
                copy.writestr(name, _with_changes_made(archive.read(name, _SMALL)))
            else:
                copy.writestr(name, archive.read(name))


def _inner(relationships: bytes) -> bytes:
    """The relationships that lead to other parts of the package, and hyperlinks."""
    root = _parsed(relationships)
    for one in list(root):
        if not isinstance(one.tag, str) or _leads_out(one):
            root.remove(one)
    return _written(root)


def _leads_out(relationship: etree._Element) -> bool:
    kind, target = relationship.get("Type", ""), relationship.get("Target", "").strip()
    if kind.endswith(_HYPERLINK):
        return False
    is_external = relationship.get("TargetMode", "").strip().lower() == "external"
    is_macro = _MACROS.fullmatch(PurePosixPath(target).name) is not None
    return is_external or is_macro or _ELSEWHERE.match(target) is not None


def _with_changes_made(settings: bytes) -> bytes:
    """The settings with the view of tracked changes (ISO/IEC 29500-1, 17.15.1.69) that shows none of them."""
    root = _parsed(settings)
    space = etree.QName(root).namespace
    view = etree.QName(space, "revisionView")
    for one in root.findall(str(view)):
        root.remove(one)
    root.insert(0, etree.Element(view, {etree.QName(space, "markup"): "0"}))
    return _written(root)


def _parsed(part: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(part, parser)
    except etree.XMLSyntaxError as error:
        raise DocumentError(DocumentStatus.PDF_CONVERT_ERROR, DAMAGED) from error


def _written(root: etree._Element) -> bytes:
    part: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return part
