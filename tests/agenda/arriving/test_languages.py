"""Agendas in the languages of neighbours and of projects: German, Serbian, Macedonian, Italian, French."""

import pytest

from tests.agenda.arriving.test_rules import read, steps


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
