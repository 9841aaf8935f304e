"""The app: the desk's pages put together, with what every answer carries."""

from __future__ import annotations

import re
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask import Flask, abort, request

from forms_app import errors, reader
from forms_app.headers import HEADERS, ONLY_TLS
from forms_app.health import Health
from forms_app.intake import Intake
from forms_app.received import Received
from forms_app.signing import Signer

if TYPE_CHECKING:
    from collections.abc import Iterable
    from wsgiref.types import StartResponse, WSGIEnvironment

    from flask import Response

    from forms_app.desk_port import PagesDesk

MOST_BYTES = 1_000_000
"""Of one request; the longest form is a tenth of it."""
_STATIC = Path(__file__).parent / "static"
_LABELS = re.compile(r"(?!.{254})[\w-]{1,63}(\.[\w-]{1,63})*\.?(:\d{1,5})?", re.ASCII)
_IPV6 = re.compile(r"\[[\da-fA-F:.]{2,45}\](:\d{1,5})?")


class Pages(Flask):
    """A Flask that puts on every answer what browsers need to know."""

    def wsgi_app(
        self, environ: WSGIEnvironment, start_response: StartResponse
    ) -> Iterable[bytes]:
        """Answer one request; under a name that no machine has, with a refusal."""
        more = (
            [*HEADERS, ONLY_TLS] if environ["wsgi.url_scheme"] == "https" else HEADERS
        )

        def start(status: str, headers: list[tuple[str, str]], *error: Any) -> Any:  # noqa: ANN401 - WSGI's own
            return start_response(status, headers + more, *error)

        host = environ.get("HTTP_HOST", "")
        if host and not _is_host(host):
            environ |= {"HTTP_HOST": "", _MISCALLED: True}
        return super().wsgi_app(environ, start)


_MISCALLED = "langnghe.miscalled"


def _is_host(text: str) -> bool:
    """Whether a machine can be called so: werkzeug fails over what it cannot encode."""
    return bool(_LABELS.fullmatch(text) or _IPV6.fullmatch(text))


def _refuse_miscalled() -> None:
    if _MISCALLED in request.environ:
        abort(400)


def create_app(desk: PagesDesk) -> Flask:
    """The pages of a desk."""
    app = Pages(__name__)
    app.url_map.merge_slashes = False  # it leads away, to whatever host the asker names
    app.config["MAX_CONTENT_LENGTH"] = MOST_BYTES
    app.config["MAX_FORM_MEMORY_SIZE"] = MOST_BYTES
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = 31_536_000  # addresses carry a version
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.before_request(partial(reader.greet, desk.settings.company.language))
    app.before_request(_refuse_miscalled)
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


def _context(desk: PagesDesk, version: str) -> dict[str, object]:
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
