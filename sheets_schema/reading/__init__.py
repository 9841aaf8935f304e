"""How people type: from a cell's raw value to what it means."""
