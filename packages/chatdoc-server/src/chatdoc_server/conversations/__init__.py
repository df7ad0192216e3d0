"""The use case of asking: quota, retrieval, answer, citations, record."""
