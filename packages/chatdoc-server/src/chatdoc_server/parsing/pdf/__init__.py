"""PDF pages to structure, by small steps from words to a heading tree."""
