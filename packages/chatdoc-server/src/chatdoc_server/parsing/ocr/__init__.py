"""Character recognition: the image of a page to lines of words with boxes. Knows nothing of files or formats."""
