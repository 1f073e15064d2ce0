"""What may be typed: an item of an edition, and which words may stay."""

from typing import Any

from wtforms import HiddenField, StringField, ValidationError

from ..web.forms import (
    EnumField,
    LongTextField,
    PlannerForm,
    TextField,
    VersionedForm,
    WordsField,
)
from ..web.i18n import _, _l
from .models import BulletinKind

SENTENCES = 400
"""Letters of the text below a heading: two sentences."""


class BulletinItemForm(VersionedForm):
    """A piece of news: what it is about, heading and two sentences in both languages, perhaps a link."""

    kind = EnumField(_l("What it is about"), of=BulletinKind, default=BulletinKind.TREND)
    heading = WordsField(_l("Heading"), required=True, limit=120)
    text = WordsField(_l("Two sentences"), long=True, limit=SENTENCES)
    link = TextField(
        _l("Link"),
        limit=500,
        description=_l("Where more can be read without an account; may be empty."),
    )

    def validate_heading(self, field: Any) -> None:
        """It is sent in both languages."""
        if not (field.data.en and field.data.sq):
            raise ValidationError(_("Write it in both languages: everybody gets it in their own."))

    def validate_text(self, field: Any) -> None:
        """In both languages, or in none."""
        if bool(field.data.en) != bool(field.data.sq):
            raise ValidationError(_("Write it in both languages: everybody gets it in their own."))

    def validate_link(self, field: Any) -> None:
        """A web address, or nothing."""
        if field.data and not field.data.startswith(("https://", "http://")):
            raise ValidationError(_("A link begins with https:// or http://."))


class SendNewsForm(PlannerForm):
    """News that somebody sends in, in the language they speak. `website` is invisible: only a machine fills it in."""

    kind = EnumField(_l("What it is about"), of=BulletinKind, default=BulletinKind.TREND)
    heading = TextField(_l("Heading"), required=True, limit=120)
    text = LongTextField(_l("Two sentences"), limit=SENTENCES)
    link = TextField(
        _l("Link"),
        limit=500,
        description=_l("Where more can be read without an account; may be empty."),
    )
    sent_by = TextField(_l("Your name and your office"), required=True, is_name=True)
    website = StringField(_l("Leave this empty"))

    validate_link = BulletinItemForm.validate_link

    def validate_website(self, field: Any) -> None:
        """Perhaps a browser filled it in by itself: a person presses once more."""
        if field.data:
            field.data = ""
            raise ValidationError(_("Please press “Send” once more."))


class KeepWordsForm(PlannerForm):
    """Words the privacy check found that name nobody helped."""

    item_id = HiddenField()
    found = HiddenField()
