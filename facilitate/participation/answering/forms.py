"""What one of the invited may say by their link, on a phone."""

from typing import Any

from wtforms import BooleanField, RadioField, SelectField, StringField
from wtforms.fields import EmailField, HiddenField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Optional, Regexp

from ...directory.models import Gender
from ...events.models import Event
from ...web.forms import LongTextField, PlannerForm, TextField, clean_field, max_length
from ...web.i18n import _, _l, label_of
from ..labels import arrival_said
from ..models import Registration, RegistrationSetting
from ..nights import arrival_days
from .answer_rules import (
    REPLY_OF,
    Colleague,
    InvitationAnswer,
    InvitationReply,
    StatedNeeds,
    is_same_name,
)

REPLIES = {
    InvitationReply.COMING: _l("I am coming"),
    InvitationReply.REPLACED: _l("I cannot, but somebody else is coming in my place"),
    InvitationReply.DECLINED: _l("I cannot come"),
}
DIETS = (_l("vegetarian"), _l("no pork"), _l("gluten-free"), _l("dairy-free"))
"""Offered while somebody types; anything else may be written."""


class InvitationAnswerForm(PlannerForm):
    """The answer. `answered` is which state of it was being changed; `website` is invisible: only a machine fills it in."""

    class Meta(PlannerForm.Meta):
        csrf = False  # nobody's rights are used, and a phone may take no cookie

    answered = HiddenField()
    website = StringField(_l("Leave this empty"))
    reply = RadioField(
        _l("Are you coming?"),
        validators=[InputRequired(_l("Please choose one."))],
        choices=lambda: [SelectChoice(reply.value, text) for reply, text in REPLIES.items()],
    )
    given_name = TextField(_l("Given name"), is_name=True)
    family_name = TextField(_l("Family name"), is_name=True)
    office = TextField(_l("Office or organisation"), is_name=True)
    email = EmailField(
        _l("E-mail"),
        [
            Optional(),
            max_length(200),
            Regexp(
                r"^[^@\s]+@[^@\s]+\.[^@\s]+$",
                message=_l("Write an e-mail address like ana@office.example."),
            ),
        ],
        filters=[clean_field],
        description=_l("Their own link is sent there, so that they can say what they need."),
    )
    interpreter = BooleanField(_l("I need an interpreter"))
    lodging = BooleanField(_l("I need lodging"))
    arrival = SelectField(_l("When do you arrive?"), default="")
    diet = TextField(
        _l("What do you not eat?"),
        limit=100,
        description=_l("Leave it empty if you eat everything."),
    )
    access = TextField(
        _l("Do you need anything to get in, see or hear?"),
        description=_l("A wheelchair, a seat in front, sign language …"),
    )
    in_list = BooleanField(
        _l("My name and organisation may appear in the report’s list of participants"),
        description=_l(
            "The report is public. If you do not tick this, you are counted but not named."
        ),
    )
    remark = LongTextField(_l("Anything else we should know?"), limit=1000)
    gender = RadioField(
        _l("Your gender"),
        validators=[Optional()],
        default="",
        choices=lambda: [
            *(SelectChoice(one.value, label_of(one)) for one in Gender),
            SelectChoice("", _("No answer")),
        ],
        description=_l(
            "You can leave this blank. It is only counted, together with everybody else’s."
        ),
    )
    one: Registration

    def validate(self, extra_validators: Any = None) -> bool:
        """As every form; and who comes instead has a name, an address, and is somebody else."""
        right = bool(super().validate(extra_validators))
        if self.reply.data != InvitationReply.REPLACED:
            return right
        for field in (self.given_name, self.family_name, self.email):
            if not field.data and not field.errors:
                field.errors, right = [_("Please fill this in.")], False
        person = self.one.participation.person
        itself = is_same_name(
            self.given_name.data or "",
            self.family_name.data or "",
            person.given_name,
            person.family_name,
        )
        if right and itself:
            self.given_name.errors = [_("That is you. If you are coming, choose “I am coming”.")]
            return False
        return right

    @property
    def said(self) -> InvitationAnswer:
        """What was typed, once it is right."""
        reply = InvitationReply(self.reply.data)
        needs = StatedNeeds()
        if reply is InvitationReply.COMING and "diet" in self:
            needs = StatedNeeds(
                interpreter=bool(self.interpreter.data),
                lodging=bool(self.lodging.data),
                diet=self.diet.data or "",
                access=self.access.data or "",
                arrival=self.arrival.data or "",
                in_list=bool(self.in_list.data),
            )
        colleague = None
        if reply is InvitationReply.REPLACED:
            typed = (self.given_name.data, self.family_name.data, self.office.data, self.email.data)
            colleague = Colleague(*(" ".join((text or "").split()) for text in typed))
        asked = "gender" in self and reply is InvitationReply.COMING
        return InvitationAnswer(
            reply=reply,
            needs=needs,
            remark=self.remark.data or "",
            gender=(self.gender.data or "") if asked else None,
            colleague=colleague,
        )


def invitation_answer_form(
    event: Event, setting: RegistrationSetting, one: Registration, **options: Any
) -> InvitationAnswerForm:
    """The form, filled with what was answered before; without what the event does not ask."""
    row, instead = one.participation, one.substitute
    known: dict[str, Any] = {
        "reply": REPLY_OF.get(row.standing, "") if one.answered_at else "",
        "answered": answer_state(one),
        "office": row.organisation.name,
        "gender": row.person.gender.value if row.person.gender else "",
        **{
            name: getattr(one, name)
            for name in ("interpreter", "lodging", "arrival", "diet", "access", "in_list", "remark")
        },
    }
    if instead is not None:
        person = instead.person
        known |= {
            "given_name": person.given_name,
            "family_name": person.family_name,
            "email": person.email,
            "office": instead.organisation.name,
        }
    form = InvitationAnswerForm(data=known, **options)
    form.one = one
    days = arrival_days(event.first_day, event.last_day)
    form.arrival.choices = [
        SelectChoice("", _("I do not know yet")),
        *(SelectChoice(day, arrival_said(day, event.first_day)) for day in days),
    ]
    if one.arrival and one.arrival not in days and not form.is_submitted():
        form.arrival.data = ""
    if not setting.asks_needs:
        for name in ("interpreter", "lodging", "arrival", "diet", "access", "in_list"):
            del form[name]
    if not setting.asks_gender:
        del form.gender
    return form


def answer_state(one: Registration) -> str:
    """Which answer stands now, as a form remembers it; empty where there is none."""
    return one.answered_at.isoformat() if one.answered_at else ""
