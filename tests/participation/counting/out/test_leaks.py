"""Trying to find out about one or two people from everything that leaves the house: files, pictures, the public page.

The event has groups of one and two in every table. What is read back from each file is put through a search for small
numbers and for numbers that give them away; the same search finds them in the figures of the house.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from html import unescape
from itertools import combinations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from facilitate.data.db import db
from facilitate.events.models import Event
from facilitate.participation.actions import invite_all_to_event
from facilitate.participation.counting.event_report import report_of_event
from facilitate.participation.models import ParticipantRole, Participation, Standing
from facilitate.web.i18n import use_language

from .... import moment
from ....directory.rows import add_office, add_worker
from ....scenes import keep_scene
from .reports import in_csv, in_excel, in_word

HOUSE = "/events/spring/figures"
PEOPLE = {
    ("central_government", "tirane"): 11,
    ("central_government", "vlore"): 1,
    ("local_government", "vlore"): 9,
    ("local_government", "kukes"): 2,
    ("civil_society", "tirane"): 17,
    ("civil_society", "korce"): 4,
    ("international_ngo", "tirane"): 2,
    ("donor", "tirane"): 5,
    ("media", "fier"): 1,
    ("academia", "berat"): 3,
}
SUMS = {"Government (total)": ("Central government", "Local government")}
"""Rows that are sums of others."""


@dataclass(frozen=True)
class Told:
    """One column of one table as somebody outside reads it: numbers by row (None: not shown), and the total, if it is told."""

    where: str
    rows: dict[str, int | None]
    total: int | None = None


IN_SHORT = "Every event on one line"


def leaks(columns: Iterable[Told]) -> list[str]:
    """What can be found out about one or two people from these columns by looking, adding and subtracting."""
    found = []
    for one in columns:
        found += [f"{one.where}: {name} is {n}" for name, n in one.rows.items() if n in (1, 2)]
        for whole, parts in SUMS.items():
            found += _sum(one, whole, parts)
        parts = [name for name in one.rows if name not in SUMS]
        hidden = [name for name in parts if one.rows[name] is None]
        if one.total is not None and hidden:
            rest = one.total - sum(one.rows[name] or 0 for name in parts)
            if rest in (1, 2) or len(hidden) == 1:
                found.append(f"{one.where}: {hidden} together are {rest}")
    return found


def _sum(one: Told, whole: str, parts: Sequence[str]) -> list[str]:
    """A sum that is told, and all of its parts but one."""
    hidden = [name for name in parts if one.rows.get(name, 0) is None]
    total = one.rows.get(whole)
    if total is None or not hidden:
        return []
    rest = total - sum(one.rows.get(name) or 0 for name in parts)
    return (
        [f"{one.where}: {hidden} are {rest} of {whole}"]
        if rest in (1, 2) or len(hidden) == 1
        else []
    )


@pytest.fixture
@keep_scene
def held(app: Flask, cast) -> None:
    """Small groups everywhere; some were only invited, a few presented."""
    with app.app_context():
        spring = db.session.get_one(Event, cast.event_id)
        spring.first_day = spring.last_day = date(2026, 3, 18)
        number = 0
        for (sector, district), people in PEOPLE.items():
            at = add_office(f"Office {sector} {district}", sector, district)
            for _ in range(people):
                number += 1
                standing = (
                    Standing.DECLINED
                    if number % 17 == 0
                    else Standing.COMING
                    if number % 23 == 0
                    else Standing.ATTENDED
                )
                parts = (
                    [ParticipantRole.SPEAKER] if number % 29 == 0 else [ParticipantRole.PARTICIPANT]
                )
                invite_all_to_event(spring, [add_worker(f"N{number} Prova", at)], standing, parts)
        walked = invite_all_to_event(spring, [add_worker("Erdhi Vetë", at)], Standing.ATTENDED)
        walked[0].walk_in = True
        db.session.commit()
        assert db.session.query(Participation).count() == sum(PEOPLE.values()) + 1


def number(text: object) -> int | None:
    """A cell's number; a star is None."""
    if isinstance(text, int):
        return text
    found = re.match(r"\d+", str(text))
    return int(found[0]) if found else None


def from_csv(content: bytes) -> list[Told]:
    columns: dict[tuple[str, str], dict[str, int | None]] = {}
    totals = {}
    for table, who, column, people, _share, total, _of in in_csv(content)[1:]:
        columns.setdefault((table, column), {})[who] = number(people)
        totals[table, column] = number(total)
    adds_up = {key for key in columns if key[0] not in ("By role", "From invited to attended")}
    return [
        Told(
            f"{key[0]}/{key[1]}",
            rows,
            totals[key] if key in adds_up and not _unknown(rows) else None,
        )
        for key, rows in columns.items()
    ]


def _unknown(rows: dict[str, int | None]) -> bool:
    """Whether people are left out of the total because something is not known of them."""
    return any("not known" in name for name in rows)


