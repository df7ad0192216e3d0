"""Tests through the HTTP door."""
