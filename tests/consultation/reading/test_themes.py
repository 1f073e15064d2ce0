"""Themes: made, edited, moved, merged, split, removed, every one taken back; similar sentences."""

import re

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.consultation.models import Coding, Theme, ThemeChange
from facilitate.data.db import db
from facilitate.events.actions import add_goal, add_objective
from facilitate.events.models import Event, Objective
from facilitate.lib.text import Words
from tests.statements import count_statements

pytestmark = pytest.mark.both_databases

THEMES = "/events/spring/consultation/themes"
LIST = f"{THEMES}/all"
CHANGES = "/events/spring/history/themes"


def listed(client: FlaskClient) -> list[str]:
    """The names of the themes in the order of the list."""
    return re.findall(r'<th scope="row">.*?<a [^>]*>([^<]*)</a>', client.get(LIST).text)


def undo_last(client: FlaskClient, app: Flask) -> int:
    """Take back what was done last; the status."""
    with app.app_context():
        last = db.session.scalar(sa.select(sa.func.max(ThemeChange.id)))
    return client.post(f"{CHANGES}/{last}/undo").status_code


def all_codings(app: Flask) -> set[tuple[object, ...]]:
    """Every coding to the last detail, those of gone themes too."""
    with app.app_context():
        columns = (Coding.passage_id, Coding.theme_id, Coding.stance, Coding.user_id)
        return {tuple(row) for row in db.session.execute(sa.select(*columns))}


def state(app: Flask) -> list[tuple[object, ...]]:
    """Every theme as it is, but for its version."""
    with app.app_context():
        columns = (
            Theme.id,
            Theme.name,
            Theme.description,
            Theme.colour,
            Theme.gone,
            Theme.objective_id,
            Theme.goal_id,
        )
        return [tuple(row) for row in db.session.execute(sa.select(*columns).order_by(Theme.id))]


def test_a_theme_is_made_and_moved(organiser: FlaskClient, asked) -> None:
    assert "No themes yet" in organiser.get(LIST).text
    for name in ("Press", "Money", "Data"):
        assert organiser.post(f"{THEMES}/new", data={"name-en": name}).status_code == 302
    assert listed(organiser) == ["Press", "Money", "Data"]
    ids = re.findall(r'id="theme-(\d+)"', organiser.get(LIST).text)
    organiser.post(f"{THEMES}/{ids[2]}/move", data={"to": "up"})
    organiser.post(f"{THEMES}/{ids[0]}/move", data={"to": "up"})
    assert listed(organiser) == ["Press", "Data", "Money"]


@pytest.mark.one_database
def test_a_name_that_is_taken_is_said_and_nothing_typed_is_lost(
    organiser: FlaskClient, app: Flask, asked
) -> None:
    organiser.post(
        f"{THEMES}/new", data={"name-en": "Money", "name-sq": "Para", "description-en": "Budgets"}
    )
    before = state(app)
    for typed in ({"name-en": "MONEY"}, {"name-en": "Funds", "name-sq": "para"}):
        answer = organiser.post(f"{THEMES}/new", data={**typed, "description-en": "All that costs"})
        assert (answer.status_code, "There is already a theme with this name." in answer.text) == (
            422,
            True,
        )
        assert "All that costs</textarea>" in answer.text
        assert f'value="{typed["name-en"]}"' in answer.text
    assert state(app) == before
    assert before[0][1:3] == (Words("Money", "Para"), Words("Budgets"))


def test_an_edit_can_be_taken_back(organiser: FlaskClient, app: Flask, answered, theme_ids) -> None:
    answered("donor", "One", "Money")
    before, path = state(app), f"{THEMES}/{theme_ids()['Money']}"
    data = {
        "version": "1",
        "name-en": "Funds",
        "name-sq": "Fonde",
        "description-en": "All that costs",
        "colour": "7",
    }
    answer = organiser.post(path, data=data, follow_redirects=True)
    assert "“Money” was edited." in answer.text
    assert state(app)[0][1:4] == (Words("Funds", "Fonde"), Words("All that costs"), 7)
    assert organiser.post(path, data={**data, "name-en": "Cash"}).status_code == 409
    way_back = re.search(r'class="flash".*?action="([^"]+)"', answer.text, re.S)[1]
    assert "Undone: “Money” was edited." in organiser.post(way_back, follow_redirects=True).text
    assert state(app) == before
    assert organiser.post(way_back).status_code == 409


@pytest.mark.one_database
def test_saving_without_a_change_is_no_change(
    organiser: FlaskClient, app: Flask, answered, theme_ids
) -> None:
    answered("donor", "One", "Money")
    data = {"version": "1", "name-en": "Money", "name-sq": "Money sq", "colour": "0"}
    assert organiser.post(f"{THEMES}/{theme_ids()['Money']}", data=data).status_code == 302
    with app.app_context():
        assert db.session.scalar(sa.select(ThemeChange.id)) is None


