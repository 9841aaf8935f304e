"""Formats as Google gives them back: colours shortened, each with its style."""

from __future__ import annotations

import struct
from typing import Any

Json = dict[str, Any]
COLORS = {"backgroundColor", "foregroundColor", "tabColor", "color"}
STYLES = {f"{name}Style": name for name in COLORS}
PARTS = ("red", "green", "blue", "alpha")


def short(value: float) -> float:
    """A number as Google writes one that it keeps in 32 bits: 0.49803922."""
    kept = struct.pack("f", value)
    (held,) = struct.unpack("f", kept)
    written = (float(f"{held:.{digits}g}") for digits in range(1, 10))
    number: float = next(one for one in written if struct.pack("f", one) == kept)
    return int(number) if number.is_integer() else number


def color(sent: Json) -> Json:
    """A colour in steps of 1/255, zero left out; black is an empty object.

    A half is kept as 127 steps (recorded), so what lies between two steps is cut.
    """
    steps = {part: int(short(sent.get(part) or 0) * 255 + 1e-4) for part in PARTS}
    return {part: short(step / 255) for part, step in steps.items() if step}


def tidy(sent: Json) -> Json:
    """A format with every colour paired with its style and nothing null in it."""
    result: Json = {}
    for name, value in sent.items():
        if value is None or name in COLORS or name in STYLES:
            continue
        result[name] = tidy(value) if isinstance(value, dict) else value
    for name in COLORS:
        result |= _pair(sent, name)
    return result


def _pair(sent: Json, name: str) -> Json:
    style = sent.get(f"{name}Style")
    if style is None and sent.get(name) is None:
        return {}
    if style is None:
        style = {"rgbColor": sent[name]}
    if style.get("themeColor"):
        return {f"{name}Style": {"themeColor": style["themeColor"]}}
    if style.get("rgbColor") is None:
        return {}  # a style that says nothing takes the colour away (recorded)
    plain = color(style["rgbColor"])
    return {name: plain, f"{name}Style": {"rgbColor": dict(plain)}}


def twins(mask: Json) -> Json:
    """A mask in which each colour stands with its style."""
    result: Json = {}
    for name, below in mask.items():
        if name in COLORS or name in STYLES:
            plain = STYLES.get(name, name)
            result[plain] = {}
            result[f"{plain}Style"] = {}
        else:
            result[name] = twins(below)
    return result
