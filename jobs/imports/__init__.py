"""Files of other programs: which column is meant, and what becomes of a row."""
