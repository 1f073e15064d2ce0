"""Two people at once: different fields merge, the same field shows both texts, and each sees what the other did."""

import re
from html.parser import HTMLParser

from flask import Flask
from flask.testing import FlaskClient

from facilitate.agenda.editing.merging import field_value_text

AGENDA = "/events/spring/agenda"
PART = {"X-Requested-With": "fetch"}
STEP = {
    "title-en": "Coffee",
    "title-sq": "",
    "kind": "break",
    "minutes": "20",
    "pinned": "",
    "where": "2027-03-18",
    "technique": "",
    "room": "",
    "lead": "",
    "note_taker": "",
    "people": "0",
    "groups": "0",
}


def revision(client: FlaskClient) -> str:
    found = re.search(r'data-revision="(\d+)"', client.get(AGENDA).text)
    assert found is not None
    return found[1]


def test_different_fields_merge(organiser: FlaskClient, sign_in, blocks, plan) -> None:
    opened, address = revision(organiser), f"{AGENDA}/steps/{blocks['Coffee']}"
    other = sign_in("lead_facilitator")
    other.post(address, data={**STEP, "revision": opened, "minutes": "25", "where": "2027-03-19"})
    answer = organiser.post(
        address,
        data={**STEP, "revision": opened, "title-sq": "Kafja", "aim-en": "Rest", "aim-sq": ""},
    )
    assert answer.status_code == 302
    now = plan()
    coffee = now.steps[blocks["Coffee"]]
    assert (coffee.title.sq, coffee.minutes, coffee.aim.en) == ("Kafja", 25, "Rest")
    assert now.days[coffee.day].on.isoformat() == "2027-03-19"


def test_the_same_field_shows_both_texts(
    organiser: FlaskClient, sign_in, blocks, cast, plan
) -> None:
    opened, address = revision(organiser), f"{AGENDA}/steps/{blocks['Coffee']}"
    theirs = {
        **STEP,
        "revision": opened,
        "title-en": "Coffee and fruit",
        "lead": cast.members["staff"],
        "where": "parked",
    }
    sign_in("lead_facilitator").post(address, data=theirs)
    mine = {
        **STEP,
        "revision": opened,
        "title-en": "Coffee in the garden",
        "lead": cast.members["viewer"],
        "where": "2027-03-19",
    }
    answer = organiser.post(address, data=mine)
    assert answer.status_code == 409
    for text in (
        "Coffee and fruit",
        "Coffee in the garden",
        "Elira Ndoj",
        "Fatos Zeka",
        "Parking",
        "Friday 19 March",
    ):
        assert text in answer.text
    assert plan().steps[blocks["Coffee"]].title.en == "Coffee and fruit"
    again = re.search(r'name="revision"[^>]*value="(\d+)"', answer.text)
    assert again is not None
    assert organiser.post(address, data={**mine, "revision": again[1]}).status_code == 302
    assert plan().steps[blocks["Coffee"]].title.en == "Coffee in the garden"


