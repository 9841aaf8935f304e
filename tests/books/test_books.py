import re
from collections import Counter
from itertools import pairwise

import pytest

from sheets_schema import choices
from sheets_schema.books.shelf import BOOK_OF, BOOKS, DESK, SURVEY
from sheets_schema.columns import Column, Nature, Owner, Table

F01_FACTS = """
    received_at heard_by channel party stage kind severity severity_why customer name
    phone email org org_role contact_pref contact_time lang service contract branch
    event_when event_date description wanted wanted_other files summary topic owner
    listened validity validity_why passed_to same_as withdrawn_at leader_decision
    leader_by leader_note replied_at replied_by replied_how promised_at lesson hold note
"""
F01_STAMPS = """
    code track_code logged_at taken_at kind_sent slip handled_at closed_at imported_at
"""
F01_DERIVED = """
    status next_step waiting_for next_due due_flag message customer_guess repeats_12m
    similar_6m outcome csat kept keep_until
"""
F02_KEYS = """
    code round previous case customer_name status next_step next_due due_flag opened_at
    opened_by issues wanted customer_check submitted_by submitted_at submitted_to
    escalate_why direction lead_unit support_units directed_at analysis_at ask_text
    ask_at ask_answered_at site_needed site_at minutes_no minutes_file minutes_signed
    verdict verdict_why cause cause_group remedy_kind remedy_change remedy amount
    remedy_due customer_agree agree_at agree_how asked_at decision decision_note
    decided_by decided_at done_by done_at done_proof checked_by checked_at check_result
    check_note letter_at customer_view csat rca_due rca_at root_cause capa_needed
    capa_why extend_to extend_why external capa_no closed_at closed_by message
"""
OTHER_KEYS = {
    "event": "code case at kind unit person text due done_at result",
    "action": "issued_by done_by verified_by",
    "person": "name email phone unit role area deputy away_from away_to active",
    "unit": "name head deputy email",
    "authority": "order remedy_kind severity_from severity_to amount_from amount_to "
    "decider deputy within source",
    "policy": "key name value unit default source from approved_by",
    "calendar": "date kind name hours source",
    "hours": "weekday from to",
    "letter": "key name subject body subject_en body_en on",
    "question": "id text scale not_applicable track",
}
TABS = {
    "desk": "f01 f02 event action customer conference opinion consent document policy "
    "calendar hours person unit authority choice letter sent changed",
    "survey": "campaign question invite answer",
    "board": "",
    "restricted": "conduct finance",
}

TABLES = [table for book in BOOKS for table in book.tables]
every_table = pytest.mark.parametrize("table", TABLES, ids=lambda table: table.key)


def natures(table: Table, nature: Nature) -> set[str]:
    return {column.key for column in table.columns if column.nature is nature}


def test_the_desk_has_four_books_with_their_tabs_and_files() -> None:
    assert {book.key: " ".join(book.by_key) for book in BOOKS} == TABS
    assert [book.file for book in BOOKS] == [
        "so-cskh.xlsx",
        "khao-sat.xlsx",
        "lanh-dao.xlsx",
        "han-che.xlsx",
    ]


def test_a_tab_stands_in_one_book_only() -> None:
    assert len(BOOK_OF) == len(TABLES)


def test_the_register_has_the_facts_the_stamps_and_the_derived_cells_of_q6() -> None:
    f01 = DESK["f01"]
    assert natures(f01, Nature.FACT) == set(F01_FACTS.split())
    assert natures(f01, Nature.STAMP) == set(F01_STAMPS.split())
    assert natures(f01, Nature.DERIVED) == set(F01_DERIVED.split())


def test_the_slip_has_every_cell_of_its_three_boxes_q14() -> None:
    assert set(F02_KEYS.split()) <= set(DESK["f02"].by_key)


@pytest.mark.parametrize(("tab", "keys"), OTHER_KEYS.items())
def test_other_tabs_have_the_keys_that_are_promised(tab: str, keys: str) -> None:
    assert set(keys.split()) <= set(BOOK_OF[tab][tab].by_key)


