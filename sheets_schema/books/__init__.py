"""The four books of the desk, one module for each tab that is large."""
