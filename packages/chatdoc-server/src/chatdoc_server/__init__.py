"""The ChatDOC service: documents in, answers out, every claim traced to its place on the page."""
