"""How a book looks, said once for every store."""
