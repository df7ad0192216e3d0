"""The durable workflow that takes an uploaded file in."""
