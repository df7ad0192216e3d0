"""Tests of the storage room, on every database and store it supports."""
