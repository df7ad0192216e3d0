"""Word to PDF: by LibreOffice where it is installed; where it is not, .docx by pandoc and Typst."""

from chatdoc_server.parsing.word.convert import DocConverter, DocxConverter
from chatdoc_server.parsing.word.recognise import is_doc, is_docx

__all__ = ["DocConverter", "DocxConverter", "is_doc", "is_docx"]
