"""The demo: a made-up company at work."""
