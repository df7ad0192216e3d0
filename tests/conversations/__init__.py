"""Tests of asking, by real processes."""
