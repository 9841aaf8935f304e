"""Faults in the settings: one Vietnamese line for each, with the nearest right name."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Any, TypeAlias

from pydantic import BaseModel

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pydantic import ValidationError

PREFIX = "LANGNGHE_"
OTHERS = frozenset(
    {
        *("LANGNGHE_FOLDER", "LANGNGHE_LIVE_SHEET"),
        *("LANGNGHE_AXE", "LANGNGHE_CORPUS", "LANGNGHE_DATA"),
    }
)
"""Names in the environment that are no settings: the folder, and some for tests."""
SECRETS = frozenset({"password", "secret", "url"})
"""Fields whose values are never repeated to anybody."""
Path: TypeAlias = tuple[str, ...]
_SENTENCES = {
    "missing": "chưa có",
    "string_type": "phải là chữ, đặt trong dấu ngoặc kép",
    "tuple_type": "phải là chữ, hoặc một danh sách các chữ",
    "int_type": "phải là số nguyên",
    "int_parsing": "phải là số nguyên",
    "int_from_float": "phải là số nguyên",
    "int_parsing_size": "số lớn quá",
    "greater_than_equal": "phải từ {ge} trở lên",
    "less_than_equal": "không được quá {le}",
    "literal_error": "phải là {expected}",
    "value_error": "{error}",
    "model_type": "phải là một mục, viết thành [{name}] rồi từng dòng bên dưới",
}


def paths(model: type[BaseModel], above: Path = ()) -> dict[str, Path]:
    """The names in the environment of all settings, and where each belongs."""
    found: dict[str, Path] = {}
    for name, field in model.model_fields.items():
        path = (*above, field.alias or name)
        inner = field.annotation
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            found |= paths(inner, path)
        else:
            found[variable(path)] = path
    return found


def variable(path: Path) -> str:
    """The name of a setting in the environment: ``LANGNGHE_MAIL__SERVER``."""
    return PREFIX + "__".join(path).upper().replace("-", "_")


def is_ours(name: str) -> bool:
    """Whether a name in the environment is meant for the settings."""
    return name.upper().startswith(PREFIX) and name.upper() not in OTHERS


def misspelt(names: Iterable[str], known: Iterable[str]) -> Iterator[str]:
    """A line for each name, in capitals, that no setting has."""
    right = {name.removeprefix(PREFIX): name for name in known}
    for name in sorted(set(names) - set(right.values())):
        said = _unknown(name.removeprefix(PREFIX), right, PREFIX)
        yield _line(f"Biến môi trường {name}", said)


def told(
    error: ValidationError, known: Mapping[str, Path], given: Iterable[str]
) -> Iterator[str]:
    """A line for each fault that pydantic found.

    Args:
        error: All that it found.
        known: Where each name in the environment belongs.
        given: The names that the environment holds, in capitals.
    """
    present = set(given)
    for fault in error.errors(include_url=False):
        path = tuple(str(step) for step in fault["loc"] if isinstance(step, str))
        name = variable(path)
        source = f" (biến môi trường {name})" if name in present else ""
        yield _line(f"{setting(path)}{source}", _said(fault, path, known.values()))


def setting(path: Path) -> str:
    """A setting as the file shows it: ``[mail] server``."""
    if len(path) == 1:
        return f"[{path[0]}]"
    return f"[{'.'.join(path[:-1])}] {path[-1]}"


def _said(fault: Mapping[str, Any], path: Path, known: Iterable[Path]) -> str:
    if fault["type"] == "extra_forbidden":
        depth = len(path)
        beside = {
            right[depth - 1]
            for right in known
            if right[: depth - 1] == path[:-1] and len(right) >= depth
        }
        return _unknown(path[-1], beside)
    pattern = _SENTENCES.get(fault["type"], fault["msg"])
    said = str(pattern).format(name=".".join(path), **fault.get("ctx", {}))
    return said.replace(" or ", " hoặc ") + _shown(fault, path)


def _shown(fault: Mapping[str, Any], path: Path) -> str:
    """What stands there now; nothing of what may be secret."""
    value = fault["input"]
    if path[-1] in SECRETS or not isinstance(value, str | int | float):
        return ""
    return "" if fault["type"] == "value_error" else f" (đang là “{value}”)"


def _unknown(name: str, right: Iterable[str], prefix: str = "") -> str:
    near = difflib.get_close_matches(name, right, n=1)
    hint = f"; có phải là {prefix}{near[0]}?" if near else ""
    return f"không có thiết lập này{hint}"


def _line(place: str, said: str) -> str:
    return f"{place}: {said}" + ("" if said.endswith("?") else ".")