def from_tables(where: str, tables: Iterable[list[list[object]]]) -> list[Told]:
    """Columns of tables with heads, counts and shares in turn or in one cell."""
    found = []
    for place, (heads, *rows) in enumerate(tables):
        for column, head in enumerate(heads):
            if column and head not in ("Share", "", None):
                found.append(
                    Told(
                        f"{where} {place}/{head}",
                        {str(row[0]): number(row[column]) for row in rows if row[0]},
                    )
                )
    return found


def with_rows_named(one: Told, texts: Iterable[str], excel: Sequence[Told]) -> Told:
    """With the rows of which a sentence says that nothing is shown; a row that the same table of Excel has is in one or the other."""
    named = {
        name
        for text in texts
        if text.startswith("Not shown, because")
        for name in re.findall("“(.+?)”", text)
    }
    whole = min(
        (same for same in excel if same.rows.keys() >= one.rows.keys()),
        key=lambda same: len(same.rows),
    )
    assert whole.rows.keys() - one.rows.keys() <= named
    return replace(one, rows={name: one.rows.get(name) for name in whole.rows})


def from_excel(content: bytes) -> list[Told]:
    """Every sheet with a table: its columns, and those that a chart is drawn from."""
    found = []
    for name, rows in in_excel(content).items():
        if name in ("Contents", IN_SHORT):
            continue
        end = next(place for place, row in enumerate(rows) if place > 4 and row[0] is None)
        table = [rows[2], *rows[4:end]]
        found += from_tables(name, [[[*row] for row in table]])
        charted = next(
            (n for n, head in enumerate(rows[3]) if n and head is None and rows[4][n] is not None),
            None,
        )
        if charted is not None:
            data = [
                [("" if n == 0 else cell) for n, cell in enumerate(rows[3][charted:])],
                *(
                    ["" if cell is None else cell for cell in row[charted:]]
                    for row in rows[4:end]
                    if row[charted] is not None
                ),
            ]
            found += from_tables(f"{name} chart", [data])
    return found


def from_pictures(markup: str) -> list[Told]:
    """What pictures say to who cannot see them, and every number that is written on them by itself or with a share."""
    found = []
    for label in re.findall(r'aria-label="([^"]*)"', markup):
        cells: dict[str, dict[str, int | None]] = {}
        for row in re.split(r"\.(?= |$)", unescape(label))[1:]:
            name, _colon, said = row.strip().partition(": ")
            for cell in said.split(", "):
                split = re.fullmatch(r"(.+?) (\d+|\d+ · .*|not shown)", cell)
                if split:
                    cells.setdefault(split[1], {})[name] = number(split[2])
        found += [Told(f"picture/{column}", numbers) for column, numbers in cells.items()]
    written = re.findall(r"<text[^>]*>([^<]*)</text>", markup)
    small = [
        text for text in written if re.fullmatch(r"(\w+\+? )?[12]( · .*)?", unescape(text).strip())
    ]
    marks = {"1", "2", "3"}  # the numbers of the bars
    found.append(Told("written", {text: 1 for text in small if text not in marks}))
    return found


def test_the_search_finds_what_the_figures_of_the_house_tell(app: Flask, cast, held) -> None:
    with app.test_request_context(), use_language("en"):
        report = report_of_event(db.session.get_one(Event, cast.event_id), moment.planner_today())
        found = leaks(
            Told(
                f"{block.title}/{column.name}",
                {row.name: row.counts[n] for row in block.rows},
                column.total,
            )
            for block in report.blocks
            for n, column in enumerate(block.columns)
        )
    assert "By sector/Invited: Media is 1" in found
    assert "By county/Invited: Kukës is 2" in found
    assert len(found) > 10
    assert leaks([Told("x", {"a": 5, "b": None}, 7)]) == ["x: ['b'] together are 2"]
    assert leaks(
        [Told("x", {"Central government": 9, "Local government": None, "Government (total)": 11})]
    )


def test_one_line_of_an_event_tells_no_number_that_its_tables_hide(sign_in, held) -> None:
    viewer = sign_in("viewer")
    asked = "lang=en&event=spring&table=sector&table=place&table=role"
    known = {
        cell for line in in_csv(viewer.get(f"/figures.csv?{asked}").data)[1:] for cell in line[3:6]
    }
    for more in (asked, "lang=en&event=spring"):
        (_title, _of, _heads, line, *_rest) = in_excel(viewer.get(f"/figures.xlsx?{more}").data)[
            IN_SHORT
        ]
        told = re.findall(r"\d+(?:\.\d+)?", " ".join(str(cell) for cell in line[2:] if cell))
        assert len(told) >= 3
        assert set(told) <= known


