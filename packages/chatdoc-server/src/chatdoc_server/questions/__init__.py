"""What a question asks for, and the words that people and documents use for the same thing.

`statements`, `items`, `ratios` and `synonyms` are data; `naming` finds them in a text; `question` takes a
question apart with their help. Periods, sentences and words are read here once, for questions and documents alike.
"""
