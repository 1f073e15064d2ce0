"""Ordinary programmes, put together at random in the ways people write them: what each says is known, and all of it is understood."""

import csv
import io
import random
from dataclasses import dataclass
from html import escape

import pytest
from openpyxl import Workbook

from facilitate.agenda.arriving.arrived import arrived_to_json
from facilitate.agenda.arriving.reading import read_agenda
from tests.agenda.arriving.test_rules import NEAR

TITLES = {
    "en": ["Opening remarks", "Panel: Community policing in practice", "Case study: Shkodra municipality", "Draft action plan: discussion"]
    + ["Version two of the strategy", "Questions and answers", "Signing of the memorandum", "Next steps and closing"],
    "sq": ["Fjala e hapjes", "Panel: Policimi në komunitet", "Rast studimor: Bashkia Shkodër", "Protokolli i bashkëpunimit"]
    + ["Kontaktet e para me komunitetin", "Pyetje dhe përgjigje", "Nënshkrimi i memorandumit", "Hapat e ardhshëm dhe mbyllja"],
}  # fmt: skip
BREAKS = {"en": ["Coffee break", "Lunch", "Tea"], "sq": ["Pushim kafeje", "Drekë", "Kafe"]}
PEOPLE = [
    "Drita Prenga",
    "Thomas Müller",
    "Elira Basha",
    "Jane Roe",
    "Besnik Leka",
    "Anna Kowalska",
]
HONORIFICS = {"en": ["", "Ms ", "Dr. "], "sq": ["", "z. ", "Znj. "]}
OFFICES = {
    "en": ["Ministry of Interior", "Mayor of Korça"],
    "sq": ["Ministria e Brendshme", "Kryetar i Bashkisë"],
}
ROOMS = {"en": ["Main hall", "Room 2", "Foyer"], "sq": ["Salla A", "Salla e konferencave", "Holli"]}
HEADINGS = {
    "en": [["Time", "Time slot", "Schedule"], ["Activity", "Topic", "Session"], ["Speakers", "Who", "Lead"], ["Room", "Venue"]],
    "sq": [["Ora", "Koha", "Orari"], ["Aktiviteti", "Tema", "Çështja"], ["Folësit", "Përgjegjës", "Kush"], ["Salla", "Vendi"]],
}  # fmt: skip
DAYS = {
    "en": ["Tuesday, 20 April 2027", "Wednesday, 21 April 2027"],
    "sq": ["E martë, 20 prill 2027", "E mërkurë, 21 prill 2027"],
}
CLOCKS = ["{h}:{m:02}", "{h:02}.{m:02}", "{h}h{m:02}", "{t}:{m:02} {half}", "{t}:{m:02}"]
BETWEEN = [" – ", "-", " - ", "\n"]


@dataclass
class Step:
    start: int
    minutes: int
    title: str
    people: list[str]
    room: str
    is_break: bool

    def told(self) -> dict[str, object]:
        return {
            "start": f"{self.start // 60:02}:{self.start % 60:02}",
            "minutes": self.minutes,
            "title": self.title,
            "people": self.people,
            "room": self.room or None,
            "break": self.is_break,
        }


def a_day(chance: random.Random, language: str) -> list[Step]:
    steps, now = [], chance.choice([510, 540, 600])
    titles = chance.sample(TITLES[language], 7)
    for number, title in enumerate(titles):
        minutes = chance.choice([15, 30, 45, 75, 90])
        pause = number in (2, 4)
        people = [] if pause else chance.sample(PEOPLE, chance.randint(0, 2))
        room = "" if pause else chance.choice(["", *ROOMS[language]])
        name = chance.choice(BREAKS[language]) if pause else title
        steps.append(Step(now, minutes, name, people, room, pause))
        now += minutes
    return steps


def clock(minute: int, style: str) -> str:
    hour, rest = divmod(minute, 60)
    return style.format(h=hour, m=rest, t=(hour - 1) % 12 + 1, half="AM" if hour < 12 else "PM")


