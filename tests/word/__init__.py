"""Word and images: converted to PDF, and read like one."""
