"""EPUB (https://www.w3.org/TR/epub-33/) to canonical HTML.

The chapters stand in the order of the spine, with their pictures; the list of contents is left out.
"""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urldefrag

from lxml import etree
from lxml.etree import _Element as Node

from chatdoc_server.errors import DocumentError, DocumentStatus
from chatdoc_server.parsing.archives import Archive, open_archive, peek
from chatdoc_server.parsing.base import Converted, Tools
from chatdoc_server.parsing.flowing.decoding import decode
from chatdoc_server.parsing.html import Source, canonical, read_xhtml
from chatdoc_server.parsing.html.pictures import LARGEST
from chatdoc_server.parsing.html.read import tag_of, xml_parser

MEDIA_TYPE = b"application/epub+zip"
EMPTY = "There is no text in the chapters of your file."
NO_BOOK = "Your file is damaged: it does not say which chapters it has. Please save it again and upload that."
PROTECTED = "Your file is protected by its publisher (DRM) so we can't open it."

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_CHAPTERS = frozenset({"application/xhtml+xml", "text/html", "application/xml", "text/x-oeb1-document"})
_FONTS = frozenset({"http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"})
_ERROR = DocumentStatus.HTML_CONVERT_ERROR


def is_epub(path: Path) -> bool:
    """Whether the file is a zip archive that says it is an EPUB."""
    return (peek(path, "mimetype", 64) or b"").strip() == MEDIA_TYPE


@dataclass(frozen=True, slots=True)
class _Item:
    """A file that the package lists."""

    name: str
    media_type: str
    is_contents: bool


@dataclass(frozen=True, slots=True)
class _Package:
    """What the package document says: title, language, and the chapters in order."""

    title: str
    language: str
    chapters: tuple[_Item, ...]


class EpubConverter:
    """Makes one page of all chapters of a book."""

    def convert(self, path: Path, scratch: Path, tools: Tools) -> Converted:  # noqa: ARG002
        """The book as canonical HTML; see `Converter.convert`.

        Raises:
            DocumentError: HTML_CONVERT_ERROR when it is damaged, protected or too large, TEXT_PARSE_ERROR when there
                is no text in it, HTML_PARSE_ERROR, CONTENT_DECODE_ERROR.
        """
        with open_archive(path, _ERROR) as archive:
            _check_protection(archive)
            package = _package(archive)
            body = etree.Element("body")
            for chapter in package.chapters:
                for node in _content(archive, chapter.name):
                    body.append(node)

            def resolve(source: str) -> bytes | None:
                return archive.read(source, LARGEST) if source in archive and archive.size(source) <= LARGEST else None

            source = Source(
                body,
                package.title,
                package.language,
                resolve=resolve,
                empty=DocumentStatus.TEXT_PARSE_ERROR,
                nothing_to_read=EMPTY,
            )
            return Converted(canonical(source), package.title)


def _check_protection(archive: Archive) -> None:
    """Refuses a book whose chapters are encrypted; fonts that are only obscured do not matter."""
    if _ENCRYPTION not in archive:
        return
    for node in _xml(archive, _ENCRYPTION).iter():
        if tag_of(node) == "encryptionmethod" and node.get("Algorithm") not in _FONTS:
            parent = node.getparent()
            if parent is None or tag_of(parent) == "encrypteddata":
                raise DocumentError(_ERROR, PROTECTED)


def _package(archive: Archive) -> _Package:
    container = _xml(archive, _CONTAINER)
    names = (node.get("full-path", "") for node in container.iter() if tag_of(node) == "rootfile")
    name = next((found for found in names if found in archive), "")
    if not name:
        raise DocumentError(_ERROR, NO_BOOK)
    root = _xml(archive, name)
    items: dict[str, _Item] = {}
    spine: list[str] = []
    facts: dict[str, str] = {}
    for node in root.iter():
        tag = tag_of(node)
        if tag == "item":
            properties = node.get("properties", "").split()
            target = _target(name, node.get("href", ""))
            items[node.get("id", "")] = _Item(target, node.get("media-type", ""), "nav" in properties)
        elif tag == "itemref":
            spine.append(node.get("idref", ""))
        elif tag in {"title", "language"} and node.text and node.text.strip():
            facts.setdefault(tag, node.text.strip())
    found = (items[one] for one in dict.fromkeys(spine) if one in items)
    chapters = tuple(one for one in found if one.media_type in _CHAPTERS and not one.is_contents)
    if not chapters:
        raise DocumentError(_ERROR, NO_BOOK)
    return _Package(facts.get("title", ""), facts.get("language", ""), chapters)


def _content(archive: Archive, name: str) -> Iterator[Node]:
    """A chapter's body as one element, its pictures' addresses made names in the archive."""
    root = read_xhtml(decode(archive.read(name)))
    if root is None:
        return
    body = next((node for node in root.iter() if tag_of(node) == "body"), root)
    for node in body.iter():
        if tag_of(node) not in {"img", "image"}:
            continue
        for key, value in list(node.attrib.items()):
            is_address = str(key).rpartition("}")[2].lower() in {"src", "href"}
            if is_address and not str(value).lower().startswith("data:"):
                node.set(key, _target(name, str(value)))
    body.tail = None
    body.tag = "section"
    yield body


def _target(base: str, href: str) -> str:
    """The name in the archive of what a file refers to."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(base), unquote(urldefrag(href).url)))


def _xml(archive: Archive, name: str) -> Node:
    try:
        return etree.fromstring(archive.read(name), xml_parser())
    except etree.XMLSyntaxError as error:
        raise DocumentError(_ERROR, NO_BOOK) from error
