"""Drawings and pictures that are figures, and the texts that belong to them."""
