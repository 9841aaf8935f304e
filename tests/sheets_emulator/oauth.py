"""The token endpoint: a signed assertion of a service account for a bearer token."""

from __future__ import annotations

import base64
import binascii
import functools
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from tests.sheets_emulator.errors import ApiError, scope_missing, unauthenticated

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.sheets_emulator.wire import Json

GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
GOOGLE = "https://oauth2.googleapis.com/token"
"""The audience that google-auth signs for, whatever the file's ``token_uri`` says."""
HOUR = 3600
SKEW = 300
"""Seconds by which the client's clock may differ."""


@functools.cache
def _key() -> rsa.RSAPrivateKey:
    """One key for all accounts of a process: making one takes long."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def new_account(email: str, *, token_uri: str, project: str = "emulator") -> Json:
    """The content of a service account's file, as Google's console writes it."""
    pem = _key().private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    base = token_uri.rpartition("/")[0]
    return {
        "type": "service_account",
        "project_id": project,
        "private_key_id": "emulator",
        "private_key": pem.decode(),
        "client_email": email,
        "client_id": "1",
        "auth_uri": f"{base}/auth",
        "token_uri": token_uri,
        "universe_domain": "googleapis.com",
    }


class RefusedError(Exception):
    """A token that is not given; the words are Google's."""


@dataclass(frozen=True)
class Grant:
    """What a token stands for."""

    email: str
    scopes: frozenset[str]
    until: float


@dataclass
class Door:
    """Who is known, and which tokens are out.

    Attributes:
        accounts: The file of each service account by its address.
        keys: Their public keys.
        anonymous: The caller that a request without a token counts as, or empty.
        wall: The machine's clock, for the clients sign with theirs.
    """

    wall: Callable[[], float]
    anonymous: str = ""
    accounts: dict[str, Json] = field(default_factory=dict)
    keys: dict[str, rsa.RSAPublicKey] = field(default_factory=dict)
    grants: dict[str, Grant] = field(default_factory=dict)

    def know(self, account: Json) -> None:
        """Accept assertions of the account whose file this is."""
        pem = account["private_key"].encode()
        key = serialization.load_pem_private_key(pem, None)
        public = key.public_key()
        if isinstance(public, rsa.RSAPublicKey):
            self.keys[account["client_email"]] = public
            self.accounts[account["client_email"]] = account

    def token(self, form: bytes, *, audience: str) -> tuple[int, Json]:
        """Status and answer of the token endpoint."""
        sent = {name: one[0] for name, one in parse_qs(form.decode()).items()}
        if sent.get("grant_type") != GRANT:
            return 400, {"error": "unsupported_grant_type"}
        try:
            claims = self._claims(sent.get("assertion", ""))
            self._hold(claims, audience)
        except RefusedError as error:
            return 400, {"error": "invalid_grant", "error_description": str(error)}
        scopes = frozenset(claims.get("scope", "").split())
        until = self.wall() + HOUR
        token = f"ya29.emulator-{len(self.grants) + 1}"
        self.grants[token] = Grant(claims["iss"], scopes, until)
        answer = {"access_token": token, "expires_in": HOUR - 1, "token_type": "Bearer"}
        return 200, answer

    def _claims(self, assertion: str) -> Json:
        try:
            head, body, signature = assertion.split(".")
            claims: Json = json.loads(_decoded(body))
            header = json.loads(_decoded(head))
            key = self.keys.get(claims.get("iss", ""))
            signed = _decoded(signature)
        except (ValueError, binascii.Error) as error:
            raise RefusedError(MALFORMED) from error
        if key is None:
            raise RefusedError(UNKNOWN)
        if header.get("alg") != "RS256":
            raise RefusedError(BADLY_SIGNED)
        try:
            whole = f"{head}.{body}".encode()
            key.verify(signed, whole, padding.PKCS1v15(), hashes.SHA256())
        except InvalidSignature as error:
            raise RefusedError(BADLY_SIGNED) from error
        return claims

    def _hold(self, claims: Json, audience: str) -> None:
        now = self.wall()
        issued, until = claims.get("iat", 0), claims.get("exp", 0)
        in_time = issued - SKEW <= now <= until + SKEW
        if not in_time or until - issued > HOUR:
            raise RefusedError(UNTIMELY)
        if claims.get("aud") not in (audience, GOOGLE):
            raise RefusedError(ELSEWHERE)

    def caller(self, header: str | None, scopes: tuple[str, ...]) -> str:
        """Who asks, by the Authorization header.

        Raises:
            ApiError: 401 or 403.
        """
        if not header and self.anonymous:
            return self.anonymous
        if not header:
            raise unregistered()
        grant = self.grants.get(header.removeprefix("Bearer "))
        if grant is None or grant.until < self.wall():
            raise unauthenticated()
        if scopes and not grant.scopes & set(scopes):
            raise scope_missing()
        return grant.email


def _decoded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def unregistered() -> ApiError:
    """403: a request that says nothing about who sends it."""
    message = (
        "Method doesn't allow unregistered callers (callers without established "
        "identity). Please use API Key or other form of API consumer identity to call "
        "this API."
    )
    return ApiError(403, message, "PERMISSION_DENIED")


MALFORMED = "Bad Request"
UNKNOWN = "Invalid grant: account not found"
BADLY_SIGNED = "Invalid JWT Signature."
UNTIMELY = (
    "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable "
    "timeframe. Check your iat and exp values in the JWT claim."
)
ELSEWHERE = "Failed audience check. The right audience is the token endpoint."
