"""Peers: who asks, where proxies stand between the customer and the desk.

What a proxy says of a request is believed if the proxy is named in the settings, and
thrown away otherwise: anybody can send these headers.
"""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass, field
from ipaddress import IPv6Address, IPv6Network, ip_address, ip_network
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from ipaddress import IPv4Address
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

_X = ("FOR", "HOST", "PROTO", "PORT", "BY", "PREFIX")
_FORWARDED = ("HTTP_FORWARDED", *(f"HTTP_X_FORWARDED_{what}" for what in _X))
_FOR, _HOST, _PROTO = (f"HTTP_X_FORWARDED_{what}" for what in ("FOR", "HOST", "PROTO"))
_WITH_PORT = re.compile(r"(?:\[([^]]+)\]|([\d.]+))(?::\d+)?")
_MOST_TOLD = 10
_THROWN_AWAY = (
    "máy %s gửi kèm X-Forwarded-… nhưng không được tin, nên mọi khách qua máy ấy bị "
    "coi là một người; nếu đó là proxy của công ty, xin thêm vào [web] proxies"
)


def address(text: str) -> IPv4Address | IPv6Address | None:
    """An address as the system or a proxy writes it, with or without a port."""
    whole = _WITH_PORT.fullmatch(text.strip())
    try:
        parsed = ip_address(whole[1] or whole[2] if whole else text.strip())
    except ValueError:
        return None
    return (isinstance(parsed, IPv6Address) and parsed.ipv4_mapped) or parsed


def network(text: str) -> str:
    """What counts as one sender: an IPv6 customer owns the 64 bits below."""
    parsed = address(text)
    if parsed is None:
        return text
    if isinstance(parsed, IPv6Address):
        return str(IPv6Network((int(parsed), 64), strict=False))
    return str(parsed)


class Proxies:
    """The proxies that are believed.

    Args:
        written: Addresses and networks: ``127.0.0.1``, ``10.0.0.0/8``.
    """

    def __init__(self, written: Iterable[str]) -> None:
        self._networks = [ip_network(one, strict=False) for one in written]

    def __contains__(self, peer: object) -> bool:
        """Whether an address is one of theirs."""
        found = address(str(peer))
        return found is not None and any(found in one for one in self._networks)

    def client(self, peer: str, forwarded_for: str) -> str:
        """The last address on the way that is no proxy's; the first if all are.

        Args:
            peer: Who opened the connection.
            forwarded_for: What they say who asked them, each proxy adding one.
        """
        said = (address(hop) for hop in reversed(forwarded_for.split(",")))
        way = [peer, *(str(hop) for hop in said if hop)]
        return next((hop for hop in way if hop not in self), way[-1])


@dataclass(frozen=True)
class Believing:
    """Pages that know who asks, by which name and over which protocol.

    Attributes:
        app: The pages.
        proxies: Whose word counts.
    """

    app: WSGIApplication
    proxies: Proxies
    _told: set[str] = field(default_factory=set)

    def __call__(
        self, environ: WSGIEnvironment, start_response: StartResponse
    ) -> Iterable[bytes]:
        """Answer one request."""
        peer = environ.get("REMOTE_ADDR", "")
        said = dict(_taken_out(environ))
        if peer in self.proxies:
            environ.update(self._believed(peer, said))
        elif said:
            self._tell(peer)
        return self.app(environ, start_response)

    def _believed(self, peer: str, said: dict[str, str]) -> Iterator[tuple[str, str]]:
        yield "REMOTE_ADDR", self.proxies.client(peer, said.get(_FOR, ""))
        if host := _last(said.get(_HOST, "")):
            yield "HTTP_HOST", host
        if (scheme := _last(said.get(_PROTO, "")).lower()) in {"http", "https"}:
            yield "wsgi.url_scheme", scheme

    def _tell(self, peer: str) -> None:
        """Say once for each machine what was thrown away; many are an attack."""
        if peer not in self._told and len(self._told) < _MOST_TOLD:
            self._told.add(peer)
            logging.getLogger(__name__).warning(_THROWN_AWAY, peer)


def _taken_out(environ: WSGIEnvironment) -> Iterator[tuple[str, str]]:
    for key in _FORWARDED:
        if key in environ:
            yield key, environ.pop(key)


def _last(listed: str) -> str:
    """What the proxy next to us added to a list."""
    return listed.rpartition(",")[2].strip()
