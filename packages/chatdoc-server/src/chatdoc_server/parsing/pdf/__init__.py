"""PDF to document: a pipeline of small steps, from words to a heading tree."""

from chatdoc_server.parsing.pdf.pipeline import PdfParser
from chatdoc_server.parsing.pdf.read import is_pdf

__all__ = ["PdfParser", "is_pdf"]
