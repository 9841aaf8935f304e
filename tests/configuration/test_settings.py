"""The settings: one file, overridden by the environment, all faults told at once."""

from collections.abc import Mapping
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from sync.configuration.settings import FILE, BadSettings, Settings, load
from sync.configuration.template import template

SECRET = "0123456789abcdef"  # noqa: S105 - signs nothing
JOBS = "flush review dress post digest week half-year quarter survey keep backup"


def settings(
    folder: Path, text: str = "", environ: Mapping[str, str] | None = None
) -> Settings:
    (folder / FILE).write_text(f'{text}\n[web]\nsecret = "{SECRET}"', "utf-8")
    return load(folder, environ or {})


def faults_of(
    folder: Path, text: str, environ: Mapping[str, str] | None = None
) -> tuple[str, ...]:
    with pytest.raises(BadSettings) as refused:
        settings(folder, text, environ)
    assert str(refused.value).splitlines() == list(refused.value.faults)
    return refused.value.faults


def test_what_is_not_said_has_the_default_of_the_contract(tmp_path: Path) -> None:
    known = settings(tmp_path)
    assert known.procedure.pack == "hop-nhat"
    assert known.store.kind == "workbook"
    assert known.zone == ZoneInfo("Asia/Ho_Chi_Minh")
    assert known.company.language == "vi"
    assert known.limits.per_contact_24h == 5


def test_every_job_has_a_line_in_the_timetable(tmp_path: Path) -> None:
    assert " ".join(settings(tmp_path).timetable.lines) == JOBS


def test_the_file_is_overridden_by_the_environment(tmp_path: Path) -> None:
    environ = {
        "LANGNGHE_MAIL__SERVER": "smtp.example.com",
        "LANGNGHE_MAIL__PORT": "465",
        "LANGNGHE_MAIL__FROM": "cskh@example.com",
        "LANGNGHE_STORE__GOOGLE__DESK": "1aB",
        "LANGNGHE_TIMETABLE__HALF_YEAR": "off",
        "LANGNGHE_FOLDER": "/elsewhere",
        "PATH": "/bin",
    }
    text = '[mail]\nserver = "old.example.com"\nuser = "desk"'
    known = settings(tmp_path, text, environ)
    assert (known.mail.server, known.mail.port) == ("smtp.example.com", 465)
    assert (known.mail.user, known.mail.sender) == ("desk", "cskh@example.com")
    assert known.store.google.desk == "1aB"
    assert known.timetable.lines["half-year"] == "off"


@pytest.mark.parametrize(
    ("given", "newest_first"),
    [
        ("a" * 16, ["a" * 16]),
        ("1" * 16, ["1" * 16]),
        (f"{'[' * 16} {'b' * 16}", ["[" * 16, "b" * 16]),
    ],
)
def test_secrets_come_by_the_environment_as_they_are(
    tmp_path: Path, given: str, newest_first: list[str]
) -> None:
    known = settings(tmp_path, environ={"LANGNGHE_WEB__SECRET": given})
    assert [one.get_secret_value() for one in known.web.secret] == newest_first


