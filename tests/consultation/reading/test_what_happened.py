"""What was done to themes, on the page of what happened in the event."""

from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from .test_themes import THEMES, listed, state

PAGE = "/events/spring/history"


def test_themes_tell_and_are_undone(
    organiser: FlaskClient, sign_in: Any, app: Flask, answered, theme_ids
) -> None:
    answered("donor", "One", "Money", "Funds")
    before, ids = state(app), theme_ids()
    organiser.post(f"{THEMES}/{ids['Money']}/merge", data={"into": ids["Funds"]})
    page = organiser.get(PAGE).text
    assert "“Money” was merged into “Funds”." in page
    (address,) = {
        part.split('"')[0] for part in page.split('action="') if part.startswith(f"{PAGE}/themes/")
    }
    for role in ("note_taker", "staff", "viewer"):
        assert "was merged into" not in sign_in(role).get(PAGE).text
        assert sign_in(role).post(address).status_code == 403
    assert organiser.post(address).status_code == 302
    assert (state(app), listed(organiser)) == (before, ["Money", "Funds"])
    page = organiser.get(PAGE).text
    assert "<del>“Money” was merged into “Funds”.</del>" in page
    assert organiser.post(address).status_code == 409
    assert organiser.post(address.replace("/undo", "/redo")).status_code == 409


def test_what_came_later_is_undone_first(organiser: FlaskClient, answered, theme_ids) -> None:
    answered("donor", "One", "Money", "Funds")
    money = theme_ids()["Money"]
    for version, name in enumerate(("Cash", "Coins"), 1):
        organiser.post(
            f"{THEMES}/{money}", data={"version": version, "name-en": name, "colour": "0"}
        )
    page = organiser.get(PAGE).text
    _later, first = [
        part.split('"')[0] for part in page.split('action="') if part.startswith(f"{PAGE}/themes/")
    ]
    refused = organiser.post(first)
    assert (refused.status_code, "Undo this first: “Cash” was edited." in refused.text) == (
        409,
        True,
    )
