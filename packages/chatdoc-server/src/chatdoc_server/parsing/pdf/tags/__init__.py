"""What a tagged PDF says of its own structure."""
