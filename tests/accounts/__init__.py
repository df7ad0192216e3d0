"""Tests of the accounts room, on every database it supports."""
