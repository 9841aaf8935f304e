"""The tables of the desk's database, version by version."""

VERSIONS: tuple[tuple[str, ...], ...] = ()
