"""Whether what an answer says is what the documents say, sentence by sentence."""
