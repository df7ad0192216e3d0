"""The hand-written part of the client; everything that is public stands in `chatdoc` itself."""
