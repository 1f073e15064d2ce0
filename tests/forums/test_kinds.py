"""Kinds of forums are data: each with its roles, a starting checklist, and both languages."""

from flask import Flask

from facilitate.checklists.starting.queries import list_named
from facilitate.forums.kinds import Every, forum_kinds
from facilitate.forums.labels import role_name
from facilitate.forums.members.forms import MemberForm, offer_roles
from facilitate.forums.models import ForumRole
from facilitate.web.i18n import use_language


def test_each_kind_offers_roles_of_its_own_in_both_languages() -> None:
    assert forum_kinds()
    for kind in forum_kinds().values():
        assert set(kind.roles) <= {str(role) for role in ForumRole}
        assert {"member", "observer"} <= set(kind.roles)
        assert {bool(one.en) for one in kind.roles.values() if one} | {
            bool(one.sq) for one in kind.roles.values() if one
        } <= {True}


def test_each_kind_names_its_meetings_in_both_languages() -> None:
    assert [
        key for key, kind in forum_kinds().items() if not (kind.meeting.en and kind.meeting.sq)
    ] == []


def test_each_kind_has_a_starting_checklist(app: Flask) -> None:
    with app.app_context():
        assert [
            key for key, kind in forum_kinds().items() if list_named(kind.checklist) is None
        ] == []


def test_a_role_is_called_as_in_that_kind(app: Flask) -> None:
    with app.test_request_context(), use_language("en"):
        assert role_name("regional_committee", ForumRole.CHAIR) == "prefect (chair)"
        assert role_name("free", ForumRole.CHAIR) == "chair"
        assert role_name("no longer known", ForumRole.CHAIR) == "chair"
    with app.test_request_context(), use_language("sq"):
        assert role_name("regional_committee", ForumRole.CHAIR) == "prefekt (kryetar)"


def test_a_form_offers_the_roles_of_the_kind_and_the_one_somebody_has(app: Flask) -> None:
    with app.test_request_context(), use_language("en"):
        form = MemberForm()
        offer_roles(form.role, "coalition")
        assert [one.label for one in form.role.choices] == [
            "secretariat of the presidency",
            "member",
            "observer or adviser",
        ]
        form = MemberForm(role=ForumRole.CHAIR)
        offer_roles(form.role, "coalition")
        assert form.role.choices[-1].value == ForumRole.CHAIR


def test_a_coalition_owes_data_on_trends_beside_its_work_plan() -> None:
    duties = {one.key: one for one in forum_kinds()["coalition"].duties}
    assert list(duties) == ["work_plan", "trends"]
    assert (duties["trends"].rhythm.every, duties["trends"].rhythm.number) == (Every.MONTHS, 6)
