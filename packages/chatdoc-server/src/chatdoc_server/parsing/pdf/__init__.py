"""PDF to document: a pipeline of small steps, from words to a heading tree."""

from chatdoc_server.parsing.pdf.file.read import is_pdf
from chatdoc_server.parsing.pdf.pipeline import PdfParser

__all__ = ["PdfParser", "is_pdf"]
