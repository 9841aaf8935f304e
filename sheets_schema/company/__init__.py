"""The company behind the desk: people, procedure, hours and first rows."""
