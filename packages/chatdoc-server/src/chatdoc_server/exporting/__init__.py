"""Answers with their proof, as files to keep: Markdown with footnotes, or the document with highlights."""
