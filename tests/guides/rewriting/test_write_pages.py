"""Writing over what the guide says of a step: only what differs is kept, and nothing anybody wrote is lost."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from facilitate.agenda.plan import ScriptPart
from facilitate.lib.text import Words
from facilitate.techniques.shelf import shipped_techniques
from facilitate.techniques.technique import Speaks
from tests.statements import count_statements

from .conftest import GUIDE, script_fields, sent_by

AGENDA = "/events/spring/agenda"


def test_it_begins_with_what_the_guide_prints(organiser: FlaskClient, address) -> None:
    form = script_fields(organiser, address("Opening"))
    technique = shipped_techniques()["opening-plenary"]
    assert form["script-do-en"] == [part.do.en for part in technique.steps]
    assert form["script-say-sq"] == [part.say.sq for part in technique.steps]
    assert form["script-minutes"] == ["6", "16", "8", "6", "4"]
    assert form["helper-sq"] == [technique.helper.sq]
    assert form["transition-en"] == [
        "Now comes “Coffee”. It is over at 10:00, and we begin again on time; please be back in your seats."
    ]
    page = organiser.get(address("Opening")).text
    assert "Step 1·1 · Thursday 18 March, 09:00–09:40 · 40 min" in page
    assert "The script takes 40 of 40 minutes." in page


def test_what_nobody_changed_is_not_kept(organiser: FlaskClient, address, now) -> None:
    before = now("Opening")
    answer = organiser.post(address("Opening"), data=script_fields(organiser, address("Opening")))
    assert answer.status_code == 302
    assert answer.location == f"{GUIDE}#guide-1-1"
    assert now("Opening") == before
    assert "Nothing had changed." in organiser.get(GUIDE).text


def test_only_what_differs_is_kept(organiser: FlaskClient, address, now) -> None:
    form = script_fields(organiser, address("Opening"))
    form["transition-en"] = "Coffee is outside."
    organiser.post(address("Opening"), data=form)
    step = now("Opening")
    assert step.transition == Words("Coffee is outside.", form["transition-sq"][0])
    assert (step.script, step.helper, step.notes, step.late, step.spare) == (
        (),
        Words(),
        Words(),
        Words(),
        Words(),
    )


def test_a_line_in_other_words_comes_out_again(
    organiser: FlaskClient, address, now, app: Flask
) -> None:
    form = script_fields(organiser, address("Opening"))
    form["script-say-en"][0] = "Good morning, twelve counties."
    form["script-say-sq"][0] = "Mirëmëngjes, dymbëdhjetë qarqe."
    form["script-minutes"][0] = "1"
    answer = organiser.post(address("Opening"), data=form, follow_redirects=True)
    assert "The guide’s words for “Opening” were rewritten." in answer.text
    assert "Check the text" not in answer.text
    step = now("Opening")
    assert len(step.script) == 5
    assert step.script[0] == ScriptPart(
        1,
        Speaks.FACILITATOR,
        Words(form["script-do-en"][0], form["script-do-sq"][0]),
        Words("Good morning, twelve counties.", "Mirëmëngjes, dymbëdhjetë qarqe."),
    )
    assert "Good morning, twelve counties." in organiser.get(GUIDE).text
    page = organiser.get(address("Opening")).text
    assert "The script takes 35 of 40 minutes. The guide stretches every line a little" in page
    assert sent_by(page)["script-say-sq"][0] == "Mirëmëngjes, dymbëdhjetë qarqe."


def test_the_agendas_words_are_replaced_by_a_script(organiser: FlaskClient, address, now) -> None:
    form = script_fields(organiser, address("Counties"))
    assert (form["script-minutes"], form["script-do-en"]) == (["60"], ["Four corners."])
    lines = sent_by(organiser.post(address("Counties"), data={**form, "back": "technique"}).text)
    assert lines["script-do-en"] == [
        part.do.en for part in shipped_techniques()["world-cafe"].steps
    ]
    organiser.post(address("Counties"), data=lines)
    assert len(now("Counties").script) == len(shipped_techniques()["world-cafe"].steps)
    guide = organiser.get(GUIDE).text
    assert "Find your county." not in guide
    assert "Read the first question aloud twice." in guide
    kept = script_fields(organiser, address("Counties"))
    back = sent_by(organiser.post(address("Counties"), data={**kept, "back": "script"}).text)
    organiser.post(address("Counties"), data=back)
    assert now("Counties").script == ()


def test_lines_come_go_and_move_without_javascript(organiser: FlaskClient, address, now) -> None:
    page, form = address("Opening"), script_fields(organiser, address("Opening"))
    first, second, third = form["script-do-en"][:3]

    def pressed(act: str) -> list[str]:
        answer = organiser.post(page, data={**form, "script-act": act})
        assert answer.status_code == 200
        return sent_by(answer.text)["script-do-en"]

    assert pressed("down-1")[:3] == [second, first, third]
    assert pressed("up-3")[:3] == [first, third, second]
    assert pressed("drop-2")[:2] == [first, third]
    assert pressed("add-1")[:3] == [first, "", second]
    assert pressed("add-5")[-1] == ""
    assert pressed("up-99") == form["script-do-en"]
    assert now("Opening").script == ()


def test_back_to_the_techniques_words(organiser: FlaskClient, address, now) -> None:
    form = script_fields(organiser, address("Opening"))
    own = {
        **form,
        "helper-en": "Stand.",
        "helper-sq": "Qëndroni.",
        "late-en": "Hurry.",
        "late-sq": "Nxitoni.",
    }
    organiser.post(address("Opening"), data=own)
    kept = script_fields(organiser, address("Opening"))
    back = sent_by(organiser.post(address("Opening"), data={**kept, "back": "helper"}).text)
    assert back["helper-en"] == form["helper-en"]
    organiser.post(address("Opening"), data=back)
    assert (now("Opening").helper, now("Opening").late) == (Words(), Words("Hurry.", "Nxitoni."))
    organiser.post(
        address("Opening"),
        data={**script_fields(organiser, address("Opening")), "late-en": "", "late-sq": ""},
    )
    assert now("Opening").late == Words()  # an empty field follows the technique again
    assert organiser.post(address("Opening"), data={**form, "back": "revision"}).status_code == 302


def test_the_other_language_is_kept_and_said_to_be_old(
    organiser: FlaskClient, address, now
) -> None:
    form = script_fields(organiser, address("Opening"))
    technique = shipped_techniques()["opening-plenary"]
    answer = organiser.post(
        address("Opening"), data={**form, "notes-en": "Write all names."}, follow_redirects=True
    )
    assert now("Opening").notes == Words("Write all names.", technique.notes.sq)
    assert "Check the text in Albanian too: For note-takers has not changed there." in answer.text
    page = organiser.get(address("Opening")).text
    assert page.count("still the usual words") == 1
    both = organiser.get(f"{address('Opening')}?both=1").text
    assert (
        len(re.findall(r'<details\s+class="writing-other"\s+open\s*>', both)) == 6
    )  # a blank line has one too
    empty = organiser.post(
        address("Opening"), data={**sent_by(page), "notes-sq": ""}, follow_redirects=True
    )
    assert empty.status_code == 200
    assert now("Opening").notes == Words("Write all names.")
    assert "nothing yet; the guide prints the words above" in organiser.get(address("Opening")).text


def test_two_people_write_the_same_step(organiser: FlaskClient, sign_in, address, now) -> None:
    mine, other = script_fields(organiser, address("Opening")), sign_in("facilitator")
    theirs = {
        **mine,
        "helper-en": "Theirs",
        "script-say-en": ["Their good morning", *mine["script-say-en"][1:]],
    }
    assert other.post(address("Opening"), data=theirs).status_code == 302
    merged = organiser.post(
        address("Opening"), data={**mine, "spare-en": "Sing.", "spare-sq": "Këndoni."}
    )
    assert merged.status_code == 302
    assert (now("Opening").helper.en, now("Opening").spare.en) == ("Theirs", "Sing.")
    clash = {**mine, "script-say-en": ["My good morning", *mine["script-say-en"][1:]]}
    answer = organiser.post(address("Opening"), data=clash)
    assert answer.status_code == 409
    assert "Their good morning" in answer.text
    assert "My good morning" in answer.text
    assert now("Opening").script[0].say.en == "Their good morning"
    again = sent_by(answer.text)
    assert organiser.post(address("Opening"), data=again).status_code == 302
    assert now("Opening").script[0].say.en == "My good morning"
    assert now("Opening").helper.en == "Theirs"


def test_a_step_that_changed_meanwhile_keeps_following_its_technique(
    organiser: FlaskClient, address, steps, now
) -> None:
    form = script_fields(organiser, address("Opening"))
    organiser.post(
        f"{AGENDA}/steps/{steps['Opening']}/minutes",
        data={"minutes": "20", "revision": form["revision"]},
    )
    organiser.post(address("Opening"), data={**form, "spare-en": "Sing.", "spare-sq": "Këndoni."})
    step = now("Opening")
    assert (step.minutes, step.script, step.transition, step.late) == (20, (), Words(), Words())
    assert step.spare == Words("Sing.", "Këndoni.")


def test_a_step_taken_out_while_it_was_written(
    organiser: FlaskClient, sign_in, address, steps, now
) -> None:
    form = {**script_fields(organiser, address("Opening")), "spare-en": "Sing once more."}
    other = sign_in("lead_facilitator")
    other.post(f"{AGENDA}/remove", data={"step": steps["Opening"], "sure": "1"})
    answer = organiser.post(address("Opening"), data=form)
    assert answer.status_code == 409
    assert "Somebody removed this step from the agenda while you were writing." in answer.text
    assert sent_by(answer.text)["spare-en"] == ["Sing once more."]
    assert organiser.get(address("Opening")).status_code == 404
    other.post(f"{AGENDA}/undo")
    assert organiser.post(address("Opening"), data=sent_by(answer.text)).status_code == 302
    assert now("Opening").spare.en == "Sing once more."


def test_undo_also_for_who_may_not_change_the_agenda(organiser, sign_in, address, now) -> None:
    writer = sign_in("facilitator")
    writer.post(
        address("Coffee"), data={**script_fields(writer, address("Coffee")), "helper-en": "Ring."}
    )
    undo = re.search(rf'action="({GUIDE}/written/\d+/undo)"', writer.get(GUIDE).text)
    assert undo is not None
    assert sign_in("lead_facilitator").post(undo[1]).status_code == 409
    assert sign_in("viewer").post(undo[1]).status_code == 403
    assert sign_in("stranger").post(undo[1]).status_code == 404
    assert writer.get(undo[1]).status_code == 405
    answer = writer.post(undo[1], follow_redirects=True)
    assert "Undone: The guide’s words for “Coffee” were rewritten." in answer.text
    assert now("Coffee").helper == Words()
    assert writer.post(undo[1]).status_code == 409
    assert writer.post(f"{GUIDE}/written/999/undo").status_code == 404
    assert "“Coffee”: " not in organiser.get(GUIDE).text


def test_only_what_was_written_is_undone_here(organiser: FlaskClient, address, steps) -> None:
    organiser.post(f"{AGENDA}/move", data={"step": steps["Coffee"], "to": "up"})
    assert organiser.post(f"{GUIDE}/written/1/undo").status_code == 404
    organiser.post(
        address("Coffee"),
        data={**script_fields(organiser, address("Coffee")), "helper-en": "Ring."},
    )
    organiser.post(f"{AGENDA}/move", data={"step": steps["Coffee"], "to": "down"})
    answer = organiser.post(f"{GUIDE}/written/2/undo")
    assert answer.status_code == 409
    assert "That was not your last change in this agenda" in answer.text


def test_history_and_comparing_tell_it(organiser: FlaskClient, address) -> None:
    organiser.post(f"{AGENDA}/versions", data={"name": "Before"})
    form = script_fields(organiser, address("Opening"))
    form["script-say-en"][0] = "Good morning."
    organiser.post(address("Opening"), data={**form, "late-en": "Hurry."})
    assert (
        "The guide’s words for “Opening” were rewritten."
        in organiser.get(f"{AGENDA}/versions").text
    )


def test_through_all_steps(organiser: FlaskClient, address, steps) -> None:
    form = script_fields(organiser, address("Opening"))
    assert organiser.post(address("Opening"), data={**form, "next": "1"}).location == address(
        "Coffee"
    )
    further = organiser.post(f"{address('Opening')}?both=1", data={**form, "next": "1"})
    assert further.location == f"{address('Coffee')}?both=1"
    page = organiser.get(address("Coffee")).text
    assert f'rel="prev" href="{address("Opening")}"' in page
    assert f'rel="next" href="{address("Counties")}"' in page
    last = organiser.post(
        address("Donors"), data={**script_fields(organiser, address("Donors")), "next": "1"}
    )
    assert last.location == f"{GUIDE}#guide-1-5"


def test_a_block_and_what_is_parked(organiser: FlaskClient, address, steps, now) -> None:
    block = organiser.get(address("Money")).text
    assert "This step contains other steps" in block
    assert 'name="transition-en"' not in block
    organiser.post(
        address("Money"), data={**sent_by(block), "helper-en": "Stay.", "transition-en": "no"}
    )
    assert (now("Money").helper, now("Money").transition) == (Words("Stay."), Words())
    parked = organiser.get(address("A walk")).text
    assert "Parked: not in any guide yet · 20 min" in parked
    answer = organiser.post(address("A walk"), data={**sent_by(parked), "late-en": "Walk on."})
    assert answer.location == f"{AGENDA}#step-{steps['A walk']}"
    assert now("A walk").late.en == "Walk on."


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("helper-en", "x" * 200_000, "This is too long: at most 20000 characters."),
        ("script-minutes", ["soon"], "Line 1: Write minutes like 45"),
        ("script-do-en", ["x" * 20_001], "Line 1: This is too long"),
    ],
)
def test_mistakes_stay_in_the_form(organiser, address, now, field, value, sentence) -> None:
    form = {
        **script_fields(organiser, address("Donors")),
        "script-do-en": ["Sit down."],
        field: value,
    }
    answer = organiser.post(address("Donors"), data=form)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert sent_by(answer.text)[field] == ([value] if isinstance(value, str) else value)
    assert now("Donors").script == ()


def test_minutes_without_words_and_too_many_lines(organiser: FlaskClient, address) -> None:
    form = script_fields(organiser, address("Donors"))
    answer = organiser.post(address("Donors"), data={**form, "script-minutes": ["5"]})
    assert "Line 1: Write what to do or to say, or remove the line." in answer.text
    many = {**form, "script-minutes": ["1"] * 61, "script-do-en": ["Wait."] * 61}
    answer = organiser.post(address("Donors"), data=many)
    assert answer.status_code == 422
    assert "A script has at most 60 lines." in answer.text


def test_strange_letters_survive(organiser: FlaskClient, address, now) -> None:
    form = script_fields(organiser, address("Donors"))
    text = "=1+1 <b>ë</b> مرحبا 🎤"
    form |= {
        "script-minutes": ["1h30"],
        "script-speaks": ["nobody"],
        "script-do-en": [f"\x00{text}\x0b"],
    }
    assert organiser.post(address("Donors"), data=form).status_code == 302
    assert now("Donors").script == (ScriptPart(90, Speaks.FACILITATOR, Words(text)),)
    page = organiser.get(address("Donors")).text
    assert "=1+1 &lt;b&gt;ë&lt;/b&gt; مرحبا 🎤" in page
    assert "The script takes 90 of 45 minutes. The guide shortens every line a little" in page
    taken_out = {**form, "script-minutes": [], "script-speaks": [], "script-do-en": []}
    organiser.post(address("Donors"), data={**taken_out, "revision": sent_by(page)["revision"]})
    assert now("Donors").script == ()


def test_the_door(sign_in, address, client: FlaskClient) -> None:
    for name, status in (
        ("lead_facilitator", 200),
        ("facilitator", 200),
        ("viewer", 403),
        ("note_taker", 403),
        ("staff", 403),
        ("stranger", 404),
    ):
        browser = sign_in(name)
        assert browser.get(address("Opening")).status_code == status
        if status != 200:
            assert browser.post(address("Opening"), data={"revision": "1"}).status_code == status
    assert client.get(address("Opening")).status_code == 302
    assert sign_in("organiser").get(f"{GUIDE}/steps/99999/write").status_code == 404
    assert (
        sign_in("organiser").post(f"{GUIDE}/steps/99999/write", data={"revision": "1"}).status_code
        == 404
    )


def test_the_agenda_leads_here(sign_in, organiser: FlaskClient, address, steps) -> None:
    step = f"{AGENDA}/steps/{steps['Opening']}"
    assert f'href="{address("Opening")}"' in organiser.get(step).text
    assert "Write its script" not in organiser.get(f"{AGENDA}/steps/new").text


def test_few_statements(organiser: FlaskClient, address) -> None:
    with count_statements() as statements:
        organiser.get(address("Opening"))
    assert len(statements) <= 16
