"""A page as it came, made to stand for itself: in UTF-8, with the address that its links count from."""

import codecs
import html
import re
from pathlib import Path

import httpx

from chatdoc_server.errors import BadRequest, DocumentError, DocumentStatus
from chatdoc_server.fetching.addresses import parse_url

_HTML_TYPES = frozenset({"text/html", "application/xhtml+xml"})
_TEXT_TYPES = frozenset({"text/plain", "text/markdown", "text/x-markdown", "text/csv"})
_MAYBE_HTML = frozenset({"", "*/*", "application/octet-stream", "application/xml", "text/xml", "text/plain"})
_HEAD_BYTES = 8192
_HEAD_CHARACTERS = 1 << 16

# How a page shows what it is when nothing else says so, after comments and a declaration of XML.
_LOOKS_LIKE_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html)[\s>]", re.IGNORECASE | re.DOTALL
)
# Bytes that no text has, except in UTF-16 (https://mimesniff.spec.whatwg.org/#binary-data-byte).
_BINARY = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_IN_HEADER = re.compile(r";\s*charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_IN_PAGE = re.compile(
    rb"<\?xml[^>]{0,200}?\sencoding\s*=\s*[\"']([\w.:-]+)|<meta[^>]{0,500}?charset\s*=\s*[\"']?\s*([\w.:-]+)",
    re.IGNORECASE,
)
_CODECS = re.compile(
    r"utf-8|utf-16-[lb]e|cp(?:866|874|932|949|950|125\d)|iso8859-\d+|koi8-[rut]|mac-(?:roman|cyrillic)"
    r"|gb18030|big5hkscs|euc_jp|iso2022_jp"
)
# What the web means by a name where a codec of that name is narrower (https://encoding.spec.whatwg.org/#names-and-labels).
_MEANT = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874", "tis-620": "cp874",
    "gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs", "shift_jis": "cp932", "euc_kr": "cp949",
    "utf-16": "utf-16-le", "utf-8-sig": "utf-8",
}  # fmt: skip

_XML_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,500}\?>\s*", re.IGNORECASE)
_TOKEN = re.compile(r"<!--|<(html|head|base|body)(?=[\s/>])([^>]{0,2000})>", re.IGNORECASE)
_HREF = re.compile(r"\bhref\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE)
_DOCTYPE = re.compile(r"\s*<!doctype[^>]{0,1000}>", re.IGNORECASE)


def make_whole(path: Path, content_type: str, url: httpx.URL) -> None:
    """Rewrites a file that was fetched from `url`: HTML says its encoding and address, text is UTF-8.

    Other files, and text whose encoding nothing tells, keep their bytes. The encoding is told by a byte order mark,
    the header `content_type`, or the page, in this order, as browsers have it.

    Raises:
        DocumentError: HTML_EMPTY_BODY_ERROR, there is nothing in the file.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
    if not head.strip() and not path.read_bytes().strip():
        raise DocumentError(
            DocumentStatus.HTML_EMPTY_BODY_ERROR, "The website is empty: there is nothing to read on it."
        )
    media_type = content_type.split(";", maxsplit=1)[0].strip().lower()
    declared = _declared_encoding(head, content_type)
    is_html = media_type in _HTML_TYPES or (media_type in _MAYBE_HTML and _looks_like_html(head, declared))
    if not (is_html or media_type in _TEXT_TYPES) or _is_binary(head, declared):
        return
    data = path.read_bytes()
    text, encoding = _decoded(data, declared)
    if is_html:
        text = _with_address(text, encoding, url)
    path.write_bytes(text.encode(encoding, "replace"))


def _looks_like_html(head: bytes, declared: str) -> bool:
    if declared.startswith("utf-16"):
        head = head.decode(declared, "replace").encode()
    return _LOOKS_LIKE_HTML.match(head.removeprefix(codecs.BOM_UTF8)) is not None


def _is_binary(head: bytes, declared: str) -> bool:
    """Whether the content contradicts a header that calls it text."""
    if declared.startswith("utf-16") or _looks_like_html(head, declared):
        return False
    return head.lstrip().startswith(b"%PDF") or _BINARY.search(head) is not None


def _declared_encoding(head: bytes, content_type: str) -> str:
    """The codec for what the page is said to be in, empty when nothing says it."""
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return encoding
    if (found := _IN_HEADER.search(content_type)) and (encoding := _codec(found.group(1))):
        return encoding
    if inner := _IN_PAGE.search(head):
        encoding = _codec((inner.group(1) or inner.group(2)).decode("ascii"))
        # A page that can be read so far is not in UTF-16, whatever it says.
        return "utf-8" if encoding.startswith("utf-16") else encoding
    return ""


def _codec(label: str) -> str:
    for name in (label, label.lower().removeprefix("x-")):
        try:
            found = codecs.lookup(name).name
        except LookupError:
            continue
        meant = _MEANT.get(found, found)
        return meant if _CODECS.fullmatch(meant) else ""
    return ""


def _decoded(data: bytes, declared: str) -> tuple[str, str]:
    """The text, and the encoding to write it in: UTF-8, or the bytes' own where nothing tells it."""
    if not declared:
        try:
            return data.decode("utf-8"), "utf-8"
        except UnicodeDecodeError:
            # Every byte stays what it is; whoever reads the page makes out its encoding from all of it.
            return data.decode("latin-1"), "latin-1"
    text = data.decode(declared, "replace").removeprefix("\ufeff")
    # A parser would take it for the end.
    return text.replace("\x00", "\ufffd"), "utf-8"


def _with_address(text: str, encoding: str, url: httpx.URL) -> str:
    """The page with its address, and its encoding where that is known, first in its head."""
    text = text[found.end() :] if (found := _XML_DECLARATION.match(text)) else text
    place, base = _head_of(text)
    # Closed, so that XHTML stays well-formed.
    charset = '<meta charset="utf-8"/>' if encoding == "utf-8" else ""
    # A server may call HTML what does not look so.
    doctype = "" if place else "<!doctype html>"
    return f'{text[:place]}{doctype}{charset}<base href="{html.escape(_joined(url, base))}"/>{text[place:]}'


def _head_of(text: str) -> tuple[int, str]:
    """Where the head of a page begins, its tag left out or not, and what its own links count from.

    Looks at the beginning only, and takes time in proportion to it whatever stands there.
    """
    places = {"doctype": found.end()} if (found := _DOCTYPE.match(text)) else {}
    position, base = 0, ""
    while token := _TOKEN.search(text, position, _HEAD_CHARACTERS):
        position = token.end()
        name = (token.group(1) or "").lower()
        if not name:
            position = text.find("-->", position)
            if position < 0:
                break
        elif name == "body":
            break
        elif name == "base":
            href = _HREF.search(token.group(2))
            base = base or html.unescape(next(filter(None, href.groups()), "") if href else "")
        else:
            places.setdefault(name, position)
    return next((places[name] for name in ("head", "html", "doctype") if name in places), 0), base


def _joined(url: httpx.URL, base: str) -> str:
    """The address that a page's links count from: its own, or what it names instead."""
    try:
        return str(parse_url(str(url.join(base.strip()))))
    except (BadRequest, httpx.InvalidURL, ValueError):
        return str(url)
