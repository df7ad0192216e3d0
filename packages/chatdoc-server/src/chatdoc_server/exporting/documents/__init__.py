"""Whole documents as files: Markdown, HTML, JSON of their structure, or Docling's JSON."""
