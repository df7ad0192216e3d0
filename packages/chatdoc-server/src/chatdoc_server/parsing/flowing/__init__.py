"""Formats without pages to canonical HTML: one module a format."""
