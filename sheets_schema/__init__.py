"""What the register says: pure, values in and values out."""
