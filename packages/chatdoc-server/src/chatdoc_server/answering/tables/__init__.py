"""Answers read off the cells of tables, and computed from them."""
