"""Yes or no, where a sentence itself says so; one module for each language whose grammar of denial is known."""
