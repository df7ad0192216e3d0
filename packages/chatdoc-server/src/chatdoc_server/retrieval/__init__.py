"""A question and some indexes to ranked passages."""
