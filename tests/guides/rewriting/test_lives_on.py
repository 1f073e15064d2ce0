"""What the team has written comes out wherever the guide is read, in both languages, and goes with the step."""

import io
import re

import docx
import sqlalchemy as sa
from docx.oxml.ns import qn
from flask import Flask
from flask.testing import FlaskClient

from facilitate.agenda.models import AgendaVersion
from facilitate.data.db import db

from .conftest import GUIDE, script_fields

AGENDA = "/events/spring/agenda"
SAID = {
    "script-say": ("Welcome, twelve counties.", "Mirë se erdhët, dymbëdhjetë qarqe."),
    "helper": ("Hosts wait at the door.", "Mikpritësit presin te dera."),
    "notes": ("Write down every county.", "Shkruani çdo qark."),
    "transition": ("Coffee is outside.", "Kafja është jashtë."),
    "late": ("Leave out the greetings.", "Hiqni përshëndetjet."),
    "spare": ("One more voice.", "Edhe një zë."),
}


def write(client: FlaskClient, address: str) -> None:
    form = script_fields(client, address)
    for name, (en, sq) in SAID.items():
        one = form[f"{name}-en"], form[f"{name}-sq"]
        if name.startswith("script"):
            one[0][0], one[1][0] = en, sq
        else:
            form[f"{name}-en"], form[f"{name}-sq"] = en, sq
    assert client.post(address, data=form).status_code == 302


def word(client: FlaskClient, query: str) -> str:
    document = docx.Document(io.BytesIO(client.get(f"{GUIDE}.docx?{query}").data))
    return "\n".join(one.text for one in document.element.body.iter(qn("w:t")) if one.text)


def counts(text: str, place: int) -> list[int]:
    """How often each wording stands there, in English (0) or Albanian (1); that for notes stands on their sheets too."""
    return [text.count(one[place]) for name, one in SAID.items() if name != "notes"]


def test_on_paper_on_screen_and_in_rehearsal(organiser: FlaskClient, address) -> None:
    write(organiser, address("Opening"))
    for place, code in enumerate(("en", "sq")):
        for text in (
            word(organiser, f"lang={code}"),
            organiser.get(f"{GUIDE}?lang={code}").text,
            organiser.get(f"{GUIDE}/steps/1-1?lang={code}").text,
        ):
            assert counts(text, place) == [1] * 5
            assert counts(text, 1 - place) == [0] * 5
            assert [one in text for one in SAID["notes"]] == [place == 0, place == 1]
    assert "Write down every county." in word(organiser, "lang=en&for=notes")


def test_it_goes_with_the_step(
    organiser: FlaskClient, address, steps: dict[str, int], app: Flask
) -> None:
    organiser.post(f"{AGENDA}/versions", data={"name": "Before"})
    write(organiser, address("Opening"))
    organiser.post(f"{AGENDA}/versions", data={"name": "Written"})
    organiser.post(f"{AGENDA}/duplicate", data={"step": steps["Opening"]})
    assert counts(word(organiser, "lang=sq"), 1) == [2] * 5
    organiser.post(f"{AGENDA}/undo")
    assert counts(word(organiser, "lang=sq"), 1) == [1] * 5
    organiser.post(f"{AGENDA}/undo")
    assert counts(word(organiser, "lang=sq"), 1) == [0] * 5
    organiser.post(f"{AGENDA}/redo")
    assert counts(word(organiser, "lang=en"), 0) == [1] * 5
    with app.app_context():
        versions = {one.name: one.id for one in db.session.scalars(sa.select(AgendaVersion))}
    for name, times in (("Before", 0), ("Written", 1)):
        address_of = f"{AGENDA}/versions/{versions[name]}"
        seen = re.search(r'name="revision"[^>]*value="([^"]*)"', organiser.get(address_of).text)
        assert seen
        assert organiser.post(address_of, data={"revision": seen[1]}).status_code == 302
        assert counts(word(organiser, "lang=en"), 0) == [times] * 5