def test_a_merge_and_its_way_back(
    organiser: FlaskClient, app: Flask, answered, theme_ids, coded
) -> None:
    answered("donor", "One", "Money")
    answered("media", "Two", "Money", "Funds")
    answered("media", "Three", "Funds")
    money, funds = theme_ids()["Money"], theme_ids()["Funds"]
    before, themes = all_codings(app), state(app)
    assert 'name="into"' in organiser.get(f"{THEMES}/{money}/merge").text
    preview = organiser.get(f"{THEMES}/{money}/merge?into={funds}").text
    assert ("1 passage moves." in preview, "1 passage has both themes already" in preview) == (
        True,
        True,
    )
    answer = organiser.post(f"{THEMES}/{money}/merge", data={"into": funds}, follow_redirects=True)
    assert "“Money” was merged into “Funds”." in answer.text
    assert listed(organiser) == ["Funds"]
    assert coded() == [("One", "Funds", "for"), ("Two", "Funds", "for"), ("Three", "Funds", "for")]
    assert before <= all_codings(app)
    assert organiser.get(f"{THEMES}/{money}").status_code == 409
    assert undo_last(organiser, app) == 302
    assert (all_codings(app), state(app)) == (before, themes)


def test_an_objective_goes_along_and_comes_home(
    organiser: FlaskClient, app: Flask, cast, answered, theme_ids
) -> None:
    answered("donor", "One", "Money", "Funds")
    money, funds = theme_ids()["Money"], theme_ids()["Funds"]
    with app.app_context():
        event = db.session.get_one(Event, cast.event_id)
        objective, goal = (
            add_objective(event, Words("Pay"), Words()),
            add_goal(event, Words("Last")),
        )
        values = {"objective_id": objective.id, "goal_id": goal.id}
        db.session.execute(sa.update(Theme).where(Theme.id == money).values(**values))
        db.session.commit()
    themes = state(app)
    assert (
        "The objective O1 then comes from “Funds”."
        in organiser.get(f"{THEMES}/{money}/merge?into={funds}").text
    )
    organiser.post(f"{THEMES}/{money}/merge", data={"into": funds})
    assert [row[5:] for row in state(app)] == [(None, None), tuple(values.values())]
    undo_last(organiser, app)
    assert state(app) == themes
    organiser.post(f"{THEMES}/{money}/merge", data={"into": funds})
    with app.app_context():
        db.session.execute(sa.delete(Objective))
        db.session.commit()
    assert undo_last(organiser, app) == 302
    assert [row[5:] for row in state(app)] == [(None, values["goal_id"]), (None, None)]


def test_what_somebody_changed_since_stays(
    organiser: FlaskClient, app: Flask, answered, theme_ids, coded, passages
) -> None:
    reply = answered("donor", "One", "Money")
    answered("media", "Two", "Funds")
    organiser.post(f"{THEMES}/{theme_ids()['Money']}/merge", data={"into": theme_ids()["Funds"]})
    data = {"turn": f"{passages()[0]}-{theme_ids()['Funds']}"}
    organiser.post(f"/events/spring/consultation/replies/{reply}", data=data)
    undo_last(organiser, app)
    assert coded()[:2] == [("One", "Money", "for"), ("One", "Funds", "against")]


def test_a_split_and_its_way_back(
    organiser: FlaskClient, app: Flask, answered, theme_ids, coded, passages
) -> None:
    for text in ("One", "Two", "Three"):
        answered("donor", text, "Money")
    answered("donor", "Four", "Funds")
    before, themes, path = all_codings(app), state(app), f"{THEMES}/{theme_ids()['Money']}/split"
    assert organiser.get(path).text.count('name="passage"') == 3
    nothing = organiser.post(path, data={"name-en": "Shelters"})
    assert (nothing.status_code, "Tick at least one passage." in nothing.text) == (422, True)
    assert 'value="Shelters"' in nothing.text
    taken = organiser.post(path, data={"name-en": "funds", "passage": passages()[0]})
    assert (taken.status_code, "There is already a theme with this name." in taken.text) == (
        422,
        True,
    )
    assert f'value="{passages()[0]}" checked' in taken.text
    assert organiser.post(path, data={"passage": passages()[0]}).status_code == 422
    organiser.post(path, data={"name-en": "Shelters", "passage": passages()[:2]})
    assert coded()[:3] == [
        ("One", "Shelters", "for"),
        ("Two", "Shelters", "for"),
        ("Three", "Money", "for"),
    ]
    assert undo_last(organiser, app) == 302
    assert all_codings(app) == before
    assert state(app) == themes
    assert listed(organiser) == ["Money", "Funds"]


def test_a_removed_theme_comes_back(
    organiser: FlaskClient, app: Flask, answered, theme_ids, coded
) -> None:
    answered("donor", "One", "Money")
    before = state(app)
    organiser.post(f"{THEMES}/{theme_ids()['Money']}/remove")
    assert (coded(), listed(organiser)) == ([], [])
    assert "Money" not in organiser.get("/events/spring/consultation/answers").text
    assert undo_last(organiser, app) == 302
    assert (state(app), coded()) == (before, [("One", "Money", "for")])


