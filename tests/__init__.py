"""Parts that several test rooms share."""
