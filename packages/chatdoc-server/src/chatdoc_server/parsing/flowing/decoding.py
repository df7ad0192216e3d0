"""Bytes to text: by byte order mark, as UTF-8, as UTF-16, as declared, or in an older encoding that tells itself."""

import codecs
import re
from pathlib import Path

from charset_normalizer import from_bytes

from chatdoc_server.errors import DocumentError, DocumentStatus
from chatdoc_server.languages import detect

UNDECODABLE = "The characters of your file can't be decoded. Please save it as UTF-8 and upload it again."

SAMPLE = 1 << 17
"""Bytes that are looked at to tell an encoding or a format."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS = bytes(byte for byte in range(32) if byte not in b"\t\n\v\f\r\x1b\x1a") + b"\x7f"
_DECLARED = re.compile(
    rb"""<meta[^>]{1,200}?charset\s*=\s*["']?\s*([\w.:-]{1,40})|^\s*<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]{1,40})""",
    re.IGNORECASE,
)
_DECLARED_WITHIN = 4096
_WIDER = {"ascii": "cp1252", "iso8859-1": "cp1252", "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932"}
"""What browsers read for encodings that are often named wrongly (the WHATWG Encoding Standard)."""

_EAST_ASIAN = ("gb18030", "big5", "cp932", "euc_jp", "euc_kr")
_OTHER_SCRIPTS = ("cp1251", "koi8_r", "cp1253", "cp1255", "cp1256", "tis_620")
_LATIN = {
    "cp1252": frozenset({"en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "no", "nb", "fi", "is", "ca"}),
    "cp1250": frozenset({"cs", "sk", "pl", "hu", "sl", "hr", "ro"}),
    "cp1254": frozenset({"tr"}),
    "cp1257": frozenset({"lv", "lt", "et"}),
}
"""The encoding that Windows used for each language of the Latin script."""
_USUAL = frozenset(" \t\r\n.,;:!?-'\"()，。、；：！？“”‘’「」（）–—")
_WORD = re.compile(r"[^\W\d_]+")


def read_text(path: Path) -> str:
    """The text of a file, without its byte order mark.

    Raises:
        DocumentError: CONTENT_DECODE_ERROR when no encoding fits it.
    """
    return decode(path.read_bytes())


def decode(data: bytes) -> str:
    """The text that the bytes stand for, without a byte order mark.

    Raises:
        DocumentError: CONTENT_DECODE_ERROR when no encoding fits them.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], encoding)
    if encoding := _unmarked_utf16(data[:SAMPLE]):
        return _strictly(data, encoding)
    try:
        return data.decode()
    except UnicodeDecodeError:
        pass
    for encoding in (_declared(data), _told(data)):
        if encoding:
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                continue
    raise DocumentError(DocumentStatus.CONTENT_DECODE_ERROR, UNDECODABLE)


def is_text(path: Path) -> bool:
    """Whether a file holds text, though perhaps in an encoding that nobody can tell: no more than a few controls."""
    data = path.read_bytes()
    if not data:
        return False
    if data.startswith(tuple(mark for mark, _ in _MARKS)) or _unmarked_utf16(data[:SAMPLE]):
        return True
    controls = len(data) - len(data.translate(None, _CONTROLS))
    return 0 not in data and controls * 200 <= len(data)


def sample_of(path: Path) -> str:
    """The beginning of a text file, as far as formats are told by; empty when it can't be decoded.

    A line that is cut off at its end is left out, unless it is the only one.
    """
    with path.open("rb") as file:
        data = file.read(SAMPLE)
        is_whole = not file.read(1)
    text = _leniently(data)
    return text if is_whole else text[: text.rfind("\n") + 1] or text


def _leniently(data: bytes) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace")
    encoding = _unmarked_utf16(data) or _declared(data) or "utf-8"
    return data.decode(encoding, errors="replace")


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise DocumentError(DocumentStatus.CONTENT_DECODE_ERROR, UNDECODABLE) from error


def _unmarked_utf16(data: bytes) -> str:
    """UTF-16 without a byte order mark, told by characters of ASCII that stand among letters; else empty."""
    if 0 not in data:
        return ""
    for encoding in ("utf-16-le", "utf-16-be"):
        text = data[: len(data) // 2 * 2].decode(encoding, errors="replace")
        printed = sum(character.isprintable() or character in "\t\r\n" for character in text)
        usual = sum(character.isalnum() or character in _USUAL for character in text)
        ascii_ = sum(character.isascii() for character in text)
        if ascii_ and printed * 50 >= len(text) * 49 and usual * 10 >= len(text) * 9:
            return encoding
    return ""


def _declared(data: bytes) -> str:
    """The encoding that an HTML or XML text says it has; empty when it says none that exists, or UTF-16."""
    found = _DECLARED.search(data[:_DECLARED_WITHIN])
    if found is None:
        return ""
    try:
        name = codecs.lookup((found[1] or found[2]).decode("ascii")).name
        b"".decode(name)
    except (LookupError, UnicodeDecodeError):
        return ""
    # A declaration that can be read as ASCII is no UTF-16.
    return "" if name.startswith(("utf-16", "utf-32")) else _WIDER.get(name, name)


def _told(data: bytes) -> str:
    """An older encoding that the bytes can be told to have; empty when it would be a guess."""
    sample = data[:SAMPLE]
    sample = sample[: sample.rfind(b"\n") + 1] or sample
    unicode = sum(not character.isascii() for character in sample.decode(errors="ignore"))
    if unicode * 4 > len(sample) - len(sample.decode("ascii", errors="ignore")):
        # Most of it is UTF-8: it is damaged, and no other encoding would make words of it.
        return ""
    best = from_bytes(sample, cp_isolation=[*_EAST_ASIAN, *_OTHER_SCRIPTS], enable_fallback=False).best()
    if best is not None and _is_of_script(str(best)):
        if best.encoding in _EAST_ASIAN and best.percent_chaos < 1:
            return best.encoding
        if best.encoding in _OTHER_SCRIPTS and best.percent_coherence > 30:
            return best.encoding
    return _latin(sample)


def _is_of_script(text: str) -> bool:
    """Whether most letters are of another script than the Latin."""
    letters = [character for character in text if character.isalpha()]
    return sum(not character.isascii() for character in letters) * 2 > len(letters)


def _latin(sample: bytes) -> str:
    """The encoding of a text in the Latin script, by its language; its accents must stand within words."""
    text = sample.decode("cp1252", errors="ignore")
    accented = [word for word in _WORD.findall(text) if not word.isascii()]
    within = sum(any(character.isascii() for character in word) for word in accented)
    if not accented or within * 5 < len(accented) * 4:
        return ""
    language = detect(text)
    return next((encoding for encoding, languages in _LATIN.items() if language in languages), "")
