"""Letters by post: the sheet for a mail merge, its personal links, the poster."""

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.accounts.audit import AuditAct, audit_entries
from facilitate.data.db import db
from facilitate.directory.models import ContactExport
from facilitate.events.models import Event

from .conftest import change_invitation, links_of, merge_sheet, name_answers

pytestmark = pytest.mark.both_databases
HERE = "/events/spring/consultation"
LIST = f"{HERE}/invitations"


# merge sheet and poster


def sheet(client: FlaskClient, kind: str = "invitation") -> tuple[list[str], list[list[Any]], int]:
    workbook = merge_sheet(client, f"{LIST}/merge", kind=kind)
    rows = [[cell.value for cell in row] for row in workbook.worksheets[0].iter_rows()]
    return rows[0], rows[1:], workbook.worksheets[1].max_row


@pytest.mark.one_database
def test_the_merge_sheet_has_everything_a_letter_needs(
    app: Flask,
    organiser: FlaskClient,
    sign_in: Callable[[str], FlaskClient],
    invite: Callable[..., int],
) -> None:
    invite("Ana Hoxha", directory=True)
    invite("=Ben Kola", organisation="Zyra", language="sq", email="ben@office.example")
    with app.app_context():
        db.session.scalars(sa.select(Event)).one().language = "en"
        db.session.commit()
    head, rows, notes = sheet(organiser)
    assert head == [
        "Name",
        "Organisation",
        "E-mail",
        "Language",
        "Link",
        "Subject",
        "Text of the letter",
    ]
    by_name = {row[0]: row for row in rows}
    ben, ana = by_name["=Ben Kola"], by_name["Ana Hoxha"]
    assert (ben[1:4], ana[2:4]) == (["Zyra", "ben@office.example", "Shqip"], [None, "English"])
    assert (ana[5], ana[6].startswith("Dear Ana Hoxha,")) == (
        "Your view counts: Spring conference",
        True,
    )
    assert (ana[4] in ana[6], ana[4] != ben[4]) == (True, True)
    assert app.test_client().get(ana[4].removeprefix("http://localhost")).status_code == 200
    everything = sheet(sign_in("administrator"))
    assert {row[0]: row[2] for row in everything[1]}["Ana Hoxha"] == "ana@office.example"
    assert notes == everything[2] + 1  # says why the address is missing
    with app.app_context():
        taken = db.session.scalars(sa.select(ContactExport)).all()
        file = "spring-invitation.xlsx"
        assert [(one.what, one.event, one.people) for one in taken] == [(file, "spring", 1)]
        assert [one.about for one, *_names in audit_entries(act=AuditAct.EXPORTED)] == [
            f"{file} · spring · 1"
        ]


@pytest.mark.one_database
def test_the_reminder_sheet_tells_nobody_who_has_answered(
    app: Flask, organiser: FlaskClient, invite: Callable[..., int]
) -> None:
    ana, _ben = invite("Ana Hoxha"), invite("Ben Kola")
    change_invitation(app, ana, answered=True)
    assert len(sheet(organiser, "reminder")[1]) == 2
    name_answers(app)
    assert [row[0] for row in sheet(organiser, "reminder")[1]] == ["Ben Kola"]


def test_links_are_given_away_once_and_a_newer_sheet_ends_those_of_the_older(
    app: Flask, organiser: FlaskClient, invite: Callable[..., int]
) -> None:
    def links(whom: str, query: str = "") -> dict[str, str]:
        book = merge_sheet(organiser, f"{LIST}/merge{query}", whom)
        rows = book.worksheets[0].iter_rows(min_row=2, values_only=True)
        return {row[0]: row[4].removeprefix("http://localhost") for row in rows}

    def opened(*paths: str) -> list[int]:
        return [app.test_client().get(path).status_code for path in paths]

    ana = invite("Ana Hoxha")
    first = links("new")
    invite("Ben Kola")
    page = organiser.get(f"{LIST}/merge").text
    assert (
        "Links that these people received earlier stop working" in page,
        "1 person without a link" in page,
    ) == (
        True,
        True,
    )
    second = links("new")
    assert (list(first), list(second)) == (["Ana Hoxha"], ["Ben Kola"])
    assert opened(*first.values(), *second.values()) == [200, 200]
    alone = links("", f"?who={ana}")
    assert opened(*first.values(), *second.values(), *alone.values()) == [410, 200, 200]
    third = links("everybody")
    assert opened(*second.values(), *alone.values(), *third.values()) == [410, 410, 200, 200]
    assert organiser.get(f"{LIST}/merge?who=999").status_code == 404


@pytest.mark.one_database
def test_the_team_never_sees_a_link(
    app: Flask, organiser: FlaskClient, invite: Callable[..., int]
) -> None:
    ana, path = invite("Ana Hoxha"), links_of(app)["Ana Hoxha"]
    pages = [LIST, f"{LIST}/{ana}", f"{LIST}/merge", f"{LIST}/merge?who={ana}"]
    pages += [
        f"{HERE}/letters/{kind}{more}"
        for kind in ("invitation", "reminder")
        for more in ("", f"?who={ana}", "/send")
    ]
    said = [organiser.get(page) for page in pages]
    assert [(one.status_code, "/i/" in one.text, path in one.text) for one in said] == [
        (200, False, False)
    ] * len(pages)


@pytest.mark.one_database
def test_the_poster_speaks_both_languages(organiser: FlaskClient, asked) -> None:
    text = organiser.get(f"{HERE}/poster").text
    assert (
        "What should the conference bring?" in text,
        "Çfarë duhet të sjellë konferenca?" in text,
    ) == (
        True,
        True,
    )
    assert f"localhost/a/{asked.token}" in text
    assert f'src="{HERE}/qr.svg"' in text
