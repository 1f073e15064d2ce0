"""What was done to themes, on the page of what happened in the event."""

from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from .test_themes import THEMES, listed, state

PAGE = "/events/spring/history"


def undo_address(client: FlaskClient, sentence: str) -> str:
    """Where the page undoes what it tells so."""
    after = client.get(PAGE).text.split(sentence)[1]
    return next(part.split('"')[0] for part in after.split('action="')[1:])


def test_themes_tell_and_are_undone(
    organiser: FlaskClient, sign_in: Any, app: Flask, answered, theme_ids
) -> None:
    answered("donor", "One", "Money", "Funds")
    before, ids = state(app), theme_ids()
    organiser.post(f"{THEMES}/{ids['Money']}/merge", data={"into": ids["Funds"]})
    address = undo_address(organiser, "“Money” was merged into “Funds”.")
    for role in ("note_taker", "staff", "viewer"):
        assert "was merged into" not in sign_in(role).get(PAGE).text
        assert sign_in(role).post(address).status_code == 403
    assert organiser.post(address).status_code == 302
    assert (state(app), listed(organiser)) == (before, ["Money", "Funds"])
    page = organiser.get(PAGE).text
    assert "<del>“Money” was merged into “Funds”.</del>" in page
    assert organiser.post(address).status_code == 409
    assert organiser.post(address.replace("/undo", "/redo")).status_code == 302
    assert listed(organiser) == ["Funds"]


def test_what_was_changed_again_since_is_not_undone(
    organiser: FlaskClient, app: Flask, answered, theme_ids
) -> None:
    answered("donor", "One", "Money", "Funds")
    money = theme_ids()["Money"]
    for version, name in enumerate(("Cash", "Coins"), 1):
        organiser.post(
            f"{THEMES}/{money}", data={"version": version, "name-en": name, "colour": "0"}
        )
    before = state(app)
    refused = organiser.post(undo_address(organiser, "“Money” was edited."))
    assert (refused.status_code, state(app)) == (409, before)
    assert "Somebody has changed “Coins” since; nothing was undone." in refused.text