def test_a_decision_has_a_name_beside_it_and_its_moment_is_a_stamp() -> None:
    f02 = DESK["f02"]
    for name in ("decided_by", "checked_by", "closed_by", "submitted_by"):
        assert f02[name].nature is Nature.FACT
    for moment in ("directed_at", "decided_at", "checked_at", "closed_at"):
        assert f02[moment].nature is Nature.STAMP


def test_money_troubles_and_accused_persons_stay_out_of_the_shared_book_m18_m39() -> (
    None
):
    shared = {column.key for table in DESK.tables for column in table.columns}
    assert not shared & {"finance", "persons", "managers"}


@every_table
def test_keys_and_headings_are_unique_in_a_tab(table: Table) -> None:
    counted = Counter(column.key for column in table.columns)
    counted.update(column.heading for column in table.columns)
    assert {name for name, times in counted.items() if times > 1} == set()


@every_table
def test_a_tab_knows_its_rows_by_a_column_of_its_own(table: Table) -> None:
    assert table.code in table.by_key or table.key in {"choice", "hours"}


@every_table
def test_two_boxes_never_touch_so_that_each_folds_alone(table: Table) -> None:
    for left, right in pairwise(table.columns):
        assert left.box == right.box or not (left.box and right.box)


@every_table
def test_a_box_stands_together(table: Table) -> None:
    starts = Counter(
        right.box
        for left, right in pairwise((Column("", "", None), *table.columns))  # type: ignore[arg-type]  # a column before the first
        if right.box and left.box != right.box
    )
    assert set(starts.values()) <= {1}
    assert table.unfolded <= set(starts)


@every_table
def test_a_log_is_written_by_the_desk_alone(table: Table) -> None:
    assert table.log == all(column.by_machine for column in table.columns)


@every_table
def test_a_note_says_what_and_gives_an_example_and_the_next_thing(table: Table) -> None:
    assert [one.key for one in table.columns if not is_whole(one.note)] == []


def is_whole(note: str) -> bool:
    what, _, then = note.partition("Ví dụ: ")
    example, _, following = re.sub(r"[?”] ", ". ", then).partition(". ")
    return bool(what and example and following) and note.endswith(".")


@every_table
def test_the_desk_owns_exactly_what_only_the_desk_writes(table: Table) -> None:
    owned = [one.key for one in table.columns if one.owner is Owner.MACHINE]
    assert owned == [one.key for one in table.columns if one.by_machine]


@every_table
def test_every_drop_down_has_its_list(table: Table) -> None:
    used = {column.kind.list for column in table.columns} - {""}
    assert used <= {*choices.LISTS, *choices.FROM_TABS}


def test_every_list_is_a_column_of_the_choice_tab() -> None:
    assert tuple(DESK["choice"].by_key) == tuple(choices.LISTS)


def test_a_list_says_each_thing_once() -> None:
    for values in choices.LISTS.values():
        assert len(set(values)) == len(values)


def test_the_english_services_stand_beside_the_vietnamese_ones() -> None:
    assert len(choices.LISTS["service"]) == len(choices.LISTS["service_en"])


def test_services_about_health_are_chosen_among_the_services() -> None:
    column = DESK["choice"]["service_health"]
    assert (column.kind.list, column.by_machine) == ("service", False)
    assert choices.LISTS["service_health"] == ()


def test_staff_may_extend_services_and_topics_but_not_what_the_procedure_compares() -> (
    None
):
    assert {"service", "branch", "topic", "channel"} <= choices.OPEN
    assert not choices.OPEN & {"kind", "severity", "verdict", "role", "decision"}


def test_lists_from_other_tabs_point_at_columns_that_exist() -> None:
    for tab, key in choices.FROM_TABS.values():
        assert key in BOOK_OF[tab][tab].by_key


def test_an_answer_has_forty_questions() -> None:
    asked = [key for key in SURVEY["answer"].by_key if key[1:].isdigit()]
    assert asked == [f"q{number}" for number in range(1, 41)]
