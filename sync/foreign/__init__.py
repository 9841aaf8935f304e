"""Files of other programs as tables of cells."""
