"""Sections of the settings: what each may hold, and what holds where nothing is said.

What a validator raises is said to people as it is, after the name of the setting.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping  # noqa: TC003 - pydantic reads it at run time
from ipaddress import ip_network
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic import SecretStr as Secret
from pydantic_settings import NoDecode

from sync.configuration import timetable

SHORTEST_SECRET = 16
"""Characters that a secret has at least."""
_ADDRESS = re.compile(r"[^@\s<>]+@[^@\s<>]+")


def _zone(name: str) -> str:
    zones = available_timezones()
    if name in zones:
        return name
    near = difflib.get_close_matches(name, zones, n=1, cutoff=0.8)
    hint = f"; có phải là {near[0]}?" if near else ""
    msg = f"không có múi giờ này{hint}"
    raise ValueError(msg)


def _address(written: str) -> str:
    if written and not _ADDRESS.fullmatch(written):
        msg = "không phải một địa chỉ e-mail"
        raise ValueError(msg)
    return written


def _link(written: str) -> str:
    if written and not re.fullmatch(r"https?://\S+", written):
        msg = "phải bắt đầu bằng http:// hoặc https:// và không có dấu cách"
        raise ValueError(msg)
    return written


def _base(written: str) -> str:
    if urlsplit(_link(written)).path.strip("/") or set("?#") & set(written):
        msg = (
            "phải là địa chỉ không có gì phía sau tên máy, như "
            "https://phanhoi.example.com; trang không nằm trong một đường dẫn được"
        )
        raise ValueError(msg)
    return written


def _networks(written: tuple[str, ...]) -> tuple[str, ...]:
    for one in written:
        try:
            ip_network(one, strict=False)
        except ValueError:
            msg = f"“{one}” không phải một địa chỉ IP hay một mạng như 10.0.0.0/8"
            raise ValueError(msg) from None
    return written


def _several(given: Any) -> Any:  # noqa: ANN401 - whatever file or environment hold
    """One of them, a list, or several in one text with spaces between."""
    return tuple(given.split()) if isinstance(given, str) else given


def _long_enough(secrets: tuple[Secret, ...]) -> tuple[Secret, ...]:
    if not secrets:
        msg = "chưa có"
        raise ValueError(msg)
    if any(len(secret) < SHORTEST_SECRET for secret in secrets):
        msg = f"mỗi khoá phải dài ít nhất {SHORTEST_SECRET} ký tự"
        raise ValueError(msg)
    return secrets


def _line(written: str) -> str:
    timetable.times(written)
    return written


Address = Annotated[str, AfterValidator(_address)]
Link = Annotated[str, AfterValidator(_link)]
NonNegative = Annotated[int, Field(ge=0)]
TimetableLine = Annotated[str, AfterValidator(_line)]


class Section(BaseModel):
    """One ``[section]``: fixed once read, misspelt names refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class CompanySection(Section):
    """Who the desk works for."""

    name: str = ""
    unit: str = "Bộ phận Chăm sóc khách hàng"
    hotline: str = ""
    email: Address = ""
    address: str = ""
    timezone: Annotated[str, AfterValidator(_zone)] = "Asia/Ho_Chi_Minh"
    language: Literal["vi", "en"] = "vi"


class ProcedureSection(Section):
    """Which written procedure it follows."""

    pack: Literal["hop-nhat", "misa", "newca", "qt912"] = "hop-nhat"


class Google(Section):
    """Where the books are in Google Sheets; an empty endpoint is Google's own."""

    credentials: str = "credentials.json"
    desk: str = ""
    survey: str = ""
    board: str = ""
    restricted: str = ""
    endpoint: Link = ""


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
    port: Annotated[int, Field(ge=1, le=65535)] = 587
    security: Literal["none", "starttls", "tls"] = "starttls"
    user: str = ""
    password: Secret = Secret("")
    sender: Address = Field(default="", alias="from")


class Web(Section):
    """Where the pages are served, behind which proxies; secrets, the newest first."""

    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 8080
    base_url: Annotated[str, AfterValidator(_base)] = ""
    proxies: Annotated[
        tuple[str, ...], BeforeValidator(_several), AfterValidator(_networks), NoDecode
    ] = ("127.0.0.1", "::1")
    secret: Annotated[
        tuple[Secret, ...],
        BeforeValidator(_several),
        AfterValidator(_long_enough),
        NoDecode,
    ]

    @property
    def url(self) -> str:
        """What links in letters begin with; no slash at its end."""
        everywhere = self.host in {"", "0.0.0.0", "::"}  # noqa: S104 - compared, not bound
        host = "localhost" if everywhere else self.host
        return self.base_url.rstrip("/") or f"http://{host}:{self.port}"


class Limits(Section):
    """How much is accepted; 0 is no limit."""

    per_address_10min: NonNegative = 20
    per_contact_24h: NonNegative = 5
    site_per_hour: NonNegative = 200
    min_seconds: NonNegative = 5


class Timetable(Section):
    """When each job runs, one line a job."""

    flush: TimetableLine = "every 5 s"
    review: TimetableLine = "every minute"
    dress: TimetableLine = "hourly"
    post: TimetableLine = "every minute"
    digest: TimetableLine = "working days 07:30"
    week: TimetableLine = "Friday 16:00"
    half_year: TimetableLine = Field(default="10 Jan and 10 Jul", alias="half-year")
    quarter: TimetableLine = "quarter ends"
    survey: TimetableLine = "daily 09:00"
    keep: TimetableLine = "monthly"
    backup: TimetableLine = "daily 01:00"

    @property
    def lines(self) -> Mapping[str, str]:
        """The lines by the names of the jobs."""
        return self.model_dump(by_alias=True)