def test_secrets_may_be_a_list_newest_first(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(f'[web]\nsecret = ["{"n" * 16}", "{SECRET}"]')
    known = load(tmp_path, {})
    assert [one.get_secret_value() for one in known.web.secret] == ["n" * 16, SECRET]


def test_the_first_part_of_links_is_told_by_base_url_or_else_by_host_and_port(
    tmp_path: Path,
) -> None:
    outside = settings(tmp_path, environ={"LANGNGHE_WEB__BASE_URL": "https://a.vn/"})
    inside = settings(tmp_path, environ={"LANGNGHE_WEB__HOST": "0.0.0.0"})  # noqa: S104 - not bound
    assert (outside.web.url, inside.web.url) == (
        "https://a.vn",
        "http://localhost:8080",
    )


def test_secrets_and_passwords_are_not_shown(tmp_path: Path) -> None:
    environ = {
        "LANGNGHE_MAIL__PASSWORD": "hunter2hunter2",
        "LANGNGHE_QUEUE__URL": "postgresql://desk:hunter2@db/langnghe",
    }
    shown = repr(settings(tmp_path, environ=environ))
    assert "hunter2" not in shown
    assert SECRET not in shown


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    """One line each, named as the file names them, in Vietnamese."""
    text = """
        title = "x"
        procedure = 3
        [company]
        name = 3
        email = "một địa chỉ"
        timezone = "Asia/Ho_Chi_Min"
        [limts]
        [limits]
        per_contact_24h = -1
        site_per_hour = 1.5
        [mail]
        sever = "smtp.example.com"
        port = 99999
        security = "ssl"
        [store.google]
        endpoint = "sheets.example.com"
        [timetable]
        reviews = "hourly"
        flush = "every 0 s"
        digest = "working days 7:60"
        half-year = "31 Apr"
        survey = "daily 9:00"
    """
    environ = {"LANGNGHE_WEB__PORT": "tám", "LANGNGHE_MIAL__USER": "desk"}
    told = "\n".join(sorted(faults_of(tmp_path, text, environ)))
    assert told == ALL.format(written=LINES)


LINES = (
    "xin viết như “every 5 s”, “hourly”, “daily 01:00”, “working days 07:30”, “Friday "
    "16:00”, “10 Jan and 10 Jul”, “quarter ends”, “monthly” hoặc “off”"
)
ALL = """\
Biến môi trường LANGNGHE_MIAL__USER: không có thiết lập này; \
có phải là LANGNGHE_MAIL__USER?
[company] email: không phải một địa chỉ e-mail.
[company] name: phải là chữ, đặt trong dấu ngoặc kép (đang là “3”).
[company] timezone: không có múi giờ này; có phải là Asia/Ho_Chi_Minh?
[limits] per_contact_24h: phải từ 0 trở lên (đang là “-1”).
[limits] site_per_hour: phải là số nguyên (đang là “1.5”).
[limts]: không có thiết lập này; có phải là limits?
[mail] port: không được quá 65535 (đang là “99999”).
[mail] security: phải là 'none', 'starttls' hoặc 'tls' (đang là “ssl”).
[mail] sever: không có thiết lập này; có phải là server?
[procedure]: phải là một mục, viết thành [procedure] rồi từng dòng bên dưới \
(đang là “3”).
[store.google] endpoint: phải bắt đầu bằng http:// hoặc https:// và không có dấu cách.
[timetable] digest: không hiểu “working days 7:60”, {written}.
[timetable] flush: không hiểu “every 0 s”, {written}.
[timetable] half-year: không hiểu “31 Apr”, {written}.
[timetable] reviews: không có thiết lập này; có phải là review?
[title]: không có thiết lập này; có phải là timetable?
[web] port (biến môi trường LANGNGHE_WEB__PORT): phải là số nguyên (đang là “tám”)."""


@pytest.mark.parametrize(
    "written", ["https://a.vn/gop-y", "https://a.vn?x=1", "https://a.vn/#x"]
)
def test_pages_under_a_path_are_refused_in_one_sentence(
    tmp_path: Path, written: str
) -> None:
    with pytest.raises(BadSettings) as refused:
        settings(tmp_path, environ={"LANGNGHE_WEB__BASE_URL": written})
    (fault,) = refused.value.faults
    assert "phải là địa chỉ không có gì phía sau tên máy" in fault


def test_proxies_are_addresses_or_networks(tmp_path: Path) -> None:
    named = {"LANGNGHE_WEB__PROXIES": "10.0.0.5 10.1.0.0/16"}
    assert settings(tmp_path, environ=named).web.proxies == ("10.0.0.5", "10.1.0.0/16")
    with pytest.raises(BadSettings, match="không phải một địa chỉ IP"):
        settings(tmp_path, environ={"LANGNGHE_WEB__PROXIES": "proxy.vn"})


@pytest.mark.parametrize(
    "text",
    ['[mail]\npassword = "hunter2"', '[queue]\nurl = "postgresql://d:hunter2@db/x"'],
)
def test_a_password_in_the_file_is_a_fault_that_does_not_repeat_it(
    tmp_path: Path, text: str
) -> None:
    (told,) = faults_of(tmp_path, text)
    assert "mật khẩu không để trong tệp" in told
    assert "hunter2" not in told


@pytest.mark.parametrize(
    ("secret", "told"),
    [
        ("", "[web]: chưa có."),
        ('secret = ""', "[web] secret: chưa có."),
        ('secret = "hunter2"', "[web] secret: mỗi khoá phải dài ít nhất 16 ký tự."),
        ("secret = 5", "[web] secret: phải là chữ, hoặc một danh sách các chữ."),
    ],
)
def test_a_secret_that_protects_nothing_is_a_fault(
    tmp_path: Path, secret: str, told: str
) -> None:
    (tmp_path / FILE).write_text(f"[web]\n{secret}" if secret else "")
    with pytest.raises(BadSettings) as refused:
        load(tmp_path, {})
    assert refused.value.faults == (told,)


def test_a_name_that_resembles_nothing_is_told_without_a_guess(tmp_path: Path) -> None:
    (told,) = faults_of(tmp_path, "", {"LANGNGHE_XYZ": "1"})
    assert told == "Biến môi trường LANGNGHE_XYZ: không có thiết lập này."


def test_a_folder_without_settings_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(BadSettings, match="langnghe init"):
        load(tmp_path, {})


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b'[web]\nsecret = "abc\n', "dòng 2"),
        (b"[web]\n[web]\n", "dòng 2"),
        ("[company]\nname = “Sen”".encode(), "dòng 2"),
        ("[company]\nname = 'Công ty'".encode("utf-16"), "UTF-8"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_with_its_line(
    tmp_path: Path, content: bytes, told: str
) -> None:
    (tmp_path / FILE).write_bytes(content)
    with pytest.raises(BadSettings, match=told):
        load(tmp_path, {})


def test_a_file_in_the_way_of_a_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / FILE).mkdir()
    with pytest.raises(BadSettings, match="Không đọc được"):
        load(tmp_path, {})


def test_a_file_saved_by_an_editor_of_windows_is_read(tmp_path: Path) -> None:
    text = template(secret=SECRET, company="Sen Việt").replace("\n", "\r\n")
    (tmp_path / FILE).write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert load(tmp_path, {}).company.name == "Sen Việt"
