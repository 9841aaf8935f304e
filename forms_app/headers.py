"""Headers: what every answer tells browsers, whoever makes it."""

from __future__ import annotations

_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'"
)
HEADERS = [
    ("Content-Security-Policy", _POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    # Without a referrer some browsers say that a form came from nowhere.
    ("Referrer-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
]
ONLY_TLS = ("Strict-Transport-Security", "max-age=31536000")
"""For pages that customers reach by https: not to be asked for otherwise any more."""
