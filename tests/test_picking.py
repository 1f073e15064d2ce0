"""One row of a list: listed while the list is short, typed and found where it is long, whatever is sent."""

from dataclasses import dataclass

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from facilitate.web.forms import PickField, PlannerForm
from facilitate.web.picking import MOST_LISTED, NamesFound, asked_pick, names_like, pick_one


@dataclass(frozen=True)
class Office:
    id: int
    name: str


TWINS = [Office(901, "Qendra"), Office(902, "Qendra")]
FEW = [Office(1, "Bashkia Vlorë"), Office(2, "Bashkia Shkodër"), Office(3, "Prefektura Vlorë")]
MANY = [*FEW, *TWINS, *(Office(100 + n, f"Zyra e punës {n:03}") for n in range(MOST_LISTED))]


class OfficeForm(PlannerForm):
    office_id = PickField("Office", required=True)


def filled(app: Flask, typed: str, offices: list[Office]) -> OfficeForm:
    with app.test_request_context("/", method="POST"):
        form = OfficeForm(MultiDict({"office_id": typed}), meta={"csrf": False})
        form.office_id.offer(offices, lambda one: one.name)
        form.validate()
        return form


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("2", 2),
        ("bashkia vlore", 1),
        ("Vlorë pref", 3),
        ("shkod", 2),
        ("Qendra · 902", 902),
    ],
)
def test_what_is_typed_is_found(app: Flask, typed: str, number: int) -> None:
    form = filled(app, typed, MANY)
    assert (form.office_id.data, form.errors) == (number, {})


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Vlor", "Several fit “Vlor”: Bashkia Vlorë; Prefektura Vlorë."),
        ("Qendra", "Several fit “Qendra”: Qendra · 901; Qendra · 902."),
        ("Kisha", "“Kisha” is not in the list. Type a part of the name, then choose one."),
        ("99999", "Please choose one from the list."),
        ("", "Please fill this in."),
    ],
)
def test_what_is_not_found_is_said_and_stays(app: Flask, typed: str, said: str) -> None:
    form = filled(app, typed, MANY)
    assert form.errors == {"office_id": [said]}
    with app.test_request_context("/"):
        shown = str(form.office_id())
    assert f'value="{typed}"' in shown or typed == "99999"
    assert "<option" not in shown


def test_a_short_list_is_listed_and_a_long_one_is_asked_for(app: Flask) -> None:
    form, few = filled(app, "1", MANY), filled(app, "1", FEW)
    with app.test_request_context("/directory/people/new"):
        assert 'value="Bashkia Vlorë"' in str(form.office_id())
        assert "/directory/people/new?pick=office_id-names" in str(form.office_id())
        assert str(few.office_id()).count("<option") == 1 + len(FEW)
    with (
        app.test_request_context("/?pick=office_id-names&office_id=vlor"),
        pytest.raises(NamesFound) as found,
    ):
        form.office_id()
    assert found.value.response is not None
    options = found.value.response.get_data(as_text=True)
    assert options == "<option>Bashkia Vlorë</option><option>Prefektura Vlorë</option>"


def test_those_that_begin_so_come_first() -> None:
    names = ["Zyra Punës", "Agjencia e punës", "Punësimi"]
    assert names_like("pun", names) == ["Punësimi", "Zyra Punës", "Agjencia e punës"]
    assert names_like("zyra pun", names) == ["Zyra Punës"]


def test_a_page_that_asks_lists_or_lets_type_and_says_what_it_does_not_find(app: Flask) -> None:
    """The same of a field that is no form's: an address holds what was chosen, and names are asked for beside it."""
    few, many = ([(one.id, one.name) for one in some] for some in (FEW, MANY))

    def shown(asked: str, rows: list[tuple[int, str]]) -> str:
        with app.test_request_context(f"/directory/people/new?who={asked}"):
            return str(pick_one("who", rows, asked_pick("who", rows), none="–"))

    assert '<option selected value="2">Bashkia Shkodër</option>' in shown("shkod", few)
    assert '<option value="">–</option>' in shown("", few)
    assert 'value="Bashkia Shkodër"' in shown("2", many)
    assert 'value="Bashkia Shkodër"' in shown("shkod", many)
    unknown = shown("Kisha", many)
    assert "“Kisha” is not in the list." in unknown
    assert 'value="Kisha"' in unknown
    assert 'aria-describedby="who-error"' in unknown
    assert "Several fit “vlor”" in shown("vlor", many)
    address = "/directory/people/new?who=Vlor&pick=who-names&who=shkod"
    with app.test_request_context(address), pytest.raises(NamesFound) as found:
        pick_one("who", many)
    assert found.value.response is not None
    assert found.value.response.get_data(as_text=True) == "<option>Bashkia Shkodër</option>"
