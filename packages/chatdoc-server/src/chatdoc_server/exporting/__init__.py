"""Answers with their proof, and whole documents, as files to keep."""
