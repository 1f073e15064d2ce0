"""Objectives: made of themes, with the answers they come from; moved, edited, removed; for whom."""

import re

import pytest
from flask.testing import FlaskClient

from tests.statements import counted

pytestmark = pytest.mark.both_databases

PAGE, ADD = "/events/spring/objectives", "/events/spring/objectives/new"


def listed(client: FlaskClient) -> list[tuple[str, str]]:
    """Code and wording of the objectives on the page."""
    return re.findall(r'<b class="code">(O\d+)</b> ([^<]*)</h2>', client.get(PAGE).text)


def numbers(client: FlaskClient) -> list[int]:
    """Ids of the objectives on the page, in order."""
    return [int(number) for number in re.findall(r'id="objective-(\d+)"', client.get(PAGE).text)]


def add(client: FlaskClient, *texts: str) -> list[int]:
    """Add objectives of these wordings; gives all ids."""
    for text in texts:
        assert client.post(ADD, data={"text-en": text, "text-sq": f"{text} sq"}).location == PAGE
    return numbers(client)


def test_the_empty_page_says_where_objectives_come_from(organiser: FlaskClient, sign_in) -> None:
    assert "Objectives come out of the answers" in organiser.get(PAGE).text
    assert sign_in("viewer").get(PAGE).status_code == 200
    assert sign_in("stranger").get(PAGE).status_code == 404


def test_a_widely_heard_theme_becomes_an_objective_with_its_answers(
    organiser: FlaskClient, answered, theme_ids
) -> None:
    for sector in ("central_government", "local_government", "civil_society", "donor", "media"):
        answered(sector, "Money!", "Money")
    answered("donor", "Other", "Alone")
    money = theme_ids()["Money"]
    page = organiser.get(PAGE)
    assert "1 theme heard in three sectors or more has none yet." in page.text
    assert f"/objectives/from-theme/{money}" in page.text
    assert f"/objectives/from-theme/{theme_ids()['Alone']}" not in page.text
    form = organiser.get(f"{PAGE}/from-theme/{money}")
    assert "\nMoney</textarea>" in form.text
    assert "\nMoney sq</textarea>" in form.text
    made = organiser.post(
        f"{PAGE}/from-theme/{money}", data={"text-en": "Settle who pays", "text-sq": "Kush paguan"}
    )
    assert made.location == PAGE
    page = organiser.get(PAGE)
    assert "from 5 of 6 answers: 2 government, 1 civil society, 1 international, 1 other" in page.text
    assert "no objective yet" not in page.text
    assert listed(organiser) == [("O1", "Settle who pays")]
    [number] = numbers(organiser)
    answers = organiser.get(f"/events/spring/consultation/answers?objective={number}").text
    assert answers.count("<blockquote") == 5
    again = organiser.post(f"{PAGE}/from-theme/{money}", data={"text-en": "Twice"})
    assert again.status_code == 409
    assert "This theme has an objective already." in again.text


def test_an_answer_behind_two_themes_counts_once(organiser: FlaskClient, answered, theme_ids) -> None:
    answered("donor", "Both", "Money", "Press")
    answered("media", "One", "Press")
    [number] = add(organiser, "Settle")
    assert "no theme: no answer supports it" in organiser.get(PAGE).text
    for theme in theme_ids().values():
        organiser.post(f"{PAGE}/{number}/themes", data={"put": theme})
    assert "from 2 of 2 answers: 1 international, 1 other" in organiser.get(PAGE).text
    organiser.post(f"{PAGE}/{number}/themes", data={"take": theme_ids()["Press"]})
    assert "from 1 of 2 answers: 1 international" in organiser.get(PAGE).text


def test_a_theme_serves_one_objective(organiser: FlaskClient, answered, theme_ids) -> None:
    answered("donor", "One", "Money")
    first, second = add(organiser, "First", "Second")
    money = theme_ids()["Money"]
    assert (
        organiser.post(f"{PAGE}/{first}/themes", data={"put": money}).location == f"{PAGE}#objective-{first}"
    )
    assert organiser.post(f"{PAGE}/{second}/themes", data={"put": money}).status_code == 409
    assert organiser.post(f"{PAGE}/{second}/themes", data={"take": money}).status_code == 302
    assert organiser.get(PAGE).text.count("from 1 of 1 answer: 1 international") == 1