def test_what_came_later_has_to_be_taken_back_first(
    organiser: FlaskClient, app: Flask, answered, theme_ids
) -> None:
    answered("donor", "One", "Money", "Funds")
    money, funds = theme_ids()["Money"], theme_ids()["Funds"]
    organiser.post(f"{THEMES}/{money}", data={"version": "1", "name-en": "Cash", "colour": "0"})
    organiser.post(f"{THEMES}/{money}/merge", data={"into": funds})
    with app.app_context():
        first = db.session.scalar(sa.select(sa.func.min(ThemeChange.id)))
    refused = organiser.post(f"{CHANGES}/{first}/undo")
    assert refused.status_code == 409
    assert "Somebody has changed “Cash” since; nothing was undone." in refused.text
    assert undo_last(organiser, app) == 302
    assert organiser.post(f"{CHANGES}/{first}/undo").status_code == 302
    assert listed(organiser) == ["Money", "Funds"]


@pytest.mark.one_database
def test_into_itself_or_into_what_is_gone(organiser: FlaskClient, answered, theme_ids) -> None:
    answered("donor", "One", "Money", "Funds")
    money, funds = theme_ids()["Money"], theme_ids()["Funds"]
    assert organiser.post(f"{THEMES}/{money}/merge", data={"into": money}).status_code == 409
    assert organiser.post(f"{THEMES}/{money}/merge").status_code == 422
    assert organiser.post(f"{THEMES}/{money}/merge", data={"into": "999"}).status_code == 404
    organiser.post(f"{THEMES}/{funds}/remove")
    assert organiser.post(f"{THEMES}/{money}/merge", data={"into": funds}).status_code == 409
    assert (
        organiser.post(f"{THEMES}/{funds}/split", data={"name-en": "X", "passage": 1}).status_code
        == 409
    )


def test_similar_sentences_are_suggested_and_taken(
    organiser: FlaskClient, answered, theme_ids, coded
) -> None:
    answered("donor", "Qendra nuk ka buxhet.", "Money")
    reply = answered("media", "Faleminderit. Buxheti i qendrës mbaron.")
    path = f"{THEMES}/{theme_ids()['Money']}/suggestions"
    html = organiser.get(path).text
    assert re.findall(r"<b>([^<]*)</b><span", html) == ["Buxheti i qendrës mbaron."]
    assert "Nothing to suggest" in organiser.get(f"{path}?no={reply}-14-39").text
    answer = organiser.post(path, data={"reply": reply, "start": 14, "end": 39})
    assert answer.status_code == 302
    assert coded()[1] == ("Buxheti i qendrës mbaron.", "Money", "for")
    assert "Nothing to suggest" in organiser.get(path).text
    assert organiser.post(path, data={"reply": 999, "start": 0, "end": 3}).status_code == 409
    assert organiser.post(path, data={"reply": reply, "start": 0, "end": 3000}).status_code == 409


@pytest.mark.one_database
def test_themes_are_guarded(organiser: FlaskClient, sign_in, answered, theme_ids) -> None:
    answered("donor", "One", "Money")
    path = f"{THEMES}/{theme_ids()['Money']}"
    pages = [LIST, f"{THEMES}/new", path, f"{path}/merge", f"{path}/split", f"{path}/suggestions"]
    for address in pages:
        codes = [
            sign_in(name).get(address).status_code
            for name in ("facilitator", "note_taker", "stranger")
        ]
        assert codes == [200, 403, 404]
    organiser.post(f"{path}/remove")
    organiser.post(f"{CHANGES}/1/undo")
    for address in (f"{path}/remove", f"{path}/move", f"{CHANGES}/1/undo"):
        assert organiser.get(address).status_code == 405
        assert sign_in("note_taker").post(address).status_code == 403
        assert sign_in("stranger").post(address).status_code == 404
    for address in ("", "/merge", "/split", "/suggestions"):
        assert organiser.get(f"{THEMES}/999{address}").status_code == 404
    assert organiser.post(f"{CHANGES}/999/undo").status_code == 404
    answer = organiser.post(
        path, data={"version": "1", "name-en": "=1", "name-sq": "Fonde", "colour": "99"}
    )
    assert answer.status_code == 422
    assert 'value="Fonde"' in answer.text


@pytest.mark.one_database
def test_three_cost_as_many_statements_as_one(organiser: FlaskClient, answered, theme_ids) -> None:
    answered("donor", "One", "Money")
    path = f"{THEMES}/{theme_ids()['Money']}"

    def costs() -> list[int]:
        found = []
        for address in (LIST, path, f"{path}/merge", f"{path}/split", f"{path}/suggestions"):
            with count_statements() as asked:
                organiser.get(address)
            found.append(len(asked))
        return found

    one = costs()
    answered("media", "Two", "Money", "Press")
    answered("academia", "Three", "Data", "Money")
    organiser.post(f"{THEMES}/{theme_ids()['Press']}/remove")
    organiser.post(f"{THEMES}/{theme_ids()['Data']}/remove")
    assert costs() == one
    assert max(one) <= 12
