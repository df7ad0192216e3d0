"""Tables, repositories and blobs."""
