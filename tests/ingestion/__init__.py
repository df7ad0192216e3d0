"""Tests of how documents are taken in, by real processes."""
