"""HTML and XHTML from strangers to a tree, and a walk over that tree that no depth can break."""

import html
import re
from collections.abc import Callable, Iterator
from enum import Enum, auto

from lxml import etree
from lxml.etree import _Element as Node

from chatdoc_server.errors import DocumentError, DocumentStatus

MOST_TAGS = 6_000_000
"""Tags of a text above which it is not read as HTML."""

TOO_MUCH = "Your file holds more text than we can deal with."
TOO_DEEP = "Your file nests its elements too deeply to be read as HTML."
NO_HTML = "Your file can't be read as HTML. Please save it again and upload that."

_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\u00ad\ufeff]")
"""What shows nothing and stands in the way of words: controls, non-characters, soft hyphens, byte order marks."""
_LINE_ENDS = {0x0B: "\n", 0x0C: "\n"}
_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
_DOCTYPE = re.compile(r"<!DOCTYPE[^>\[]*>", re.IGNORECASE)
_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]*);")
_XML_ENTITIES = frozenset({"amp", "lt", "gt", "quot", "apos"})


class Step(Enum):
    """What the walk comes across."""

    START = auto()
    TEXT = auto()
    END = auto()


def cleaned(text: str) -> str:
    """The text without characters that show nothing, as the trees here hold it."""
    return _CONTROLS.sub("", text).translate(_LINE_ENDS)


def read_html(text: str) -> Node | None:
    """The root of the tree that a browser makes of the text, roughly; None when there is nothing in it.

    Nothing is fetched. Elements may nest 2,048 deep, which is libxml2's own bound.

    Raises:
        DocumentError: HTML_PARSE_ERROR when they nest deeper, EXCEED_TOKENS_ERROR when there are far too many.
    """
    if text.count("<") > MOST_TAGS:
        raise DocumentError(DocumentStatus.EXCEED_TOKENS_ERROR, TOO_MUCH)
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True)
    data = cleaned(text).encode()
    if not data.strip():
        return None
    try:
        root = etree.fromstring(data, parser)
    except etree.ParserError:
        return None
    except etree.XMLSyntaxError as error:
        raise DocumentError(DocumentStatus.HTML_PARSE_ERROR, _reason(parser)) from error
    if any(entry.level == etree.ErrorLevels.FATAL for entry in parser.error_log):
        raise DocumentError(DocumentStatus.HTML_PARSE_ERROR, _reason(parser))
    return root


def read_xhtml(text: str) -> Node | None:
    """The root of an XHTML text; what is not well-formed, or declares entities, is read as HTML.

    Raises:
        DocumentError: as `read_html`.
    """
    if "<!ENTITY" not in text:
        body = _DOCTYPE.sub("", _DECLARATION.sub("", cleaned(text), count=1), count=1)
        body = _ENTITY.sub(_as_character, body)
        try:
            return etree.fromstring(body.encode(), xml_parser())
        except etree.XMLSyntaxError:
            pass
    return read_html(text)


def xml_parser() -> etree.XMLParser:
    """A parser for XML from strangers: no entities, no document types, nothing from outside."""
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


def tag_of(node: Node) -> str:
    """The local name of an element in lower case; empty for comments and the like."""
    tag = node.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def walk(root: Node, enter: Callable[[Node], bool]) -> Iterator[tuple[Step, Node, str]]:
    """Every element as it starts and ends, and every text, in the order they stand in the document.

    What stands inside an element is passed over when `enter` says no; so is what stands in comments.
    """
    path: list[tuple[Node, Iterator[Node]]] = []
    yield Step.START, root, ""
    if root.text:
        yield Step.TEXT, root, root.text
    path.append((root, iter(root)))
    while path:
        parent, children = path[-1]
        child = next(children, None)
        if child is None:
            path.pop()
            yield Step.END, parent, ""
            if path and parent.tail:
                yield Step.TEXT, path[-1][0], parent.tail
        elif not isinstance(child.tag, str) or not enter(child):
            if child.tail:
                yield Step.TEXT, parent, child.tail
        else:
            yield Step.START, child, ""
            if child.text:
                yield Step.TEXT, child, child.text
            path.append((child, iter(child)))


def title_of(root: Node) -> str:
    """What the document calls itself in its `title`; empty when it has none."""
    for node in root.iter():
        if tag_of(node) == "title" and (node.getparent() is None or tag_of(node.getparent()) == "head"):
            return " ".join("".join(node.itertext()).split())
    return ""


def _as_character(match: re.Match[str]) -> str:
    name = match[1]
    if name in _XML_ENTITIES:
        return match[0]
    character = html.unescape(match[0])
    return match[0] if character == match[0] else html.escape(character)


def _reason(parser: etree.HTMLParser) -> str:
    too_deep = any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log)
    return TOO_DEEP if too_deep else NO_HTML
