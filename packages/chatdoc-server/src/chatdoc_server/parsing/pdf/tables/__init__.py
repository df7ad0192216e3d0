"""Tables: found by the alignment of what stands in rows, and rebuilt as grids."""
