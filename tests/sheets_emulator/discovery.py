"""The official description of the API: methods and schemas, as Google ships them."""

from __future__ import annotations

import importlib.resources
import json
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.sheets_emulator.wire import Json


@dataclass(frozen=True)
class Method:
    """One method: ``sheets.spreadsheets.values.get`` and how it is asked for."""

    name: str
    verb: str
    pattern: re.Pattern[str]
    parameters: Json
    scopes: tuple[str, ...]
    request: str
    response: str


@cache
def document(api: str) -> Json:
    """The discovery document inside google-api-python-client: ``sheets.v4``."""
    folder = importlib.resources.files("googleapiclient")
    text = folder / "discovery_cache" / "documents" / f"{api}.json"
    found: Json = json.loads(text.read_text("utf-8"))
    return found


@cache
def schemas(api: str) -> Json:
    """Every message of the API by its name."""
    found: Json = document(api)["schemas"]
    return found


@cache
def methods(api: str) -> tuple[Method, ...]:
    """Every method, the longest paths first."""
    whole = document(api)
    every = [_method(one, whole) for one in _walk(whole["resources"])]
    return tuple(sorted(every, key=lambda one: -len(one.pattern.pattern)))


def _walk(resources: Json) -> Iterator[Json]:
    for resource in resources.values():
        yield from resource.get("methods", {}).values()
        yield from _walk(resource.get("resources", {}))


def _method(found: Json, whole: Json) -> Method:
    path = "/" + whole["servicePath"] + found.get("flatPath", found["path"])
    pattern = re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>[^/]+?)", re.escape(path))
    return Method(
        found["id"],
        found["httpMethod"],
        re.compile(pattern + r"\Z"),
        found.get("parameters", {}),
        tuple(found.get("scopes", ())),
        found.get("request", {}).get("$ref", ""),
        found.get("response", {}).get("$ref", ""),
    )


def route(verb: str, path: str) -> tuple[str, Method, dict[str, str]] | None:
    """The API, the method and the parts of a path; None if nothing answers there.

    The path is as it was sent: still quoted.
    """
    for api in ("sheets.v4", "drive.v3"):
        for method in methods(api):
            found = method.pattern.match(path)
            if found and method.verb == verb:
                parts = {key: unquote(one) for key, one in found.groupdict().items()}
                return api, method, parts
    return None
