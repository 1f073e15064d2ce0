"""Reading answers: the sieve, themes on passages, the constellation; for whom, and at what cost."""

import re

import pytest
from flask.testing import FlaskClient

from tests.statements import counted

from ..conftest import Asked

pytestmark = pytest.mark.both_databases

ANSWERS, THEMES = "/events/spring/consultation/answers", "/events/spring/consultation/themes"


def texts(client: FlaskClient, **sieve: object) -> list[str]:
    """The passages that the page shows."""
    page = client.get(ANSWERS, query_string=sieve)
    assert page.status_code == 200
    return re.findall(r'<blockquote class="pre">([^<]*)</blockquote>', page.text)


@pytest.mark.parametrize("path", [ANSWERS, THEMES])
def test_reading_is_for_those_who_may(sign_in, asked: Asked, path: str) -> None:
    codes = [sign_in(name).get(path).status_code for name in ("facilitator", "note_taker", "stranger")]
    assert codes == [200, 403, 404]


def test_before_anything_is_asked_the_pages_say_so(organiser: FlaskClient) -> None:
    assert "Nothing to read yet" in organiser.get(ANSWERS).text
    assert "No themes yet" in organiser.get(THEMES).text


def test_the_sieve(organiser: FlaskClient, asked: Asked, answered, theme_ids) -> None:
    answered("donor", "Një çështje për Kukësin", "Money", county="kukes")
    answered("media", "Ethics", "Press", "Money")
    answered("media", "Nothing said")
    money = theme_ids()["Money"]
    assert texts(organiser) == ["Nothing said", "Ethics", "Një çështje për Kukësin"]
    assert texts(organiser, text="CESHTJE") == ["Një çështje për Kukësin"]
    assert texts(organiser, text="%") == []
    assert texts(organiser, sector=asked.sectors["media"]) == ["Nothing said", "Ethics"]
    assert texts(organiser, county=asked.counties["kukes"]) == ["Një çështje për Kukësin"]
    assert texts(organiser, theme=money) == ["Ethics", "Një çështje për Kukësin"]
    assert texts(organiser, theme=money, sector=asked.sectors["media"]) == ["Ethics"]
    assert texts(organiser, question=asked.questions[1]) == []
    assert texts(organiser, without="1") == ["Nothing said"]
    assert texts(organiser, sector="abc", page="x", county="999999") == []


def test_answers_come_25_at_a_time(organiser: FlaskClient, answered) -> None:
    for number in range(27):
        answered("donor", f"Answer {number}")
    assert len(texts(organiser)) == 25
    assert texts(organiser, page=2) == ["Answer 1", "Answer 0"]
    assert texts(organiser, page=99) == ["Answer 1", "Answer 0"]
    assert "Page 2 of 2" in organiser.get(f"{ANSWERS}?page=2").text


@pytest.mark.parametrize("path", [ANSWERS, THEMES, f"{THEMES}?view=table"])
def test_three_cost_as_many_statements_as_one(organiser: FlaskClient, answered, path: str) -> None:
    answered("donor", "One", "Money", county="kukes")
    with counted() as one:
        organiser.get(path)
    answered("media", "Two", "Money", "Press", county="fier")
    answered("academia", "Three", "Data")
    with counted() as three:
        organiser.get(path)
    assert len(one) == len(three)
    assert len(three) <= 12


def test_a_theme_is_put_on_and_taken_off(organiser: FlaskClient, answered, theme_ids) -> None:
    passage = answered("donor", "One")
    answered("media", "Two", "Money")
    money, path = theme_ids()["Money"], f"/events/spring/consultation/passages/{passage}"
    answer = organiser.post(f"{path}?without=1&page=1", data={"put": money})
    assert (answer.status_code, answer.location) == (302, f"{ANSWERS}?without=1&page=1#passage-{passage}")
    organiser.post(path, data={"put": money})
    assert texts(organiser, theme=money) == ["Two", "One"]
    organiser.post(path, data={"take": money})
    organiser.post(path, data={"take": money})
    assert texts(organiser, theme=money) == ["Two"]


def test_the_address_cannot_send_elsewhere(organiser: FlaskClient, answered) -> None:
    passage = answered("donor", "One", "Money")
    answer = organiser.post(
        f"/events/spring/consultation/passages/{passage}?_external=1&_scheme=ftp&slug=other&sector=1",
        data={"new": "X"},
    )
    assert answer.location == f"{ANSWERS}?sector=1&page=1#passage-{passage}"


def test_a_new_theme_is_put_on_in_place(organiser: FlaskClient, answered, theme_ids) -> None:
    passage = answered("donor", "One")
    path = f"/events/spring/consultation/passages/{passage}"
    organiser.post(path, data={"new": "Shelters"})
    organiser.post(path, data={"new": "shelters"})
    assert texts(organiser, theme=theme_ids()["Shelters"]) == ["One"]
    assert list(theme_ids()) == ["Shelters"]


