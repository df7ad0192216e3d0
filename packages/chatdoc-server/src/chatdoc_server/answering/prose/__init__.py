"""Answers in the documents' own sentences."""
