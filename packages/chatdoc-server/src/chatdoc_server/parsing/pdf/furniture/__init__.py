"""What stands on pages but is no part of what they say: running heads and feet, margins, watermarks, line numbers."""
