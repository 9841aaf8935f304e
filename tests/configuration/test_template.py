"""The settings file that a new desk begins with, and the example of credentials."""

import json
import tomllib
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr as Secret

from sync.configuration import faults
from sync.configuration.settings import FILE, Settings, Web, load
from sync.configuration.template import template

SECRET = "0123456789abcdef"  # noqa: S105 - signs nothing

TO_COME = ("week", "half-year", "quarter", "keep")
"""Jobs that are not there yet: an old file may name them, a new one does not."""

names = st.text(st.characters(codec="utf-8"), max_size=30)


@given(company=names, secret=st.text("abcXYZ019-_", min_size=16, max_size=60))
def test_the_template_reads_as_what_was_asked(company: str, secret: str) -> None:
    with TemporaryDirectory() as folder:
        text = template(
            secret=secret,
            company=company,
            email="cskh@example.com",
            pack="qt912",
            store="google",
        )
        Path(folder, FILE).write_text(text, "utf-8", newline="")
        known = load(Path(folder), {})
    assert known.company.name == company
    assert known.company.email == "cskh@example.com"
    assert known.procedure.pack == "qt912"
    assert known.store.kind == "google"
    assert known.web.secret[0].get_secret_value() == secret


def test_the_template_changes_no_default(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(template(secret=SECRET), "utf-8")
    assert load(tmp_path, {}) == Settings(web=Web(secret=(Secret(SECRET),)))


def test_the_template_shows_every_setting_that_is_no_password() -> None:
    written = tomllib.loads(template(secret=SECRET))
    shown = {
        faults.variable((*section, key))
        for section, keys in _flat(written)
        for key in keys
    }
    hidden = {"LANGNGHE_MAIL__PASSWORD", "LANGNGHE_STORE__GOOGLE__ENDPOINT"}
    hidden |= {faults.variable(("timetable", job)) for job in TO_COME}
    assert shown == faults.paths(Settings).keys() - hidden


def test_jobs_that_an_old_file_names_are_taken_though_no_new_one_offers_them(
    tmp_path: Path,
) -> None:
    lines = "\n".join(f'{job} = "monthly"' for job in TO_COME)
    (tmp_path / FILE).write_text(f"{template(secret=SECRET)}{lines}\n", "utf-8")
    taken = load(tmp_path, {}).timetable.lines
    assert {taken[job] for job in TO_COME} == {"monthly"}
    assert not any(f"\n{job} =" in template(secret=SECRET) for job in TO_COME)


def _flat(
    written: dict[str, object], above: tuple[str, ...] = ()
) -> list[tuple[tuple[str, ...], list[str]]]:
    here = [key for key, value in written.items() if not isinstance(value, dict)]
    below = [
        part
        for key, value in written.items()
        if isinstance(value, dict)
        for part in _flat(value, (*above, key))
    ]
    return [(above, here), *below]


def test_the_example_of_credentials_is_a_service_account_that_nobody_has() -> None:
    path = Path(__file__).parents[2] / "credentials.example.json"
    account = json.loads(path.read_text("utf-8"))
    assert account["type"] == "service_account"
    assert {"client_email", "private_key", "token_uri"} <= account.keys()
    assert "KHONG-PHAI-KHOA-THAT" in account["private_key"]
