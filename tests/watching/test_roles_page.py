"""Roles are reviewed on one page: who has what, since when, last signed in; ended at one press; the review is kept."""

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from facilitate.accounts.actions import user_by_email
from facilitate.accounts.audit import AuditAct, audit_entries, note_act
from facilitate.accounts.models import User
from facilitate.data.db import db
from facilitate.events.models import Member
from facilitate.forums.models import Forum, ForumKeeper
from facilitate.lib.text import Words

from .. import moment
from ..statements import count_statements

PAGE = "/planner/roles"
END = re.compile(r'action="(/planner/roles/[\w/]+/end)"[^>]*>.*?aria-label="End the role: ([^"]+)"')


@pytest.mark.both_databases
def test_roles_are_listed_ended_and_reviewed(app: Flask, cast, sign_in) -> None:
    administrator = sign_in("administrator")
    with app.app_context():
        staff = user_by_email("staff@office.example")
        staff.sees_contacts = True
        forum = Forum(
            slug="north",
            kind="regional_group",
            name=Words("North", "Veriu"),
            purpose=Words(),
            created_at=moment.now(),
        )
        db.session.add(forum)
        db.session.flush()
        db.session.add(ForumKeeper(forum_id=forum.id, user_id=staff.id))
        db.session.execute(sa.update(User).values(created_at=moment.now() - timedelta(days=200)))
        note_act(AuditAct.SIGNED_IN, staff)
        db.session.commit()
    with count_statements() as asked:
        page = administrator.get(PAGE).text
    assert len(asked) <= 8
    assert "7 people have 9 roles. They have not been reviewed yet." in page
    assert "Spring conference" in page
    away = administrator.get(f"{PAGE}?away=1").text
    assert ("Elira Ndoj" in away, "Arta Hoxha" in away) == (False, True)
    ends = {said: path for path, said in END.findall(page)}
    mine = [path for said, path in ends.items() if said.startswith("Elira Ndoj")]
    assert len(mine) == 3
    assert [sign_in("organiser").post(path).status_code for path in mine] == [403] * 3
    for path in mine:
        assert administrator.post(path).location == PAGE
    assert "Elira Ndoj" not in administrator.get(PAGE).text.split("<table")[1]
    last = next(path for said, path in ends.items() if said.startswith("Arta Hoxha"))
    assert administrator.post(last).status_code == 409  # an event keeps an organiser
    administrator.post(f"{PAGE}/reviewed")
    assert "by Gëzim Toska." in administrator.get(PAGE).text
    with app.app_context():
        acts = [(one.act, whom) for one, _by, whom in audit_entries()][:4]
        assert acts == [(AuditAct.REVIEWED, None), *[(AuditAct.ENDED_ROLE, "Elira Ndoj")] * 3]
        assert db.session.get(Member, cast.members["staff"]) is None
