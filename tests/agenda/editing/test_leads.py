"""Who leads which step is said for all of them on one page; edits that meet are shown to both."""

import re

import pytest
from flask.testing import FlaskClient

LEADS = "/events/spring/agenda/leads"


def opened(client: FlaskClient, address: str = LEADS) -> tuple[str, dict[str, str]]:
    """The page, and what its form would send as it is."""
    page = client.get(address).text
    fields = re.findall(r'name="(step-\d+-revision)"[^>]*value="(\d+)"', page)
    return page, {**dict(fields), **{name.replace("revision", "lead"): "" for name, _ in fields}}


def leads_of(plan) -> dict[str, int | None]:
    return {step.title.en: step.lead for step in plan().steps.values() if step.lead}


def test_all_that_nobody_leads_are_given_one_at_once_and_undone_at_once(
    organiser: FlaskClient, blocks, cast, plan
) -> None:
    page, sent = opened(organiser)
    assert re.findall(r"<label for=\"step-\d+-lead\">([^<]+)", page) == [
        "Opening", "Donors", "Who pays", "Map", "Farewell",
    ]  # no break, and no session: its steps have each their own  # fmt: skip
    viewer, staff = cast.members["viewer"], cast.members["staff"]
    sent |= {f"step-{blocks['Opening']}-lead": str(viewer), "rest": str(staff)}
    answer = organiser.post(LEADS, data=sent, follow_redirects=True)
    assert "The leads of 5 steps were named." in answer.text
    everybody = dict.fromkeys(("Donors", "Who pays", "Map", "Farewell"), staff)
    assert leads_of(plan) == {"Opening": viewer, **everybody}
    assert "Somebody leads each step that needs it." in organiser.get(LEADS).text
    organiser.post("/events/spring/agenda/undo")
    assert leads_of(plan) == {}


def test_who_was_named_meanwhile_is_kept_or_shown_beside_mine(
    organiser: FlaskClient, sign_in, blocks, cast, plan
) -> None:
    _page, sent = opened(organiser)
    viewer, staff = cast.members["viewer"], cast.members["staff"]
    opening, donors = (f"step-{blocks[name]}-lead" for name in ("Opening", "Donors"))
    other = sign_in("lead_facilitator")
    other.post(LEADS, data=opened(other)[1] | {opening: str(staff), donors: str(staff)})
    met = organiser.post(LEADS, data=sent | {opening: str(viewer)})
    assert (met.status_code, leads_of(plan)["Opening"]) == (409, staff)
    assert re.findall(r'<td class="pre">([^<]+)', met.text) == ["Elira Ndoj", "Fatos Zeka"]
    again = dict(re.findall(r'name="(step-\d+-revision)"[^>]*value="(\d+)"', met.text))
    kept = {donors: str(staff)}
    assert organiser.post(LEADS, data=sent | again | kept | {opening: str(viewer)}).location
    assert leads_of(plan) == {"Opening": viewer, "Donors": staff}


def test_somebody_of_no_team_is_refused_at_the_step(organiser: FlaskClient, blocks, plan) -> None:
    answer = organiser.post(LEADS, data=opened(organiser)[1] | {"rest": "999999"})
    assert (answer.status_code, leads_of(plan)) == (422, {})
    assert "Please choose one from the list." in answer.text


@pytest.mark.parametrize(("who", "status"), [("viewer", 403), ("stranger", 404)])
def test_who_may_not_edit_the_agenda_may_not_name_leads(
    sign_in, blocks, who: str, status: int
) -> None:
    assert sign_in(who).get(LEADS).status_code == status
