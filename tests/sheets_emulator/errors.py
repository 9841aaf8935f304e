"""Refusals: every answer that is not a 200, in Google's status, words and shape."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from tests.sheets_emulator.wire import Json


BAD_REQUEST = "type.googleapis.com/google.rpc.BadRequest"
ERROR_INFO = "type.googleapis.com/google.rpc.ErrorInfo"


class ApiError(Exception):
    """An answer that refuses; ``body`` is the JSON that goes out."""

    def __init__(
        self, code: int, message: str, status: str, *, extra: Json | None = None
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.status = status
        self.extra = extra or {}

    @property
    def body(self) -> Json:
        """The error as Google writes it."""
        error = {"code": self.code, "message": self.message, "status": self.status}
        if not self.status:  # Drive's own errors carry none
            del error["status"]
        return {"error": {**error, **self.extra}}


class NotDoneError(ApiError):
    """Something that the emulator does not know: refused by name, never half done."""

    def __init__(self, name: str) -> None:
        super().__init__(501, f"The emulator does not do: {name}", "UNIMPLEMENTED")


class KindError(Exception):
    """A request of a batch that cannot be carried out; the batch adds its place."""


def refuse(message: str) -> NoReturn:
    """Refuse a request of a batch, in Google's words.

    Raises:
        KindError: Always.
    """
    raise KindError(message)


def invalid(message: str, *violations: tuple[str, str]) -> ApiError:
    """400, with the fields that were wrong if any are named."""
    extra: Json = {}
    if violations:
        found = [{"field": at, "description": why} for at, why in violations]
        for one in found:
            if not one["field"]:
                del one["field"]
        extra = {"details": [{"@type": BAD_REQUEST, "fieldViolations": found}]}
    return ApiError(400, message, "INVALID_ARGUMENT", extra=extra)


def not_found() -> ApiError:
    """404 of the Sheets API."""
    return ApiError(404, "Requested entity was not found.", "NOT_FOUND")


def forbidden() -> ApiError:
    """403 of the Sheets API: not shared, or shared to be read only."""
    return ApiError(403, "The caller does not have permission", "PERMISSION_DENIED")


def unauthenticated() -> ApiError:
    """401: the token is unknown or too old."""
    message = (
        "Request had invalid authentication credentials. Expected OAuth 2 access "
        "token, login cookie or other valid authentication credential. See "
        "https://developers.google.com/identity/sign-in/web/devconsole-project."
    )
    return ApiError(401, message, "UNAUTHENTICATED")


def drive_unauthenticated() -> ApiError:
    """401 of the Drive API: the same, with its list of errors."""
    where = {"location": "Authorization", "locationType": "header"}
    reason = {"domain": "global", "reason": "authError"}
    one = {"message": "Invalid Credentials", **reason, **where}
    plain = unauthenticated()
    return ApiError(401, plain.message, plain.status, extra={"errors": [one]})


def drive_missing(file_id: str) -> ApiError:
    """404 of the Drive API; it has no status word."""
    message = f"File not found: {file_id}."
    where = {"location": "fileId", "locationType": "parameter"}
    one = {"message": message, "domain": "global", "reason": "notFound", **where}
    return ApiError(404, message, "", extra={"errors": [one]})


def not_owner() -> ApiError:
    """403 of the Drive API: only the owner may do that."""
    message = "The user does not have sufficient permissions for this file."
    reason = {"domain": "global", "reason": "insufficientFilePermissions"}
    return ApiError(403, message, "", extra={"errors": [{"message": message} | reason]})


def storage_full() -> ApiError:
    """403 of the Drive API: a service account can own no files any more."""
    message = "The user's Drive storage quota has been exceeded."
    reason = {"domain": "usageLimits", "reason": "storageQuotaExceeded"}
    return ApiError(403, message, "", extra={"errors": [{"message": message} | reason]})


def scope_missing() -> ApiError:
    """403: the token was asked for without the scope that the method needs."""
    message = "Request had insufficient authentication scopes."
    info = {
        "@type": ERROR_INFO,
        "reason": "ACCESS_TOKEN_SCOPE_INSUFFICIENT",
        "domain": "googleapis.com",
    }
    return ApiError(403, message, "PERMISSION_DENIED", extra={"details": [info]})


def api_off() -> ApiError:
    """403: the Sheets API is not switched on for the project."""
    message = (
        "Google Sheets API has not been used in project 1 before or it is disabled. "
        "Enable it by visiting https://console.developers.google.com/apis/api/"
        "sheets.googleapis.com/overview?project=1 then retry. If you enabled this API "
        "recently, wait a few minutes for the action to propagate to our systems and "
        "retry."
    )
    meta = {"service": "sheets.googleapis.com", "consumer": "projects/1"}
    info = {
        "@type": ERROR_INFO,
        "reason": "SERVICE_DISABLED",
        "domain": "googleapis.com",
        "metadata": meta,
    }
    return ApiError(403, message, "PERMISSION_DENIED", extra={"details": [info]})


def quota(verb: str) -> ApiError:
    """429 as it was recorded; verb is Read or Write."""
    metric = f"sheets.googleapis.com/{verb.lower()}_requests"
    limit = f"{verb}RequestsPerMinutePerUser"
    message = (
        f"Quota exceeded for quota metric '{verb} requests' and limit '{verb} requests "
        "per minute per user' of service 'sheets.googleapis.com' for consumer "
        "'project_number:1'."
    )
    meta = {
        "consumer": "projects/1",
        "quota_limit": limit,
        "quota_metric": metric,
        "service": "sheets.googleapis.com",
    }
    info = {
        "@type": ERROR_INFO,
        "reason": "RATE_LIMIT_EXCEEDED",
        "domain": "googleapis.com",
        "metadata": meta,
    }
    return ApiError(429, message, "RESOURCE_EXHAUSTED", extra={"details": [info]})