def test_no_file_tells_of_one_or_two(sign_in, held) -> None:
    viewer = sign_in("viewer")
    for path in (HOUSE, "/figures"):
        more = "lang=en" if path == HOUSE else "lang=en&event=spring"
        told = from_csv(viewer.get(f"{path}.csv?{more}").data)
        assert len(told) >= 3
        assert leaks(told) == []
        told = from_excel(viewer.get(f"{path}.xlsx?{more}").data)
        assert any("chart" in one.where and one.rows for one in told)
        assert leaks(told) == []
        texts, tables = in_word(viewer.get(f"{path}.docx?{more}").data)
        excel, told = told, from_tables("Word", [one for one in tables if one[0][0] != "Event"])
        told = [with_rows_named(one, texts, excel) for one in told]
        assert any(None in one.rows.values() for one in told)
        assert leaks(told) == []
        labels = "".join(f'aria-label="{text}"' for text in texts if text.count(":") > 1)
        assert leaks(from_pictures(labels)) == []


def test_all_files_leave_out_the_same(sign_in, held) -> None:
    """What one file hides no other one tells, in whatever form somebody takes it out."""
    viewer = sign_in("viewer")
    plain = {one.where: one.rows for one in from_csv(viewer.get(f"{HOUSE}.csv?lang=en").data)}
    other = {
        one.where: one.rows
        for one in from_csv(viewer.get(f"{HOUSE}.csv?lang=en&government=local_government").data)
    }
    assert any(None in rows.values() for rows in plain.values())
    for where, rows in plain.items():
        parts = {name: n for name, n in rows.items() if "(total)" not in name}
        assert {name: other[where][name] for name in parts} == parts
    excel = {
        one.where.replace(" 0/", "/"): one.rows
        for one in from_excel(viewer.get(f"{HOUSE}.xlsx?lang=en").data)
    }
    assert len(set(plain) & set(excel)) > 5
    for where, rows in plain.items():
        if where in excel:
            assert excel[where] == rows


def test_no_picture_and_no_public_page_tells_of_one_or_two(
    organiser: FlaskClient, client: FlaskClient, held
) -> None:
    organiser.post(f"{HOUSE}/public", data={"to": "published"})
    address = re.search(
        r'value="http://localhost(/f/[^"]+)"', organiser.get(f"{HOUSE}/public").text
    )
    assert address
    client.post("/language", data={"language": "en", "next": "/"})
    page = client.get(address[1], headers={"Accept-Language": "en"}).text
    told = from_pictures(page)
    assert {"Central government", "Local government"} <= set().union(*(one.rows for one in told))
    assert any(None in one.rows.values() for one in told)
    assert leaks(told) == []
    tables = [
        [
            [
                re.sub("<[^>]*>", "", unescape(cell))
                for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)
            ]
            for row in re.findall(r"<tr.*?</tr>", table, re.DOTALL)
        ]
        for table in re.findall(r"<table.*?</table>", page, re.DOTALL)
    ]
    assert len(tables) > 5
    told = from_tables("page", tables)
    assert any(None in one.rows.values() for one in told)
    assert leaks(told) == []
    names = sorted(set(re.findall(r'href="(/f/[^"]+\.svg)[^"]*"', page)))
    assert len(names) > 5
    for name in names:
        assert (name, leaks(from_pictures(client.get(f"{name}?lang=en").text))) == (name, [])
    assert leaks(from_csv(client.get(f"{address[1]}/figures.csv?lang=en").data)) == []
    assert leaks(from_excel(client.get(f"{address[1]}/figures.xlsx?lang=en").data)) == []


def test_no_name_of_a_person_or_an_office_leaves(
    sign_in, organiser: FlaskClient, client: FlaskClient, held
) -> None:
    viewer = sign_in("viewer")
    texts, tables = in_word(viewer.get(f"{HOUSE}.docx?lang=en").data)
    everything = " ".join(
        [*texts, str(tables), str(in_excel(viewer.get(f"{HOUSE}.xlsx?lang=en").data))]
    )
    everything += viewer.get(f"{HOUSE}.csv?lang=en").text
    organiser.post(f"{HOUSE}/public", data={"to": "published"})
    everything += organiser.get(f"{HOUSE}/public").text
    assert "Prova" not in everything
    assert "Office " not in everything


def test_pairs_of_columns_do_not_tell_of_one_or_two_by_subtraction(sign_in, held) -> None:
    """Invited without confirmed, confirmed without attended: the difference of a row between two stages is a group too."""
    told = from_csv(sign_in("viewer").get(f"{HOUSE}.csv?lang=en").data)
    by_table: dict[str, list[Told]] = {}
    for one in told:
        by_table.setdefault(one.where.split("/")[0], []).append(one)
    small = [
        (one.where, other.where, name, n)
        for columns in by_table.values()
        for one, other in combinations(columns, 2)
        for name, n in one.rows.items()
        if n and (m := other.rows.get(name)) and abs(n - m) in (1, 2)
    ]
    assert small == []
