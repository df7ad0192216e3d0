"""A page's rows to columns in reading order, with the tables and figures that stand in them."""
