"""The settings of one desk: ``langnghe.toml``, overridden by ``LANGNGHE_*``."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import ValidationError
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    InitSettingsSource,
    SettingsConfigDict,
)
from pydantic_settings import PydanticBaseSettingsSource as Source

from sync.configuration import faults
from sync.configuration.sections import (
    CompanySection,
    Google,
    Limits,
    Mail,
    ProcedureSection,
    QueueChoice,
    StoreChoice,
    Timetable,
    Web,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

__all__ = [
    "FILE",
    "BadSettings",
    "CompanySection",
    "Google",
    "Limits",
    "Mail",
    "ProcedureSection",
    "QueueChoice",
    "Settings",
    "StoreChoice",
    "Timetable",
    "Web",
    "judge",
    "load",
]

FILE = "langnghe.toml"
"""The name of the settings file in the desk's folder."""


class Settings(BaseSettings):
    """Everything that one installation decides."""

    model_config = SettingsConfigDict(
        extra="forbid", frozen=True, env_prefix="LANGNGHE_", env_nested_delimiter="__"
    )

    company: CompanySection = CompanySection()
    procedure: ProcedureSection = ProcedureSection()
    store: StoreChoice = StoreChoice()
    queue: QueueChoice = QueueChoice()
    mail: Mail = Mail()
    web: Web
    limits: Limits = Limits()
    timetable: Timetable = Timetable()

    @property
    def sends_mail(self) -> bool:
        """Whether letters leave the house: over a server, from an address."""
        return bool(self.mail.server and (self.mail.sender or self.company.email))

    @property
    def zone(self) -> ZoneInfo:
        """The company's time zone."""
        return ZoneInfo(self.company.timezone)

    @classmethod
    def settings_customise_sources(
        cls, settings_cls: type[BaseSettings], *_: Source, **sources: Source
    ) -> tuple[Source, ...]:
        """Only what is given counts; nothing is picked up from the surroundings."""
        del settings_cls
        return (sources["init_settings"],)


class BadSettings(Exception):  # noqa: N818 - named for the refusal
    """The settings cannot be used; ``str`` has one line for each fault.

    Attributes:
        faults: The lines, each one sentence for people.
    """

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


def load(folder: Path, environ: Mapping[str, str]) -> Settings:
    """The settings of the desk in a folder.

    Args:
        folder: Holds ``langnghe.toml``.
        environ: The environment: ``LANGNGHE_MAIL__SERVER`` overrides ``[mail] server``.

    Raises:
        BadSettings: Every fault at once.
    """
    return judge(_written(folder / FILE), environ)


def judge(written: Mapping[str, Any], environ: Mapping[str, str]) -> Settings:
    """The settings that a file would say, whether it is there yet or not.

    Args:
        written: What it says, as ``tomllib`` reads it.
        environ: See `load`.

    Raises:
        BadSettings: Every fault at once.
    """
    named = faults.paths(Settings)
    given = {
        name.upper(): text for name, text in environ.items() if faults.is_ours(name)
    }
    found = [*faults.misspelt(given, named), *_passwords(written)]
    try:
        known = {named[name]: text for name, text in given.items() if name in named}
        settings = _merged(known, written)
    except ValidationError as error:
        found += faults.told(error, named, given)
    else:
        if not found:
            return settings
    raise BadSettings(tuple(found))


def _merged(
    environment: Mapping[tuple[str, ...], str], written: Mapping[str, Any]
) -> Settings:
    """The settings where the environment goes before the file."""

    class Sourced(Settings):
        @classmethod
        def settings_customise_sources(
            cls, settings_cls: type[BaseSettings], *_: Source, **sources: Source
        ) -> tuple[Source, ...]:
            del sources
            given = EnvSettingsSource(settings_cls)
            given.env_vars = {
                faults.PREFIX.lower() + "__".join(path): text
                for path, text in environment.items()
            }
            return given, InitSettingsSource(settings_cls, dict(written))

    nothing: dict[str, Any] = {}  # all comes from the two sources
    return Settings(**dict(Sourced(**nothing)))


def _written(path: Path) -> dict[str, Any]:
    """What the file says; editors of Windows may have put a mark before it."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        fault = f"Chưa có tệp {path}: xin chạy lệnh langnghe init trước."
    except OSError as error:
        fault = f"Không đọc được tệp {path}: {error.strerror}."
    except UnicodeDecodeError:
        fault = f"Tệp {path}: xin lưu lại theo bảng mã UTF-8."
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"at line (\d+)", str(error))
        where = f"dòng {place[1]}" if place else "dòng cuối"
        fault = f"Tệp {path}, {where}: thiếu dấu ngoặc kép, dấu bằng hoặc bị lặp tên."
    raise BadSettings((fault,))


def _passwords(written: Mapping[str, Any]) -> Iterator[str]:
    """A line for each password in the file, where it must not be."""
    for section, key in (("mail", "password"), ("queue", "url")):
        inside = written.get(section)
        value = inside.get(key) if isinstance(inside, dict) else None
        if value is not None and (key == "password" or urlsplit(str(value)).password):
            name = faults.variable((section, key))
            yield (
                f"[{section}] {key}: mật khẩu không để trong tệp, "
                f"xin đặt bằng biến môi trường {name}."
            )
