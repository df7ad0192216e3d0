"""The rows of a column to paragraphs, lists, notes, code and formulas."""
