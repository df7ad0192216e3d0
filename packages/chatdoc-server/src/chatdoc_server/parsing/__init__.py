"""Bytes to documents: one parser a format, run apart from the service."""
