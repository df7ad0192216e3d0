"""Tests of questions, scores and search."""
