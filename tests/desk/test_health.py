"""The company says which services may bring health data along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms_app.company import SettingsOffice

if TYPE_CHECKING:
    from tests.desk.conftest import Trial


def test_no_service_is_about_health_until_the_company_says_so(trial: Trial) -> None:
    assert SettingsOffice(trial.office, abroad=False).health_services == frozenset()


def test_services_named_in_the_choice_tab_are_about_health(trial: Trial) -> None:
    trial.type("choice", 3, service_health="Sử dụng dịch vụ")
    trial.type("choice", 5, service_health="tư vấn, bán hàng")
    health = SettingsOffice(trial.office, abroad=False).health_services
    assert health == {"Sử dụng dịch vụ", "Tư vấn, bán hàng"}


def test_a_name_that_fits_no_service_is_told(trial: Trial) -> None:
    trial.type("choice", 4, service_health="Nha khoa")
    assert SettingsOffice(trial.office, abroad=False).health_services == frozenset()
    (problem,) = (one for one in trial.office.problems if one.tab == "choice")
    assert "Dịch vụ có thông tin sức khoẻ: Không hiểu “Nha khoa”" in problem.sentence
