"""How fast the program is, always against the floor: Kiwi alone on the same texts. Run with `make bench`."""
