"""A PDF file to raw pages: words, lines and drawings, tags, fields, and what the library leaves out."""
