"""Text of documents, names and earlier messages made fit to be quoted to a language model: data, never instructions.

Sources are set apart by delimiters that no quoted text can write ("delimiting" in Hines et al., Defending Against
Indirect Prompt Injection Attacks With Spotlighting, arXiv 2403.14720), and what a chat template or the eye of the model
could take for the end of the quotation is changed by a sign or two, so that figures and words stay what they are.
"""

import re
import unicodedata

_LOOKALIKES = str.maketrans("<>[]【】＜＞［］", "‹›()〔〕‹›()")
"""No tag of ours, no control token of a template (<|im_start|>, [INST], <start_of_turn>), no marker without these."""
_KEPT_FORMATS = frozenset("\u200c\u200d")
"""Joiners that Persian, Indic scripts and emoji are written with."""
_TURN = re.compile(
    r"^([^\S\n]*)(?=(?:[#*]+\s*)?(?:system|developer|user|assistant|human|ai|instructions?|input|response)\b\s*\**\s*:)",
    re.IGNORECASE | re.MULTILINE,
)
"""Lines that begin like a turn where the template of a model is plain text ("USER:", "### Instruction:")."""
_LINE_END = re.compile("\r\n?|[\v\f\x85\u2028\u2029]")
_MARKER = re.compile(r"\s*[\[【]\s*(?:<span[^<>]*>)?\s*\d{1,3}(?:\s*[,;]\s*\d{1,3})*\s*(?:</span>)?\s*[\]】]")


def quoted(text: str) -> str:
    """The text as it may stand inside a source: it closes no tag, opens no turn, forges no marker, hides nothing."""
    return _TURN.sub(r"\1› ", visible(text).translate(_LOOKALIKES))


def quoted_line(text: str) -> str:
    """The same on one line, for names and headings."""
    return " ".join(quoted(text).split())


def without_markers(text: str) -> str:
    """An earlier answer without the markers in it, which would point at other sources now."""
    return _MARKER.sub("", text)


def visible(text: str) -> str:
    """The text without characters that nobody sees and a model reads; every line ends with a line feed.

    Such are, by the categories of the Unicode Standard, controls, formats (tags, bidirectional controls, fillers; but
    for joiners), private use and what is unassigned, and variation selectors.
    """
    if text.isascii() and text.isprintable():
        return text
    lines = _LINE_END.sub("\n", text)
    return lines.translate({ord(one): None for one in set(lines) if not _seen(one)})


def _seen(character: str) -> bool:
    if character in "\n\t" or character in _KEPT_FORMATS:
        return True
    return unicodedata.category(character)[0] != "C" and not _is_variation_selector(ord(character))


def _is_variation_selector(code: int) -> bool:
    return 0xFE00 <= code <= 0xFE0F or 0xE0100 <= code <= 0xE01EF
