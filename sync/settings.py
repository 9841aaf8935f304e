"""The settings of one desk: ``langnghe.toml``, overridden by ``LANGNGHE_*``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic import SecretStr as Secret
from pydantic_settings import BaseSettings, SettingsConfigDict

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FILE = "langnghe.toml"
"""The name of the settings file in the desk's folder."""
SHORTEST_SECRET = 16
"""Characters that a secret has at least."""


def _known_zone(name: str) -> str:
    if name not in available_timezones():
        msg = "unknown zone"
        raise ValueError(msg)
    return name


def _as_list(value: Any) -> Any:  # noqa: ANN401 - whatever the file holds
    return (value,) if isinstance(value, str) else value


class Section(BaseModel):
    """One ``[section]``: fixed once read, misspelt names refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


Address = Annotated[str, Field(pattern=r"^([^@\s<>]+@[^@\s<>]+)?$")]
Port = Annotated[int, Field(ge=1, le=65535)]
Limit = Annotated[int, Field(ge=0)]


class Company(Section):
    """Who the desk works for."""

    name: str = ""
    unit: str = "Bộ phận Chăm sóc khách hàng"
    hotline: str = ""
    email: Address = ""
    address: str = ""
    timezone: Annotated[str, AfterValidator(_known_zone)] = "Asia/Ho_Chi_Minh"
    language: Literal["vi", "en"] = "vi"


class Procedure(Section):
    """Which written procedure it follows."""

    pack: Literal["hop-nhat", "misa", "newca", "qt912"] = "hop-nhat"


class Google(Section):
    """Where the books are in Google Sheets; an empty endpoint is Google's own."""

    credentials: str = "credentials.json"
    desk: str = ""
    survey: str = ""
    board: str = ""
    restricted: str = ""
    endpoint: str = ""


class StoreChoice(Section):
    """What holds the register."""

    kind: Literal["workbook", "google"] = "workbook"
    google: Google = Google()


class QueueChoice(Section):
    """Where queue, ledger and journal are; empty for ``langnghe.db`` in the folder."""

    url: Secret = Secret("")


class Mail(Section):
    """The mail server; without one letters become files in ``letters/``."""

    server: str = ""
    port: Port = 587
    security: Literal["none", "starttls", "tls"] = "starttls"
    user: str = ""
    password: Secret = Secret("")
    sender: Address = Field(default="", alias="from")


class Web(Section):
    """Where the pages are served, and the secrets that sign links, newest first."""

    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 8080
    base_url: Annotated[str, Field(pattern=r"^(https?://\S+)?$")] = ""
    secret: Annotated[
        tuple[Annotated[Secret, Field(min_length=SHORTEST_SECRET)], ...],
        BeforeValidator(_as_list),
        Field(min_length=1),
    ]

    @property
    def url(self) -> str:
        """What links in letters begin with; no slash at its end."""
        host = "localhost" if self.host in {"0.0.0.0", "::"} else self.host  # noqa: S104 - compared, not bound
        return self.base_url.rstrip("/") or f"http://{host}:{self.port}"


class Limits(Section):
    """How much is accepted; 0 is no limit (abuse protection without a captcha)."""

    per_address_10min: Limit = 20
    per_contact_24h: Limit = 5
    site_per_hour: Limit = 200
    min_seconds: Limit = 5


class Timetable(Section):
    """When each job runs, one line a job (contract, section 8)."""

    flush: str = "every 5 s"
    review: str = "every minute"
    dress: str = "hourly"
    post: str = "every minute"
    digest: str = "working days 07:30"
    week: str = "Friday 16:00"
    half_year: str = Field(default="10 Jan and 10 Jul", alias="half-year")
    quarter: str = "quarter ends"
    survey: str = "daily 09:00"
    keep: str = "monthly"
    backup: str = "daily 01:00"

    @property
    def lines(self) -> Mapping[str, str]:
        """The lines by the names of the jobs."""
        return self.model_dump(by_alias=True)


class Settings(BaseSettings):
    """Everything that one installation decides."""

    model_config = SettingsConfigDict(
        extra="forbid", frozen=True, env_prefix="LANGNGHE_", env_nested_delimiter="__"
    )

    company: Company = Company()
    procedure: Procedure = Procedure()
    store: StoreChoice = StoreChoice()
    queue: QueueChoice = QueueChoice()
    mail: Mail = Mail()
    web: Web
    limits: Limits = Limits()
    timetable: Timetable = Timetable()

    @property
    def zone(self) -> ZoneInfo:
        """The company's time zone."""
        return ZoneInfo(self.company.timezone)


class BadSettings(Exception):  # noqa: N818 - named for the refusal
    """The settings cannot be used; ``str`` has one line for each fault."""

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
    raise NotImplementedError
