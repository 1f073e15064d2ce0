"""One of everything that is removed with a way back and that neither the demo nor the cast holds."""

from facilitate.agenda.models import AgendaTemplate
from facilitate.checklists.models import ChecklistTemplate
from facilitate.consultation.asking.actions import create_questionnaire
from facilitate.consultation.models import Invitation, LetterKind, PersonalLink, SentLetter
from facilitate.data.db import Keyed, db
from facilitate.directory.models import Post
from facilitate.events.models import Event
from facilitate.forums.actions import add_forum
from facilitate.forums.models import Forum
from facilitate.lib.text import Words
from facilitate.mail.outbox import Message, MessageState
from facilitate.participation.models import DoorLink
from facilitate.report.models import Attachment

from ..directory.rows import add_office, add_worker
from ..moment import now, planner_today


def make_rows(event_id: int, user_id: int) -> dict[str, Keyed]:
    """Rows that no other test has, by the address that removes each."""
    event = db.session.get_one(Event, event_id)
    home = f"/events/{event.slug}"
    old, new = add_office("Old office"), add_office("Youth centre")
    ana = add_worker("Ana Kola", new)
    db.session.add(Post(person_id=ana.id, organisation_id=old.id, position=Words("Nurse")))
    mine = {"user_id": user_id, "at": now()}
    forum = Forum(
        kind="regional", slug="", name=Words("Vlorë group"), purpose=Words(), created_at=now()
    )
    template = AgendaTemplate(name=Words("Two days"), content={}, **mine)
    theirs, starting = (
        ChecklistTemplate(name=Words(name), content="[]", **mine)
        for name in ("Their list", "Our list")
    )
    db.session.add(theirs)
    db.session.flush()
    link = DoorLink(event_id=event_id, name="North door", token="north", made_at=now())
    annex = Attachment(
        event_id=event_id,
        title="Slides",
        file_name="slides.pdf",
        media_type="application/pdf",
        size=4,
        content=b"%PDF\xff\x00",
        at=now(),
        by_id=user_id,
    )
    questionnaire = create_questionnaire(event, planner_today())
    asked = Invitation(questionnaire_id=questionnaire.id, name="Drita", email="d@office.example")
    db.session.add_all([template, starting, link, annex, asked])
    db.session.flush()
    mail = Message(
        to="d@office.example", subject="", body="", state=MessageState.SENT, created_at=now()
    )
    db.session.add_all([mail, PersonalLink(invitation_id=asked.id, mark="drita")])
    db.session.flush()
    letter = {"invitation_id": asked.id, "message_id": mail.id}
    db.session.add(SentLetter(kind=LetterKind.INVITATION, **letter))
    add_forum(forum)
    return {
        f"/directory/people/{ana.id}/remove": ana,
        f"/forums/{forum.slug}/remove": forum,
        f"{home}/agenda/templates/own-{template.id}/remove": template,
        f"{home}/checklist/lists/{starting.id}/delete": starting,
        f"{home}/consultation/invitations/{asked.id}/remove": asked,
        f"{home}/door/links/{link.id}/remove": link,
        f"{home}/report/annexes/{annex.id}/remove": annex,
    }
