"""How well the structure of documents is read, beside other engines; see `python -m bench.structure --help`."""