def named(chance: random.Random, language: str, people: list[str], office: bool) -> str:
    said = [
        chance.choice(HONORIFICS[language])
        + one
        + (f" ({chance.choice(OFFICES[language])})" if office else "")
        for one in people
    ]
    return ", ".join(said)


def as_table(chance: random.Random, language: str, days: list[list[Step]]) -> bytes:
    """A table: a heading row, a row for each day, columns in one of two orders; as a workbook, csv, page, or pasted with tabs."""
    kind = chance.choice(["xlsx", "csv", "html", "pasted"])
    style, between = (
        chance.choice(CLOCKS),
        chance.choice(BETWEEN[:3] if kind == "pasted" else BETWEEN),
    )
    office, room_ahead = chance.random() < 0.5, chance.random() < 0.3
    order = [0, 3, 1, 2] if room_ahead else [0, 1, 2, 3]
    heads = [chance.choice(one) for one in HEADINGS[language]]
    rows = [[heads[place] for place in order]]
    for day, steps in zip(DAYS[language], days, strict=False):
        rows.append([day])
        for one in steps:
            time = clock(one.start, style) + between + clock(one.start + one.minutes, style)
            cells = [time, one.title, named(chance, language, one.people, office), one.room]
            rows.append([cells[place] for place in order])
    if kind == "pasted":
        return "\n".join("\t".join(row) for row in rows).encode()
    if kind == "html":
        body = "".join(
            f"<tr><td colspan=4>{row[0]}</td></tr>"
            if len(row) == 1
            else "<tr>"
            + "".join(f"<td>{escape(one).replace(chr(10), '<br>')}</td>" for one in row)
            + "</tr>"
            for row in rows
        )
        return f"<table>{body}</table>".encode()
    if kind == "csv":
        written = io.StringIO()
        csv.writer(written, delimiter=chance.choice(",;\t")).writerows(
            row + [""] * (4 - len(row)) for row in rows
        )
        return written.getvalue().encode("utf-8-sig")
    book = Workbook()
    for row in rows:
        book.active.append([one or None for one in row])  # type: ignore[union-attr]
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def as_lines(chance: random.Random, language: str, days: list[list[Step]]) -> bytes:
    """Lines: people behind a dash, in brackets, or below; the room in brackets, behind a comma, or below."""
    style, between = chance.choice(CLOCKS), chance.choice(BETWEEN[:3])
    gap = chance.choice([": ", "  ", "\t", " | "])
    bullet = chance.choice(["", "- "])
    where, label = chance.choice(["dash", "brackets", "below"]), chance.choice(["Moderator: ", ""])
    lines = []
    for day, steps in zip(DAYS[language], days, strict=False):
        lines += [day, ""]
        for one in steps:
            said = f"{bullet}{clock(one.start, style)}{between}{clock(one.start + one.minutes, style)}{gap}{one.title}"
            names = named(chance, language, one.people, office=where == "below")
            said += f" – {names}" if names and where == "dash" else ""
            said += f" ({names})" if names and where == "brackets" else ""
            said += f" ({one.room})" if one.room else ""
            lines.append(said)
            lines += [f"    {label}{names}"] if names and where == "below" else []
        lines.append("")
    closing = {"en": "Kind regards,\nArta Hoxha", "sq": "Me respekt,\nArta Hoxha"}[language]
    return "\n".join([*lines, closing]).encode()


@pytest.mark.parametrize("seed", range(100))
def test_a_programme_is_understood_as_it_was_put_together(seed: int) -> None:
    chance = random.Random(seed)
    language = chance.choice(["en", "sq"])
    days = [a_day(chance, language) for _ in range(chance.randint(1, 2))]
    write = chance.choice([as_table, as_lines])
    content = write(chance, language, days)
    found = arrived_to_json(read_agenda(content, "Europe/Tirane", NEAR))
    assert found == {
        "days": [
            {"date": f"2027-04-{20 + number}", "steps": [one.told() for one in steps]}
            for number, steps in enumerate(days)
        ]
    }, content[:3000]
