"""Exported answers: claims, Markdown, highlights."""
