"""The app: the desk's pages put together, with what every answer carries."""

from __future__ import annotations

from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask import Flask

from forms_app import errors, reader
from forms_app.health import Health
from forms_app.intake import Intake
from forms_app.received import Received
from forms_app.signing import Signer

if TYPE_CHECKING:
    from collections.abc import Iterable
    from wsgiref.types import StartResponse, WSGIEnvironment

    from flask import Response

    from forms_app.desk_port import Desk

MOST_BYTES = 1_000_000
"""Of one request; the longest form is a tenth of it."""
_STATIC = Path(__file__).parent / "static"
_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'"
)
_HEADERS = [
    ("Content-Security-Policy", _POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    # Without a referrer some browsers say that a form came from nowhere.
    ("Referrer-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
]


class Pages(Flask):
    """A Flask that puts on every answer what browsers need to know."""

    def wsgi_app(
        self, environ: WSGIEnvironment, start_response: StartResponse
    ) -> Iterable[bytes]:
        """Answer one request."""

        def start(status: str, headers: list[tuple[str, str]], *error: Any) -> Any:  # noqa: ANN401 - WSGI's own
            return start_response(status, headers + _HEADERS, *error)

        return super().wsgi_app(environ, start)


def create_app(desk: Desk) -> Flask:
    """The pages of a desk."""
    app = Pages(__name__)
    app.config["MAX_CONTENT_LENGTH"] = MOST_BYTES
    app.config["MAX_FORM_MEMORY_SIZE"] = MOST_BYTES
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = 31_536_000  # addresses carry a version
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.before_request(partial(reader.greet, desk.settings.company.language))
    app.after_request(_keep_private)
    app.context_processor(partial(_context, desk, _version()))
    errors.register(app)
    intake = Intake(desk, Signer(desk.keys))
    app.add_url_rule("/", "intake", intake.show)
    app.add_url_rule("/", "send", intake.send, methods=["POST"])
    app.add_url_rule("/da-nhan/<token>", "received", Received(desk).show)
    app.add_url_rule("/healthz", "health", Health(desk).show)
    return app


def _keep_private(response: Response) -> Response:
    """A page is nobody else's to keep; its own browser may, for the way back."""
    if response.mimetype in {"text/html", "application/json"}:
        response.headers["Cache-Control"] = "private, no-cache"
    return response


def _version() -> str:
    """Changes when the look changes, so that browsers may keep the old one for ever."""
    style = (_STATIC / "style.css").read_bytes()
    return sha256(style).hexdigest()[:12]


def _context(desk: Desk, version: str) -> dict[str, object]:
    """What every template may use."""
    language = reader.language()
    return {
        "_": language.say,
        "tell": language.tell,
        "language": language,
        "place": reader.place,
        "company": desk.settings.company,
        "hotline": desk.settings.company.hotline.replace(" ", "\N{NO-BREAK SPACE}"),
        "style": version,
    }
