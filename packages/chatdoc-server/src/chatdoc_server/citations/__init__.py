"""What an answer says to the rectangles it came from."""
