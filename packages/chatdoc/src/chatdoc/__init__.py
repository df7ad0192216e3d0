"""The client for ChatDOC."""
