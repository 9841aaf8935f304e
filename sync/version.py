"""The version of the program, as its database remembers it."""

VERSION = "0.2.0"
"""What `pyproject.toml` says as well; a test holds the two together."""
FIRST = "0.1.0"
"""The version that did not write into its database which one it was."""
