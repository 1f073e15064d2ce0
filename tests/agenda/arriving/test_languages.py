"""Agendas in the languages of neighbours and of projects: German, Serbian, Macedonian, Italian, French."""

import pytest

from tests.agenda.arriving.test_rules import dates, read, steps


@pytest.mark.parametrize(
    "room",
    ["Seminarraum 1–3", "Raum 1–3", "Räume 1 und 2", "Saal A", "Großer Saal", "Zimmer 12", "Konferenzraum", "Hörsaal B, 2. Stock",
     "Festsaal", "Tagungsraum Berlin", "Sala 2", "velika sala", "Sala za sastanke", "učionica 4", "Salle des fêtes", "Голема сала"],
)  # fmt: skip
def test_rooms_of_other_languages_are_no_part_of_a_title(room: str) -> None:
    for written in (f"Datenschutz ({room})", f"Datenschutz – {room}"):
        assert (
            steps(f"9:00-10:00 {written}\n10:00-10:30 Ende")[0]
            == f"09:00 60 Datenschutz |  | {room}"
        )


@pytest.mark.parametrize(
    ("written", "title", "room"),
    [
        ("Mittagessen in der Mensa", "Mittagessen", "Mensa"),
        ("Plenum im großen Saal", "Plenum", "großer Saal"),
        ("Vortrag im Hörsaal 3", "Vortrag", "Hörsaal 3"),
        ("Ručak u restoranu hotela", "Ručak", "restoran hotela"),
    ],
)
def test_a_room_is_called_as_on_its_door(written: str, title: str, room: str) -> None:
    (step,) = read(f"9:00-10:00 {written}").steps
    assert (step.title, step.room) == (title, room)


@pytest.mark.parametrize(
    "title",
    ["Entwicklung im ländlichen Raum", "Zusammenarbeit im Donauraum", "Raum für Diskussion", "Offene Fragen (Raum für Diskussion)",
     "Strategie (Zeitraum 2027)", "Datenschutz (Artikel 5)", "Thema (Teil 2)", "Kabinet ministra", "Sale of assets"],
)  # fmt: skip
def test_a_region_and_a_space_for_questions_are_no_rooms(title: str) -> None:
    (step,) = read(f"9:00-10:00 {title}").steps
    assert (step.title, step.room) == (title, "")


@pytest.mark.parametrize(
    "title",
    ["Kaffee", "Kaffee und Kuchen", "Kaffeepause", "Teepause", "Mittag", "Mittagessen", "Mittagsbuffet", "Rundgang und Mittagessen",
     "Pausa caffè", "Repas", "Pauza za ručak", "Odmor", "Koktel", "Пауза за кафе", "Ручек", "Вечера", "Cena"],
)  # fmt: skip
def test_pauses_and_meals_in_other_languages(title: str) -> None:
    assert [one.is_break for one in read(f"9:00-10:00 {title}").steps] == [True]


@pytest.mark.parametrize(
    "title",
    ["Anmeldung und Kaffee", "Ankommen und Kaffee", "Diskussion nach der Pause", "Registracija učesnika i kafa", "Cena usluga socijalne zaštite",
     "Menopause at work", "Nachmittag der Vereine"],
)  # fmt: skip
def test_what_only_names_a_pause_is_none(title: str) -> None:
    assert [one.is_break for one in read(f"9:00-10:00 {title}").steps] == [False]


@pytest.mark.parametrize(
    ("heading", "day"),
    [
        ("Ponedeljak, 21. juna 2027. godine", "2027-06-21"),
        ("utorak, 1. marta 2027", "2027-03-01"),
        ("Понеделник, 21 јуни 2027", "2027-06-21"),
        ("Erster Tag: Montag, 21. Juni 2027", "2027-06-21"),
        ("2. dan – 22.06.2027", "2027-06-22"),
        ("Tag 2 (Mittwoch, 23.06.2027)", "2027-06-23"),
    ],
)
def test_days_of_other_languages(heading: str, day: str) -> None:
    text = f"{heading}\n9:00-10:00 Work\n10:00-11:00 More"
    assert dates(text) == [day]
    assert len(steps(text)) == 2


def test_marta_and_maja_are_people() -> None:
    assert dates("1. Marta Kola – 30 min\n2. Maja Leka – 20 min\n3. Coffee – 10 min") == [None]


def test_a_table_in_macedonian() -> None:
    page = (
        "<p>Скопје, 28 јуни 2027</p><table><tr><td>Време</td><td>Активност</td><td>Говорник</td><td>Место</td></tr>"
        "<tr><td>09:30-10:00</td><td>Отворање</td><td>Елена Стојановска, државен секретар</td><td>Голема сала</td></tr>"
        "<tr><td>10:00-11:00</td><td>Ручек</td><td></td><td></td></tr></table>"
    )
    assert dates(page) == ["2027-06-28"]
    assert steps(page) == [
        "09:30 30 Отворање | Елена Стојановска | Голема сала",
        "10:00 60 Ручек |  |  | *",
    ]


@pytest.mark.parametrize(
    ("over", "group", "room"),
    [("Rad u grupama", "Grupa", "sala"), ("Arbeitsgruppen", "AG", "Raum"), ("Gruppenarbeit", "Gruppe", "Raum")],
)  # fmt: skip
def test_groups_of_other_languages(over: str, group: str, room: str) -> None:
    text = f"13.00-14.00 {over}\n- {group} 1: Prevention ({room} 1)\n- {group} 2: Police ({room} 2)\n14.00-14.30 Plenum"
    assert steps(text)[:2] == [
        f"13:00 60 {group} 1: Prevention |  | {room} 1",
        f"13:00 60 {group} 2: Police |  | {room} 2",
    ]
    assert [one.doubts for one in read(text).steps[:2]] == [(), ()]


@pytest.mark.parametrize("end", ["Srdačan pozdrav,", "Viele Grüße", "Mit freundlichen Grüßen"])
def test_who_signs_a_mail_is_no_part_of_its_last_step(end: str) -> None:
    (_first, last) = read(
        f"Poštovani,\n\n9:00-10:00 Plenum\n10:00-11:00 Ručak\n\n{end}\nAnna Weber\n"
    ).steps
    assert (last.title, last.people, last.description) == ("Ručak", (), "")


@pytest.mark.parametrize(
    "two", ["Mirjana Popović i Ivan Radulović", "Елена Стојановска и Петар Николов"]
)
def test_two_people_with_an_and_of_another_language(two: str) -> None:
    text = f"| Vreme | Aktivnost | Predavač |\n|--|--|--|\n| 9:00-10:00 | Radionica | {two} |\n| 10:00-11:00 | Ručak | |"
    assert [len(one.people) for one in read(text).steps] == [2, 0]
    (work, _lunch) = read(text.replace(two, "Agim Hoxha i Bashkisë Elbasan")).steps
    assert work.people == ("Agim Hoxha",)
