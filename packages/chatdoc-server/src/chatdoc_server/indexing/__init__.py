"""Documents to passages, and passages to one immutable index file a document."""
