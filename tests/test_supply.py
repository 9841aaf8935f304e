"""What comes from elsewhere: each part in one version, known by its hash."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
LOCKS = {
    "requirements.lock": [*PROJECT["dependencies"], *EXTRAS["build"]],
    "requirements-dev.lock": [
        *(one for extra in EXTRAS.values() for one in extra),
        *PROJECT["dependencies"],
    ],
}
PARTS = "tests/tools/package-lock.json"

_PINNED = re.compile(
    r"^(\S+)==(\S+)((?:.*\\\n)(?: +--hash=sha256:[0-9a-f]{64}.*\n?)+)", re.MULTILINE
)

locks = pytest.mark.parametrize("lock", LOCKS)


def pinned(lock: str) -> dict[str, str]:
    """The versions of a lock by name; a part without a hash is left out."""
    found = _PINNED.findall((ROOT / lock).read_text("utf-8"))
    return {name: version for name, version, _ in found}


@locks
def test_a_lock_holds_what_the_project_asks_for_in_a_version_it_takes(
    lock: str,
) -> None:
    held = pinned(lock)
    wanted = [Requirement(one) for one in LOCKS[lock]]
    assert not [
        str(one)
        for one in wanted
        if not one.specifier.contains(held[canonicalize_name(one.name)])
    ]


@locks
def test_every_part_of_a_lock_is_known_by_its_hash(lock: str) -> None:
    named = re.findall(
        r"^[a-z0-9].*?(?===)", (ROOT / lock).read_text("utf-8"), re.MULTILINE
    )
    assert named == list(pinned(lock))


@pytest.mark.parametrize("lock", [*LOCKS, PARTS])
def test_a_lock_names_no_place_where_its_parts_lie(lock: str) -> None:
    assert not re.search(r"://|file:|index", (ROOT / lock).read_text("utf-8"))


def test_the_developers_have_what_the_desk_has() -> None:
    ours, theirs = (pinned(lock).items() for lock in LOCKS)
    assert ours <= theirs


def test_every_part_of_the_pages_judge_is_known_by_its_hash() -> None:
    held = json.loads((ROOT / PARTS).read_text("utf-8"))["packages"]
    parts = {name: one for name, one in held.items() if name}
    assert parts
    assert not [name for name, one in parts.items() if not one.get("integrity")]
