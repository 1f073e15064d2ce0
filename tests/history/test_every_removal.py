"""Every button of the product that removes something, pressed on the demo: undone at once, and back from the bin.

The judge reads pages alone: buttons are found by where they lead, the way back by the flash and by the bin.
"""

from dataclasses import dataclass
from typing import Any

import lxml.html
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.exceptions import HTTPException
from werkzeug.routing import MapAdapter

from ..bench_demo import signed_in
from ..demo_pages import DemoPage
from ..table_rows import Shot, read_all_rows

ACTS = ("remove", "delete", "unbind", "unlink", "discard")
"""How the name of a function begins that removes something, or what its button sends."""
ASIDE = {"version", "changed_at", "removed_at", "gone", "undone"}
"""Columns that count edits, or say that a row is removed."""
STAY = {
    "agenda.restore_version",
    "consultation.remove_quote",  # left out of the page for others: the passage stays
    "directory.discard_own_entry",  # what somebody sent of themselves, answered
    "events.remove_outside_feed",
}
"""What is called so and removes nothing."""
ASKED_ANEW = {"forums.remove_activity"}
"""A plan that was sent to the members is a new edition from then on, whatever comes back."""
MOVED_UP = {"participation.remove_participation"}
"""Who waited for a seat and was told of it keeps it."""
ONLY_UNDONE = {
    "agenda.remove_room": "in the agenda's history for good",
    "agenda.remove_strand_of_block": "in the agenda's history for good",
    "checklists.remove_job": "in the checklist's history for good; its tasks stay",
    "cafe.remove_mix_column": "in the café's history for good",
    "cafe.remove_mix_wish": "in the café's history for good",
}
"""What is undone at once and in the history, and is no row of a bin."""


NEEDED = [
    "consultation.remove_invitation",  # it was answered
    "directory.remove_organisation",
    "directory.remove_person",
    "events.remove_member",
    "forums.remove_presidency",
]
"""What the demo needs: the page says why it stays. Without anything that needs them they go in `test_planner.py`."""


@dataclass(frozen=True)
class Press:
    """A button that removes: the page it stands on, where it leads and what it sends."""

    page: str
    to: str
    sent: dict[str, list[str]]


def rows_there(app: Flask) -> Shot:
    """Every row of the planner but what is remembered of changes."""
    with app.app_context():
        shot = read_all_rows()
    return {name: found for name, found in shot.items() if name not in ("change", "audit_entry")}


def removing_buttons(text: str, page: str, urls: MapAdapter) -> dict[str, Press]:
    """By the function they lead to, and what they say to it."""
    found = {}
    whole = lxml.html.document_fromstring(text)
    for form in whole.forms:
        for button in form.iter("button") if form.method == "POST" else ():
            to = button.get("formaction") or form.action or page
            try:
                endpoint, values = urls.match(to.split("?")[0], method="POST")
            except HTTPException:
                continue
            said = {str(values.get("what")), str(values.get("do")), str(button.get("value"))}
            acts = endpoint.split(".")[-1].startswith(ACTS) or said & set(ACTS)
            if endpoint.startswith("accounts.") or endpoint in STAY or not acts:
                continue
            sent: dict[str, list[str]] = {}
            for name, value in form.form_values():
                sent.setdefault(name, []).append(value)
            ticks = whole.xpath("//input[@type='checkbox'][@form=$of]", of=form.get("id") or "-")
            for tick in [*ticks, *form.xpath(".//input[@type='checkbox'][@name][not(@checked)]")]:
                sent.setdefault(tick.get("name"), [tick.get("value", "on")])
                break
            if button.get("name"):
                sent.setdefault(button.get("name"), []).append(button.get("value", ""))
            key = endpoint + (f" {values['kind']}" if "kind" in values else "")
            found.setdefault(key, Press(page, to, sent))
    return found


def way_back(text: str) -> tuple[str, dict[str, list[str]]] | None:
    """What the flash of a page offers: where it leads and what it sends."""
    for form in lxml.html.document_fromstring(text).forms:
        if form.xpath("ancestor-or-self::*[contains(concat(' ', @class, ' '), ' flash ')]"):
            sent = {name: [value] for name, value in form.form_values()}
            for button in form.iter("button"):
                if button.get("name"):
                    sent[button.get("name")] = [button.get("value", "")]
            return form.action, sent
    return None


def bin_of(page: str) -> str:
    """Where what was removed on that page waits."""
    event = page.split("/")[2] if page.startswith("/events/") else ""
    return f"/events/{event}/history/bin" if event else "/planner/history/bin"


def restores(client: FlaskClient, page: str) -> list[str]:
    """The buttons of a bin."""
    forms = lxml.html.document_fromstring(client.get(bin_of(page)).text).forms
    return [form.action for form in forms if (form.action or "").endswith("/restore")]


def press(client: FlaskClient, one: Press) -> Any:
    return client.post(one.to, data=one.sent, headers={"Referer": f"http://localhost{one.page}"})


def rows_that_stand(columns: list[str], rows: list[tuple[Any, ...]]) -> list[str]:
    """Without those that are removed, and without the columns that count edits."""
    kept = [place for place, name in enumerate(columns) if name not in ASIDE]
    gone = [columns.index(name) for name in ("removed_at", "gone", "undone") if name in columns]
    return sorted(
        repr([row[place] for place in kept])
        for row in rows
        if not any(row[place] for place in gone)
    )


def differing(before: Shot, after: Shot) -> list[str]:
    """The tables in which other rows stand than before; most are the same to the last row."""
    return [
        name
        for name in before
        if before[name] != after[name]
        and rows_that_stand(*before[name]) != rows_that_stand(*after[name])
    ]


def test_whatever_is_removed_comes_back_at_once_and_from_the_bin(
    demo: Flask, demo_pages: list[DemoPage]
) -> None:
    client = signed_in(demo)
    urls, buttons = demo.url_map.bind("localhost"), {}
    for page in demo_pages:
        if page.is_html:
            buttons = {**removing_buttons(page.text, page.address, urls), **buttons}
    wrong: dict[str, Any] = {}
    refused = []
    for key, one in sorted(buttons.items()):
        before = rows_there(demo)
        answer = press(client, one)
        if answer.status_code in (409, 422):  # it says why it cannot be removed
            refused.append(key)
            continue
        back = way_back(client.get(answer.location).text) if answer.location else None
        if back is None:
            wrong[key] = ("no Undo", answer.status_code, one.page)
            continue
        client.post(back[0], data=back[1])
        excused = key in ASKED_ANEW | MOVED_UP
        if not excused and (left := differing(before, rows_there(demo))):
            wrong[key] = ("not undone", left)
        before, there = rows_there(demo), restores(client, one.page)
        press(client, one)
        new = [way for way in restores(client, one.page) if way not in there]
        if key.split()[0] in ONLY_UNDONE:
            continue
        if not new:
            wrong[key] = ("not in the bin", one.page)
            continue
        for way in new:
            client.post(way)
        if not excused and (left := differing(before, rows_there(demo))):
            wrong[key] = ("not restored", left)
    assert wrong == {}
    assert refused == NEEDED
    assert len(buttons) > 35
