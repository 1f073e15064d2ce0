"""Lists as offices write them: crosses for women and men, fathers’ names, organisation and post in one cell, addresses in hiding."""

from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from facilitate.data.db import db
from facilitate.directory.importing.cells import read_emails, split_whole_name
from facilitate.directory.importing.foreign_lists import is_whole_name, part_office
from facilitate.directory.models import Gender, Person
from facilitate.participation.models import Participation

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


def test_who_signs_below_a_list_with_fathers_names_is_told_as_it_stands(run: Any) -> None:  # noqa: F811
    signed = [
        ("Nr", "Emër Atësi Mbiemër", "Përfaqëson"),
        (1, "Ana Petrit Hoxha", "Bashkia Shkodër"),
        (None, None, None),
        (None, "Kryetari i Komitetit", None),
    ]
    assert "(Kryetari i Komitetit)" in run(sheet_of_rows(signed)).stderr


def test_two_columns_with_numbers_of_women_and_men_stay_as_they_are(run: Any) -> None:  # noqa: F811
    counted = [("Emri Mbiemri", "Institucioni", "F", "M"), ("Ana Hoxha", "Bashkia Shkodër", 12, 30)]
    done = run(sheet_of_rows(counted), "--json")
    assert (done.exit_code, "F / M" in done.stderr) == (0, False)


def test_names_and_addresses() -> None:
    assert split_whole_name("(Ana)") == ("", "(Ana)")
    assert split_whole_name("Ana (Petrit) Hoxha") == ("Ana", "Hoxha")
    assert read_emails("ana [at] zyra.example").first == "ana@zyra.example"


BY_COUNTY = sheet_of_rows(
    [
        ("MINISTRIA", *[None] * 6),
        ("Nr.", "EMËR MBIEMËR", "INSTITUCIONI", None, "KONTAKTI", None, "KONFIRMUAR"),
        (None, None, "Emërtimi", "Detyra", "Tel./Cel.", "E-mail", "Po/Jo"),
        ("QARKU KUKËS", *[None] * 6),
        (1, "ANA LEKA", "Bashkia Tropojë", "Specialist", 692000001, "s’ka", "Po"),
        (2, "BENI MUKA", "UNICEF Albania", "S'ka", "-", "b@a.example", "Jo"),
        (None, "Nëntotali Kukës", None, None, None, None, 2),
        ("QARKU FIER", *[None] * 6),
        (3, "DORA KOLA", "Policia Kufitare Vlorë", "Drejtor", "s’ka", "", "Po"),
        (None, "GJITHSEJ", None, None, None, None, 3),
    ],
    ["A1:G1", "A2:A3", "B2:B3", "C2:D2", "E2:F2", "A4:G4", "A8:G8"],
)


@pytest.mark.usefixtures("listed")
def test_a_second_line_of_headings_and_lines_with_counties(app: Flask, run: Any) -> None:  # noqa: F811
    """The county of the line above counts where no column says one, against the place in an office’s name too."""
    asked = ("--event", "spring", "--apply", "--partly", "--alike", "new")
    done = run(BY_COUNTY, *asked, "--sector", "local_government")
    assert done.stdout == "new 3 changed 0 unchanged 0 missing 0 clashing 0\n", done.stderr
    with app.app_context():
        rows = db.session.scalars(sa.select(Participation).order_by(Participation.id.desc()))
        told = sorted(
            (
                one.person.name,
                one.person.position.sq,
                one.person.phone,
                one.county and one.county.name,
                one.district and one.district.name,
                one.standing.value,
            )
            for one in rows.fetchmany(3)
        )
    assert told == [
        ("Ana Leka", "Specialist", "+355 69 200 0001", "Kukës", "Tropojë", "coming"),
        ("Beni Muka", "", "", "Kukës", None, "declined"),
        ("Dora Kola", "Drejtor", "", "Fier", None, "coming"),
    ]


BLOCKS = """Nr;Institucioni / Organizata;Emër Mbiemër, Pozicioni;Nr. Tel / Email;Prezent
1;Bashkia Shkodër;Znj. Ana Leka, Përgjegjëse e sektorit;067 412 3456 / ana@a.example;x
2;;z. Beni Muka, inspektor;ska;
3;Qendra Dritë;Dora Kola;d@a.example;X
4;;Elda Rama, Kryetare;;x
;;;;
;TOTALI;4 persona;;3
;;Për sekretariatin;;
;;Luljeta Dosti (firma);;
""".encode()


@pytest.mark.usefixtures("listed")
def test_an_office_said_once_a_post_behind_the_name_and_crosses_for_who_came(
    app: Flask,
    run: Any,  # noqa: F811
) -> None:
    asked = ("--event", "spring", "--apply", "--partly", "--alike", "new")
    done = run(BLOCKS, *asked, "--sector", "local_government", name="list.csv")
    assert done.stdout == "new 4 changed 0 unchanged 0 missing 0 clashing 0\n", done.stderr
    with app.app_context():
        rows = db.session.scalars(sa.select(Participation).order_by(Participation.id.desc()))
        told = sorted(
            (one.person.name, one.person.position.sq, one.organisation.name, one.standing.value)
            for one in rows.fetchmany(4)
        )
    assert told == [
        ("Ana Leka", "Përgjegjëse e sektorit", "Bashkia Shkodër", "attended"),
        ("Beni Muka", "inspektor", "Bashkia Shkodër", "listed"),
        ("Dora Kola", "", "Qendra Dritë", "attended"),
        ("Elda Rama", "Kryetare", "Qendra Dritë", "attended"),
    ]


OFFICES_ABOVE = sheet_of_rows(
    [
        ("LISTA E TË FTUARVE",),
        ("Nr", "Emër Mbiemër", "Funksioni", "Tel", "E-mail"),
        ("I", "MINISTRIA E DREJTËSISË"),
        (1, "Ana Leka", "Drejtore", "0691111111", "a@a.example"),
        (2, "Beni Muka", "Specialist", "", ""),
        ("II", "BASHKIA TIRANË"),
        (3, "Dora Kola", "Kryetare", "s’ka", ""),
        (None, "Gjithsej 3"),
    ]
)


@pytest.mark.usefixtures("listed")
def test_an_office_on_a_line_above_its_people(app: Flask, run: Any) -> None:  # noqa: F811
    asked = ("--event", "spring", "--apply", "--partly", "--alike", "new")
    done = run(OFFICES_ABOVE, *asked, "--sector", "local_government")
    assert done.stdout == "new 3 changed 0 unchanged 0 missing 0 clashing 0\n", done.stderr
    with app.app_context():
        rows = db.session.scalars(sa.select(Participation).order_by(Participation.id.desc()))
        told = sorted((one.person.name, one.organisation.name) for one in rows.fetchmany(3))
    assert told == [
        ("Ana Leka", "Ministria e Drejtësisë"),
        ("Beni Muka", "Ministria e Drejtësisë"),
        ("Dora Kola", "Bashkia Tiranë"),
    ]
