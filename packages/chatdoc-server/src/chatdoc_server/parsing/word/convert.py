"""The converters of Word's formats. Whatever fails here ends at PDF_CONVERT_ERROR, a password too.

Macros are never run: a package loses them before it is converted, and LibreOffice is told to run none.
"""

import shutil
from pathlib import Path

from chatdoc_server.errors import DocumentError, DocumentStatus
from chatdoc_server.parsing.archives import PROTECTED, is_zip
from chatdoc_server.parsing.base import Converted, Tools
from chatdoc_server.parsing.filesystem import can_hide_files
from chatdoc_server.parsing.word.office import convert_with_office
from chatdoc_server.parsing.word.package import DAMAGED, copy_without_links
from chatdoc_server.parsing.word.recognise import BROKEN, RTF_MAGIC, WORD_STREAM, head, opened
from chatdoc_server.parsing.word.typeset import convert_with_typst

NEEDS_OFFICE = (
    "Your file is a .doc, which this server can't convert to PDF. Please save it as .docx or PDF and upload that, "
    "or have LibreOffice (libreoffice-writer) installed on the server."
)

UNSAFE_RTF = "Your file is RTF, which this server can't convert to PDF. Please save it as .docx or PDF and upload that."

# [MS-DOC] 2.5.2, FibBase: the flags stand at byte 10, and the ninth of them says that the document is encrypted.
_FLAGS = slice(10, 12)
_ENCRYPTED = 0x0100


class DocxConverter:
    """Converts .docx: with LibreOffice where there is one, else with pandoc and Typst, which keep the text only."""

    def convert(self, path: Path, scratch: Path, tools: Tools) -> Converted:
        """See `Converter`.

        Raises:
            DocumentError: PDF_CONVERT_ERROR when the file is damaged, protected or too large once unpacked.
        """
        if not is_zip(path):
            raise DocumentError(DocumentStatus.PDF_CONVERT_ERROR, PROTECTED)
        package = scratch / "document.docx"
        copy_without_links(path, package)
        if tools.soffice:
            return Converted(convert_with_office(tools.soffice, package, scratch))
        return Converted(convert_with_typst(package, scratch))


class DocConverter:
    """Converts .doc and RTF with LibreOffice."""

    def convert(self, path: Path, scratch: Path, tools: Tools) -> Converted:
        """See `Converter`.

        Raises:
            DocumentError: PDF_CONVERT_ERROR when the file is damaged or protected, LibreOffice is not there, or it is
                RTF and the kernel can't hide the machine's files from LibreOffice.
        """
        is_rtf = head(path, len(RTF_MAGIC)) == RTF_MAGIC
        if not is_rtf and _is_protected(path):
            raise DocumentError(DocumentStatus.PDF_CONVERT_ERROR, PROTECTED)
        if not tools.soffice:
            raise DocumentError(DocumentStatus.PDF_CONVERT_ERROR, NEEDS_OFFICE)
        if is_rtf and not can_hide_files():
            # LibreOffice shows pictures that RTF names, from wherever they are, and no setting of it changes that.
            raise DocumentError(DocumentStatus.PDF_CONVERT_ERROR, UNSAFE_RTF)
        # LibreOffice tells formats by content and suffix.
        named = scratch / ("document.rtf" if is_rtf else "document.doc")
        shutil.copyfile(path, named)
        return Converted(convert_with_office(tools.soffice, named, scratch))


def _is_protected(path: Path) -> bool:
    """Whether a .doc is encrypted.

    Raises:
        DocumentError: PDF_CONVERT_ERROR when it is too damaged to tell.
    """
    try:
        with opened(path) as compound, compound.openstream(WORD_STREAM) as stream:
            flags = stream.read(_FLAGS.stop)[_FLAGS]
    except BROKEN as error:
        raise DocumentError(DocumentStatus.PDF_CONVERT_ERROR, DAMAGED) from error
    return bool(int.from_bytes(flags, "little") & _ENCRYPTED)
