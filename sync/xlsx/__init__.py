"""Books as .xlsx files: read, drawn, and changed part by part."""
