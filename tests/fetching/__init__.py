"""Tests of fetching websites, from real ones on this machine."""