def test_objectives_move_and_keep_their_numbers_in_order(organiser: FlaskClient) -> None:
    _first, _second, third = add(organiser, "A", "B", "C")
    organiser.post(f"{PAGE}/{third}/move", data={"to": "up"})
    assert listed(organiser) == [("O1", "A"), ("O2", "C"), ("O3", "B")]
    organiser.post(f"{PAGE}/{third}/move", data={"to": "down"})
    organiser.post(f"{PAGE}/{third}/move", data={"to": "down"})
    assert listed(organiser) == [("O1", "A"), ("O2", "B"), ("O3", "C")]


def test_removing_one_closes_the_gap_and_frees_its_themes(
    organiser: FlaskClient, answered, theme_ids
) -> None:
    for sector in ("donor", "media", "academia"):
        answered(sector, "Money!", "Money")
    first, _second = add(organiser, "A", "B")
    organiser.post(f"{PAGE}/{first}/themes", data={"put": theme_ids()["Money"]})
    assert organiser.post(f"{PAGE}/{first}/remove").location == PAGE
    assert listed(organiser) == [("O1", "B")]
    assert "1 theme heard in three sectors or more has none yet." in organiser.get(PAGE).text


def test_an_objective_is_edited_and_two_edits_meet(organiser: FlaskClient) -> None:
    [number] = add(organiser, "A")
    typed = {"version": "1", "text-en": "B", "text-sq": "B sq", "result-en": "Done", "result-sq": "Bërë"}
    assert organiser.post(f"{PAGE}/{number}", data=typed).location == PAGE
    assert listed(organiser) == [("O1", "B")]
    assert organiser.post(f"{PAGE}/{number}", data={**typed, "text-en": "C"}).status_code == 409


@pytest.mark.parametrize("path", [ADD, "{}"])
def test_an_objective_without_words_is_not_saved(organiser: FlaskClient, path: str) -> None:
    [number] = add(organiser, "A")
    address = ADD if path == ADD else f"{PAGE}/{number}"
    answer = organiser.post(
        address, data={"version": "1", "text-en": " ", "text-sq": "", "result-en": "Kept"}
    )
    assert answer.status_code == 422
    assert "Please fill this in, in at least one language." in answer.text
    assert "Kept</textarea>" in answer.text
    assert listed(organiser) == [("O1", "A")]


def test_objectives_are_guarded(organiser: FlaskClient, sign_in, answered, theme_ids) -> None:
    answered("donor", "One", "Money")
    [number] = add(organiser, "A")
    pages = [ADD, f"{PAGE}/{number}", f"{PAGE}/from-theme/{theme_ids()['Money']}"]
    buttons = [f"{PAGE}/{number}/move", f"{PAGE}/{number}/themes", f"{PAGE}/{number}/remove"]
    for name, code in (("facilitator", 403), ("stranger", 404)):
        assert {sign_in(name).get(path).status_code for path in pages} == {code}
        assert {sign_in(name).post(path).status_code for path in buttons} == {code}
    assert {organiser.get(path).status_code for path in buttons} == {405}
    assert organiser.get(f"{PAGE}/999").status_code == 404
    assert organiser.get(f"{PAGE}/from-theme/999").status_code == 404
    assert {organiser.post(f"{PAGE}/999/{verb}").status_code for verb in ("move", "themes", "remove")} == {
        404
    }
    assert organiser.post(f"{PAGE}/{number}/themes", data={"put": "999"}).status_code == 404
    assert "/move" not in sign_in("viewer").get(PAGE).text


def test_three_objectives_cost_as_many_statements_as_one(organiser: FlaskClient, answered, theme_ids) -> None:
    answered("donor", "One", "Money")
    add(organiser, "A")
    with counted() as one:
        organiser.get(PAGE)
    answered("media", "Two", "Press")
    for number, theme in zip(add(organiser, "B", "C"), theme_ids().values(), strict=False):
        organiser.post(f"{PAGE}/{number}/themes", data={"put": theme})
    organiser.get(PAGE)
    with counted() as three:
        organiser.get(PAGE)
    assert len(one) == len(three) == 7
