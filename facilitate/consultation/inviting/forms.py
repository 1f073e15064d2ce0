"""What may be typed about invitations and letters."""

from typing import Any

from flask_wtf.file import FileField
from wtforms import BooleanField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from ...web.forms import (
    LongTextField,
    PickManyField,
    PlannerForm,
    TextField,
    VersionedForm,
    WordsField,
)
from ...web.i18n import LANGUAGES, _, _l, _n, label_of
from ..models import Invitation, Letter, LetterKind
from .invitation_list import ADDRESS
from .letters import LINK, PLACEHOLDERS, one_line, unknown
from .masking import mask_address
from .wording import listed_names

MOST_PASTED = 500_000
"""Characters of a pasted list."""


class PickForm(PlannerForm):
    """People ticked in the directory, or all that fit."""

    people = PickManyField(_l("People"), validate_choice=False)
    everybody = BooleanField()

    def validate(self, extra_validators: Any = None) -> bool:
        right = super().validate(extra_validators)
        if right and not self.people.data and not self.everybody.data:
            self.people.errors = [_("Tick at least one person.")]
            return False
        return bool(right)


class InvitationListForm(PlannerForm):
    """A list, pasted or as a file."""

    text = LongTextField(
        _l("Paste a list"),
        limit=MOST_PASTED,
        description=_l(
            "One person per line: “Ana Hoxha <ana@office.example>”, only an address, “name; "
            "organisation; address; language”, or rows copied from Excel."
        ),
    )
    file = FileField(
        _l("Or choose a file"),
        description=_l(
            "Excel (.xlsx), OpenDocument (.ods) or text (.csv). A first row with Name, Organisation, E-mail and Language helps."
        ),
    )

    def validate(self, extra_validators: Any = None) -> bool:
        right = super().validate(extra_validators)
        if right and not self.text.data and not self.file.data:
            self.text.errors = [_("Paste a list, or choose a file.")]
            return False
        return bool(right)


class InvitationForm(VersionedForm):
    """Who is invited, and where letters go. An address that is masked stays where the field is left empty."""

    name = TextField(_l("Name"), required=True)
    organisation = TextField(_l("Organisation"))
    email = TextField(_l("E-mail"))
    language = SelectField(
        _l("Language of the letters"),
        choices=lambda: [SelectChoice(code, name) for code, name in LANGUAGES.items()],
    )

    def __init__(self, invitation: Invitation, taken: set[str], hidden: bool) -> None:
        super().__init__(obj=invitation)
        self.kept, self.taken = invitation.email, taken - {invitation.email.casefold()}
        self.hidden = hidden
        if hidden:
            self.email.description = _(
                "It is in the directory, where administrators see it: %(masked)s. Leave this "
                "empty to keep it.",
                masked=mask_address(self.kept),
            )
            if not self.is_submitted():
                self.email.data = ""

    def saves(self, row: Invitation) -> bool:
        """As any form; what another edit did to an address that is masked is not shown."""
        if super().saves(row):
            return True
        if not (self.clash and self.hidden):
            return False
        address = str(self.email.label.text)
        self.clash = [
            (name, mask_address(theirs) if name == address else theirs, yours)
            for name, theirs, yours in self.clash
            if name != address or yours
        ]
        if not self.clash:
            self.populate_obj(row)
        return not self.clash

    def validate_email(self, field: Any) -> None:
        if field.data and not ADDRESS.fullmatch(field.data):
            raise ValidationError(_("Write an e-mail address like ana@office.example."))
        if field.data.casefold() in self.taken - {""}:
            raise ValidationError(_("Somebody with this address is already invited."))

    def populate_obj(self, obj: Any) -> None:
        """Everything on one line; the masked address stays where nothing was typed over it."""
        obj.name, obj.organisation = one_line(self.name.data), one_line(self.organisation.data)
        obj.language = self.language.data
        obj.email = self.email.data or (self.kept if self.hidden else "")


NEW, EVERYBODY = "new", "everybody"


class MergeForm(PlannerForm):
    """Which letters a sheet for a mail merge holds, and for whom."""

    kind = SelectField(_l("Kind of letter"))
    whom = SelectField(_l("For whom"))


def merge_form(new: int, everybody: int, one: Invitation | None) -> MergeForm:
    """`new` and `everybody`: for how many no link was made out yet, and how many there are; `one`: for this person alone."""
    form = MergeForm()
    kinds = (LetterKind.INVITATION, LetterKind.REMINDER)
    form.kind.choices = [SelectChoice(kind.value, label_of(kind)) for kind in kinds]
    form.whom.choices = [
        SelectChoice(
            NEW, _n("%(num)d person without a link", "%(num)d people without a link", new)
        ),
        SelectChoice(
            EVERYBODY, _n("everybody: %(num)d person", "everybody: %(num)d people", everybody)
        ),
    ]
    if one is not None:
        del form.whom
    elif not form.whom.data:
        form.whom.data = NEW if new else EVERYBODY
    return form


class ConsultationLetterForm(VersionedForm):
    """The text of a letter in both languages."""

    subject = WordsField(_l("Subject"), required=True, limit=150)
    body = WordsField(_l("Text of the letter"), required=True, long=True, limit=5_000)

    def __init__(self, letter: Letter) -> None:
        super().__init__(obj=letter)
        self.kind = letter.kind

    def validate_subject(self, field: Any) -> None:
        _no_unknown(field)
        if any(LINK in getattr(field.data, code) for code in LANGUAGES):
            raise ValidationError(
                _("Put the link only in the text of the letter: subjects are shown in lists.")
            )

    def validate_body(self, field: Any) -> None:
        _no_unknown(field)
        for code, name in LANGUAGES.items():
            text = getattr(field.data, code)
            if text and LINK not in text:
                raise ValidationError(
                    _(
                        "%(language)s: the letter needs {link}, or nobody can find the page.",
                        language=name,
                    )
                    if self.kind is LetterKind.OUTCOME
                    else _(
                        "%(language)s: the letter needs {link}, or nobody can answer.",
                        language=name,
                    )
                )


def _no_unknown(field: Any) -> None:
    wrong = [text for code in LANGUAGES for text in unknown(getattr(field.data, code))]
    if wrong:
        raise ValidationError(
            _(
                "%(wrong)s is not known here. You can use %(known)s.",
                wrong=", ".join(dict.fromkeys(wrong)),
                known=listed_names(PLACEHOLDERS),
            )
        )