@pytest.mark.parametrize("typed", ["", "=SUM(A1)", "x" * 101])
def test_a_theme_without_a_proper_name_stays_typed(
    organiser: FlaskClient, answered, theme_ids, typed: str
) -> None:
    passage = answered("donor", "One")
    path = f"/events/spring/consultation/passages/{passage}"
    page = organiser.post(path, data={"new": typed})
    quick = organiser.post(path, data={"new": typed}, headers={"HX-Request": "true"})
    assert (page.status_code, quick.status_code) == (422, 422)
    for answer in (page, quick):
        assert f'value="{typed}" aria-invalid="true" aria-describedby="wrong-{passage}"' in answer.text
    assert theme_ids() == {}


def test_the_quick_answer_is_the_passage_alone(organiser: FlaskClient, answered, theme_ids) -> None:
    passage = answered("donor", "One", "Money")
    answered("donor", "Two", "Press")
    answer = organiser.post(
        f"/events/spring/consultation/passages/{passage}",
        data={"put": theme_ids()["Press"]},
        headers={"HX-Request": "true"},
    )
    assert answer.text.strip().startswith(f'<div class="passage" id="passage-{passage}">')
    assert answer.text.count('class="chip on"') == 2


def test_coding_is_for_those_who_may(organiser: FlaskClient, sign_in, answered, theme_ids) -> None:
    passage = answered("donor", "One", "Money")
    path = f"/events/spring/consultation/passages/{passage}"
    assert sign_in("facilitator").post(path, data={"new": "X"}).status_code == 403
    assert sign_in("stranger").post(path, data={"new": "X"}).status_code == 404
    assert organiser.get(path).status_code == 405
    assert organiser.post("/events/spring/consultation/passages/999", data={"new": "X"}).status_code == 404
    assert organiser.post(path, data={"put": "999"}).status_code == 404
    assert "hx-post" not in sign_in("facilitator").get(ANSWERS).text


def test_the_constellation_counts_answers_by_sector(
    organiser: FlaskClient, answered, asked: Asked, theme_ids
) -> None:
    for sector in ("donor", "donor", "media", "academia"):
        answered(sector, "Money!", "Money")
    answered("donor", "Only us", "Alone")
    page = organiser.get(f"{THEMES}?view=table")
    body = page.text.split("<tbody>")[1].split("</tbody>")[0]
    rows = [re.findall(r">(\d+|–)</(?:a|td|b)>", row) for row in body.split("<tr>")[1:]]
    assert rows == [["2", "1", "1", "4", "–"], ["1", "–", "–", "1", "–"]]
    assert "shared: heard in 3 of 3 sectors" in page.text
    assert "one-sided: only Donor" in page.text
    money, donor = theme_ids()["Money"], asked.sectors["donor"]
    assert (
        f"answers?sector={donor}&amp;theme={money}" in page.text
        or f"answers?theme={money}&amp;sector={donor}" in page.text
    )
    picture = organiser.get(THEMES).text
    assert re.findall(r'class="on[^"]*"[^>]*>(\d+)<', picture) == ["2", "1", "1", "1"]
    assert "Heard in three sectors or more, no objective yet:" in picture
    assert "Money (4 answers)" in picture


def test_a_theme_is_added_renamed_and_removed(organiser: FlaskClient, answered, theme_ids) -> None:
    answered("donor", "One", "Money")
    path = f"{THEMES}/{theme_ids()['Money']}"
    assert organiser.post(f"{THEMES}/new", data={"name-en": "Press", "name-sq": "Shtypi"}).status_code == 302
    assert (
        organiser.post(path, data={"version": "1", "name-en": "Funds", "name-sq": "Fonde"}).status_code == 302
    )
    assert (
        organiser.post(path, data={"version": "1", "name-en": "Cash", "name-sq": "Para"}).status_code == 409
    )
    assert list(theme_ids()) == ["Press", "Funds"] or list(theme_ids()) == ["Funds", "Press"]
    assert organiser.post(f"{path}/remove").status_code == 302
    assert list(theme_ids()) == ["Press"]
    assert texts(organiser, without=1) == ["One"]


def test_themes_are_guarded(organiser: FlaskClient, sign_in, answered, theme_ids) -> None:
    answered("donor", "One", "Money")
    path = f"{THEMES}/{theme_ids()['Money']}"
    for address in (path, f"{THEMES}/new"):
        assert sign_in("facilitator").get(address).status_code == 403
        assert sign_in("stranger").get(address).status_code == 404
    assert organiser.get(f"{path}/remove").status_code == 405
    assert sign_in("facilitator").post(f"{path}/remove").status_code == 403
    assert organiser.get(f"{THEMES}/999").status_code == 404
    answer = organiser.post(path, data={"version": "1", "name-en": "=1", "name-sq": "Fonde"})
    assert answer.status_code == 422
    assert 'value="Fonde"' in answer.text


@pytest.mark.both_databases
@pytest.mark.parametrize("name", ["put", "take"])
@pytest.mark.parametrize(("number", "status"), [(2**31 - 1, 404), (2**31, 422), (10**30, 422), (-1, 422)])
def test_a_theme_of_a_number_there_is_not(
    organiser: FlaskClient, answered, name: str, number: int, status: int
) -> None:
    passage = answered("donor", "One", "Money")
    path = f"/events/spring/consultation/passages/{passage}"
    assert organiser.post(path, data={name: str(number)}).status_code == status