class _Fields(HTMLParser):
    """What a browser would send of the first form that holds a revision."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: dict[str, str] = {}
        self.name = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        facts = dict(attrs)
        name = str(facts.get("name") or "")
        if tag == "input" and (
            facts.get("type") not in ("checkbox", "radio") or "checked" in facts
        ):
            self.sent.setdefault(name, str(facts.get("value") or ""))
        if tag in ("select", "textarea"):
            self.name = name
        if tag == "option" and "selected" in facts:
            self.sent.setdefault(self.name, str(facts.get("value") or ""))
        if tag == "textarea":
            self.sent.setdefault(name, "")

    def handle_data(self, data: str) -> None:
        if (
            self.name
            and self.name in self.sent
            and self.get_starttag_text().startswith("<textarea")
        ):
            self.sent[self.name] += data

    def handle_endtag(self, tag: str) -> None:
        if tag in ("select", "textarea"):
            self.name = ""


def test_sent_again_what_only_the_other_one_changed_stays(
    organiser: FlaskClient, sign_in, blocks, cast, plan
) -> None:
    opened, address = revision(organiser), f"{AGENDA}/steps/{blocks['Coffee']}"
    theirs = {
        **STEP,
        "revision": opened,
        "title-en": "Coffee and fruit",
        "minutes": "35",
        "lead": cast.members["staff"],
        "aim-en": "Rest",
        "pinned": "10:40",
        "where": "2027-03-19",
    }
    assert sign_in("lead_facilitator").post(address, data=theirs).status_code == 302
    met = organiser.post(
        address, data={**STEP, "revision": opened, "title-en": "Coffee in the garden"}
    )
    assert met.status_code == 409
    form = _Fields()
    form.feed(met.text[met.text.index('name="revision"') - 200 :])
    assert organiser.post(address, data=form.sent).status_code == 302
    coffee = plan().steps[blocks["Coffee"]]
    assert (coffee.title.en, coffee.minutes, coffee.aim.en, coffee.pinned, coffee.lead) == (
        "Coffee in the garden",
        35,
        "Rest",
        640,
        cast.members["staff"],
    )
    assert plan().days[coffee.day].on.isoformat() == "2027-03-19"


def test_a_step_taken_out_while_it_was_written(
    organiser: FlaskClient, sign_in, blocks, lists
) -> None:
    opened, address = revision(organiser), f"{AGENDA}/steps/{blocks['Donors']}"
    sign_in("lead_facilitator").post(
        f"{AGENDA}/remove", data={"step": blocks["Money"], "sure": "1"}
    )
    mine = {
        **STEP,
        "revision": opened,
        "title-en": "Donors and friends",
        "where": f"block-{blocks['Money']}",
    }
    answer = organiser.post(address, data=mine)
    assert answer.status_code == 409
    assert "Somebody removed this step while you were writing." in answer.text
    assert "Donors and friends" in answer.text
    assert f'action="{AGENDA}/steps/new' in answer.text
    organiser.post(f"{AGENDA}/steps/new", data={**mine, "where": "2027-03-18"})
    assert lists()[0] == ["Opening", "Counties", "Map", "Coffee", "Donors and friends"]


def test_minutes_in_the_card(organiser: FlaskClient, blocks, plan) -> None:
    address = f"{AGENDA}/steps/{blocks['Coffee']}/minutes"
    data = {"minutes": "1h05", "revision": revision(organiser), "day": "2027-03-18"}
    assert (
        organiser.post(address, data=data).location
        == f"{AGENDA}?day=2027-03-18#step-{blocks['Coffee']}"
    )
    assert plan().steps[blocks["Coffee"]].minutes == 65
    for headers in ({}, PART):
        wrong = organiser.post(address, data={**data, "minutes": "soon"}, headers=headers)
        assert wrong.status_code == 422
        assert "Write minutes like 45" in wrong.text
        assert ("soon" in wrong.text) is not bool(headers)  # in place what was typed is still there
    assert plan().steps[blocks["Coffee"]].minutes == 65


def test_minutes_of_two_people(organiser: FlaskClient, sign_in, blocks, plan) -> None:
    opened, address = revision(organiser), f"{AGENDA}/steps/{blocks['Coffee']}/minutes"
    sign_in("lead_facilitator").post(address, data={"minutes": "45", "revision": opened})
    answer = organiser.post(address, data={"minutes": "25", "revision": opened}, headers=PART)
    assert answer.status_code == 409
    assert "Meanwhile somebody has written 45 min. Press Enter to keep your 25 min." in answer.text
    newest = re.search(r'data-revision="(\d+)"', answer.text)
    assert newest is not None
    assert (
        organiser.post(
            address, data={"minutes": "25", "revision": newest[1]}, headers=PART
        ).status_code
        == 200
    )
    assert plan().steps[blocks["Coffee"]].minutes == 25


def test_what_others_did_comes_in(organiser: FlaskClient, sign_in, blocks) -> None:
    seen = revision(organiser)
    assert organiser.get(f"{AGENDA}/since/{seen}").status_code == 204
    sign_in("lead_facilitator").post(f"{AGENDA}/move", data={"step": blocks["Coffee"], "to": "up"})
    answer = organiser.get(f"{AGENDA}/since/{seen}?seen={seen}&day=2027-03-18", headers=PART)
    assert answer.status_code == 200
    assert '<p class="news"><b>Besnik Kola</b>: “Coffee” was moved.</p>' in answer.text
    assert "<html" not in answer.text
    own = revision(organiser)
    organiser.post(f"{AGENDA}/undo")
    organiser.post(f"{AGENDA}/move", data={"step": blocks["Coffee"], "to": "up"})
    again = organiser.get(f"{AGENDA}/since/{own}?seen={own}", headers=PART).text
    assert 'class="news"' not in again  # one's own is no news


def test_who_may_ask_for_news(sign_in, blocks) -> None:
    assert sign_in("viewer").get(f"{AGENDA}/since/0").status_code == 204
    assert sign_in("stranger").get(f"{AGENDA}/since/0").status_code == 404
    assert sign_in("viewer").post(f"{AGENDA}/since/0").status_code == 405


def test_how_values_read_in_the_table_of_both_texts(app: Flask) -> None:
    class Field:
        type, choices = "MomentField", None

    with app.test_request_context():
        assert [field_value_text(one, Field) for one in (None, 575, True, (), [1455])] == [
            "–",
            "09:35",
            "yes",
            "–",
            "00:15 +1",
        ]


def test_the_page_names_its_lists(organiser: FlaskClient, blocks) -> None:
    text = organiser.get(AGENDA).text
    names = re.findall(r'data-order-list="([^"]+)"', text)
    strands = [f"strand-{blocks[name]}" for name in ("North", "South")]
    assert names == ["2027-03-18", f"block-{blocks['Money']}", *strands, "parked"]
    chosen = re.findall(r'<option value="([^"]+)">', text.split('id="many"')[1].split("</form>")[0])
    assert chosen == ["2027-03-18", f"block-{blocks['Money']}", *strands, "2027-03-19", "parked"]


def test_who_goes_back_and_saves_again_has_one_step(organiser: FlaskClient, blocks, plan) -> None:
    address, before = f"{AGENDA}/steps/new?in=2027-03-18", len(plan().steps)
    page = organiser.get(address).text
    opened = re.search(r'name="revision"[^>]*value="(\d+)"', page)
    assert opened is not None
    sent = {**STEP, "title-en": "A song", "revision": opened[1]}
    organiser.post(address, data=sent)
    again = organiser.post(address, data=sent, follow_redirects=True)
    assert "“A song” is in the agenda already." in again.text
    assert len(plan().steps) == before + 1
    organiser.post(address, data={**sent, "minutes": "5"})  # another one
    organiser.post(address, data={**sent, "revision": revision(organiser)})  # meant twice
    assert len(plan().steps) == before + 3
