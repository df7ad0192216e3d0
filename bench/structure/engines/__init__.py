"""The engines that are compared: each reads files in its own way, and says what it read as a `Structure`."""
