"""Tests of cutting, embedding and the index file."""
