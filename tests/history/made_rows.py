"""One of everything that is removed with a way back and that neither the demo nor the cast holds."""

from datetime import timedelta

from facilitate.agenda.models import AgendaTemplate
from facilitate.checklists.models import ChecklistTemplate
from facilitate.consultation.asking.actions import create_questionnaire
from facilitate.consultation.models import Invitation, LetterKind, PersonalLink, SentLetter
from facilitate.data.db import Keyed, db
from facilitate.directory.models import Post
from facilitate.events.models import Event
from facilitate.forums.actions import add_forum
from facilitate.forums.models import Activity, Forum, ForumMember, Presidency, WorkPlan
from facilitate.lib.text import Words
from facilitate.mail.outbox import Message, MessageState
from facilitate.participation.models import DoorLink, PublishedShares
from facilitate.report.models import Attachment

from ..directory.rows import add_office, add_worker
from ..moment import now, planner_today


def make_rows(event_id: int, user_id: int) -> dict[str, Keyed]:
    """Rows that no other test has, by the address that removes each."""
    event = db.session.get_one(Event, event_id)
    home = f"/events/{event.slug}"
    old, new = add_office("Old office"), add_office("Youth centre")
    besa, ana = add_worker("Besa Gega", new), add_worker("Ana Kola", new)
    db.session.add(Post(person_id=ana.id, organisation_id=old.id, position=Words("Nurse")))
    post = Post(person_id=besa.id, organisation_id=new.id, position=Words("Driver"))
    db.session.flush()
    db.session.add(post)
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
    other = Forum(
        kind="regional", slug="", name=Words("Lezhë group"), purpose=Words(), created_at=now()
    )
    add_forum(other)
    add_forum(forum)
    member = ForumMember(forum_id=other.id, organisation_id=new.id)
    db.session.add(member)
    db.session.flush()
    today = planner_today()
    first, second = (
        Presidency(forum_id=other.id, member_id=member.id, first_day=day, last_day=day)
        for day in (today, today + timedelta(days=1))
    )
    db.session.add_all([first, second])
    db.session.flush()
    plan = WorkPlan(presidency_id=first.id)
    shares = PublishedShares(event_id=event_id, total=90, source="The report of 2008")
    db.session.add_all([plan, shares])
    db.session.flush()
    activity = Activity(work_plan_id=plan.id, position=0, text="Write to the mayors")
    db.session.add(activity)
    db.session.flush()
    presidency = f"/forums/{other.slug}/presidency"
    return {
        f"{presidency}/{first.id}/work-plan/{activity.id}/remove": activity,
        f"{presidency}/{second.id}/remove": second,
        f"{home}/figures/published/remove": shares,
        f"/directory/people/{besa.id}/posts/{post.id}/remove": post,
        f"/directory/people/{ana.id}/remove": ana,
        f"/forums/{forum.slug}/remove": forum,
        f"{home}/agenda/templates/own-{template.id}/remove": template,
        f"{home}/checklist/lists/{starting.id}/delete": starting,
        f"{home}/consultation/invitations/{asked.id}/remove": asked,
        f"{home}/door/links/{link.id}/remove": link,
        f"{home}/report/annexes/{annex.id}/remove": annex,
    }
