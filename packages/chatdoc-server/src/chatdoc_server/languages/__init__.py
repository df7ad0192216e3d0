"""Natural languages: which one a text is in, and where its words and sentences end."""
