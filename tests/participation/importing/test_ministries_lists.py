"""Lists as offices write them: crosses for women and men, fathers’ names, organisation and post in one cell, addresses in hiding."""

from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from facilitate.data.db import db
from facilitate.directory.importing.cells import read_emails, split_whole_name
from facilitate.directory.importing.foreign_lists import is_whole_name, part_office
from facilitate.directory.models import Gender, Person

from ...directory.importing.tables import sheet_of_rows
from .test_command import run  # noqa: F401 – a fixture

LIST = sheet_of_rows(
    [
        ("LISTA E PJESËMARRËSVE",),
        (
            "Nr.",
            "EMËR ATËSI MBIEMËR",
            "F",
            "M",
            "Institucioni / Detyra",
            "Bashkia",
            "Tel/Cel",
            "E-mail",
        ),
        (
            "1",
            "NORA (PETRIT) ZHUPA",
            "x",
            None,
            "Bashkia Shkodër, specialiste",
            "Shkodër",
            "pa nr",
            "nora(at)a.example",
        ),
        (
            "2",
            "Znj. Iris S. Leka",
            "X",
            None,
            "Bashkia Shkodër / Shefe e Burimeve",
            "Shkodër",
            "nuk dispon",
            "s’ka",
        ),
        ("3", "ILIR AGIM META-DEDA", None, "x", "Bashkia Shkodër", "Shkodër", "069/12 34 567", ""),
        (
            "4",
            "z. Arben Zeqo",
            None,
            "X",
            "Bashkia Shkodër – Drejtoria Sociale / inspektor",
            "Shkodër",
            "",
            "",
        ),
        (None, "Totali: 4 persona", "2", "2"),
    ]
)


@pytest.mark.usefixtures("listed")
def test_such_a_list_comes_in_as_it_is(app: Flask, run: Any) -> None:  # noqa: F811
    done = run(
        LIST,
        "--event",
        "spring",
        "--apply",
        "--partly",
        "--alike",
        "new",
        "--sector",
        "local_government",
    )
    assert done.stdout == "new 4 changed 0 unchanged 0 missing 0 clashing 0\n", done.stderr
    with app.app_context():
        found = db.session.scalars(sa.select(Person).order_by(Person.id.desc()).limit(4)).all()
        told = [
            (one.name, one.gender, one.organisation.name, one.position.sq, one.phone, one.email)
            for one in found[::-1]
        ]
    office, woman, man = "Bashkia Shkodër", Gender.WOMAN, Gender.MAN
    assert told == [
        ("Nora Zhupa", woman, office, "specialiste", "", "nora@a.example"),
        ("Iris Leka", woman, office, "Shefe e Burimeve", "", ""),
        ("Ilir Meta-Deda", man, office, "", "+355 69 123 4567", ""),
        ("Arben Zeqo", man, f"{office} – Drejtoria Sociale", "inspektor", "", ""),
    ]


@pytest.mark.parametrize(
    ("text", "position_first", "parted"),
    [
        ("Qendra Çelësi / koordinatore", False, ("Qendra Çelësi", "koordinatore")),
        ("Koordinatore / Qendra Çelësi", True, ("Qendra Çelësi", "Koordinatore")),
        ("Drejtor, Policia Kufitare", True, ("Policia Kufitare", "Drejtor")),
        ("UNICEF, Programme officer", False, ("UNICEF", "Programme officer")),
        ("Policia e Shtetit – Komisar", False, ("Policia e Shtetit", "Komisar")),
        ("Qarku, Komisariati Pogradec", False, ("Qarku, Komisariati Pogradec", "")),
        ("Komisariati i Policisë, Pogradec", False, ("Komisariati i Policisë, Pogradec", "")),
        ("Bashkia Vlorë – Drejtoria Sociale", False, ("Bashkia Vlorë – Drejtoria Sociale", "")),
        ("Qendra\nnëndrejtore", False, ("Qendra", "nëndrejtore")),
        ("Qendra /", False, ("Qendra /", "")),
        ("Qendra", False, ("Qendra", "")),
    ],
)
def test_organisation_and_position_in_one_cell(
    text: str, position_first: bool, parted: tuple[str, str]
) -> None:
    assert part_office(text, position_first) == parted


@pytest.mark.parametrize(
    ("heading", "whole"),
    [
        ("Emër Atësi Mbiemër", True),
        ("Emri, Atësia, Mbiemri", True),
        ("Emri i plotë dhe mbiemri i pjesëmarrësit", True),
        ("Name / Surname", True),
        ("Emri", False),
        ("Emri i institucionit", False),
        ("Mbiemri", False),
        ("", False),
    ],
)
def test_a_heading_that_names_the_parts_of_a_name(heading: str, whole: bool) -> None:
    assert is_whole_name(heading) == whole


def test_two_columns_with_numbers_of_women_and_men_stay_as_they_are(run: Any) -> None:  # noqa: F811
    counted = [("Emri Mbiemri", "Institucioni", "F", "M"), ("Ana Hoxha", "Bashkia Shkodër", 12, 30)]
    done = run(sheet_of_rows(counted), "--json")
    assert (done.exit_code, "F / M" in done.stderr) == (0, False)


def test_names_and_addresses() -> None:
    assert split_whole_name("(Ana)") == ("", "(Ana)")
    assert split_whole_name("Ana (Petrit) Hoxha") == ("Ana", "Hoxha")
    assert read_emails("ana [at] zyra.example").first == "ana@zyra.example"
