"""Passages to a stream of answer events."""
