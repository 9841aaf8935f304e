"""The written procedure as data: conditions, stages, clocks, gates, and their check."""
