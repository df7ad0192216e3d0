"""Computations that a question asks for: read from its words, as expressions over line items and periods."""
