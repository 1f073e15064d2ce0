"""What may be typed about accounts."""

from typing import Any
from urllib.parse import urlsplit

from wtforms import BooleanField, EmailField, HiddenField, PasswordField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import EqualTo, Length, Optional, Regexp, ValidationError

from ..web.forms import (
    EnumField,
    LongTextField,
    PlannerForm,
    TextField,
    clean_field,
    max_length,
    must_be_filled,
)
from ..web.i18n import LANGUAGES, _, _l
from .actions import user_by_email
from .outside import OutsideSignIn, rights_by_group
from .passkeys import LONGEST as LONGEST_ANSWER
from .passwords import LONGEST, SHORTEST
from .second_step import RequiredOf

ADDRESS = r"[^@\s,;:<>()\[\]\"\\]+@[^@\s,;:<>()\[\]\"\\]+\.[^@\s,;:<>()\[\]\"\\.]+\Z"
"""What an e-mail address looks like; the signs left out mean something of their own in the head of a mail."""


LONGEST_ADDRESS = 200
"""Characters of an e-mail address."""


def email_field(label: Any) -> EmailField:
    """An e-mail address that can be written to."""
    address = Regexp(ADDRESS, message=_l("Write an e-mail address like ana@office.example."))
    return EmailField(
        label, [must_be_filled(), max_length(LONGEST_ADDRESS), address], filters=[clean_field]
    )


def _new_password() -> PasswordField:
    length = Length(
        SHORTEST,
        LONGEST,
        _l("A password must have at least %(min)d and at most %(max)d characters."),
    )
    return PasswordField(
        _l("New password"),
        [must_be_filled(), length],
        description=_l("At least ten characters; a short sentence is best."),
        render_kw={"autocomplete": "new-password"},
    )


def _again() -> PasswordField:
    return PasswordField(
        _l("Repeat the password"),
        [EqualTo("password", _l("The two passwords are not the same."))],
        render_kw={"autocomplete": "new-password"},
    )


def _administrator() -> BooleanField:
    return BooleanField(_l("Administrator: may change sectors, invite people and lock accounts"))


def _sees_contacts() -> BooleanField:
    return BooleanField(
        _l("May see contact details: e-mail addresses and phone numbers in the directory")
    )


class SignInForm(PlannerForm):
    email = email_field(_l("E-mail"))
    password = PasswordField(
        _l("Password"),
        [must_be_filled(), max_length(LONGEST)],
        render_kw={"autocomplete": "current-password"},
    )
    remember = BooleanField(_l("Keep me signed in on this device"))


class CodeForm(PlannerForm):
    """The six digits an app shows, or a recovery code."""

    code = TextField(
        _l("Code"),
        required=True,
        limit=40,
        render_kw={"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"},
    )


class OwnerForm(PlannerForm):
    """What only the owner of the account knows, asked again; `owner.ask_owner` says what it is."""

    proof = PasswordField(
        _l("Current password"),
        [must_be_filled(), max_length(LONGEST)],
        description=_l("Asked again, so that nobody else does this on your device."),
        render_kw={"autocomplete": "current-password"},
    )


class SecondStepForm(OwnerForm, CodeForm):
    """The first code of an app; `secret` is what the QR code told it, sealed."""

    secret = HiddenField()


class PasskeySignInForm(PlannerForm):
    """What a browser answers when it is asked to sign in with a passkey."""

    answer = HiddenField(validators=[must_be_filled(), max_length(LONGEST_ANSWER)])


class PasskeyForm(OwnerForm, PasskeySignInForm):
    """A passkey the browser made, and what its owner calls it."""

    name = TextField(
        _l("Name of the passkey"),
        required=True,
        is_name=True,
        limit=60,
        description=_l("Such as: office laptop, my phone."),
    )


class SigningInForm(PlannerForm):
    """How everybody signs in."""

    second_step = EnumField(_l("The second step is required of"), of=RequiredOf)


class OutsideForm(PlannerForm):
    """The office's own sign-in. A secret that was kept is never shown; left empty it stays, as long as the address does."""

    name = TextField(
        _l("What the button says"),
        required=True,
        is_name=True,
        limit=60,
        description=_l("The name people know, such as: Ministry sign-in."),
    )
    issuer = TextField(
        _l("Address (issuer)"),
        required=True,
        description=_l(
            "The service describes itself below it, at /.well-known/openid-configuration."
        ),
    )
    client_id = TextField(_l("Client ID"), required=True)
    client_secret = PasswordField(
        _l("Client secret"),
        [Optional(), max_length(400)],
        render_kw={"autocomplete": "new-password"},
    )
    makes_accounts = BooleanField(_l("Everybody it lets in gets an account at the first sign-in"))
    owns_addresses = BooleanField(
        _l("It gives people their e-mail addresses itself"),
        description=_l(
            "For the office’s own service that does not say of each address that it was verified, such as "
            "Entra ID. Not for one where people can write any address."
        ),
    )
    group_claim = TextField(
        _l("Name of the claim that holds the groups"), required=True, default="groups"
    )
    groups = LongTextField(
        _l("What groups give"),
        limit=5000,
        description=_l(
            "One line each: “planners = administrator”, “data office = contacts”, "
            "“facilitators = facilitator @ annual-next” (role and the event's address). Roles "
            "are given and removed at each sign-in."
        ),
    )
    emergency = TextField(
        _l("Only this account signs in with a password"),
        description=_l(
            "E-mail address of an administrator, for emergencies. Empty: everybody may. "
            "Who came in another way is signed out."
        ),
    )

    def validate_issuer(self, field: Any) -> None:
        parts = urlsplit(field.data)
        if parts.scheme != "https" and parts.hostname not in ("localhost", "127.0.0.1"):
            raise ValidationError(_("Write an address that begins with https://."))

    def validate_groups(self, field: Any) -> None:
        try:
            rights_by_group(field.data or "")
        except ValueError as error:
            raise ValidationError(
                _("This line cannot be read: %(line)s", line=str(error))
            ) from None

    def validate_emergency(self, field: Any) -> None:
        field.data = (field.data or "").lower()
        user = user_by_email(field.data) if field.data else None
        if field.data and not (user and user.active and user.administrator and user.password_hash):
            raise ValidationError(_("This is not the address of an administrator with a password."))

    def setup(self, before: OutsideSignIn | None) -> OutsideSignIn:
        """What was typed; the secret of before where none was and the address is the same."""
        kept = before.client_secret if before and before.issuer == self.issuer.data else ""
        return OutsideSignIn(
            name=self.name.data,
            issuer=self.issuer.data,
            client_id=self.client_id.data,
            client_secret=self.client_secret.data or kept,
            makes_accounts=self.makes_accounts.data,
            group_claim=self.group_claim.data,
            groups=self.groups.data or "",
            emergency=self.emergency.data,
            owns_addresses=self.owns_addresses.data,
        )


class ForgotForm(PlannerForm):
    email = email_field(_l("E-mail"))


class PasswordForm(PlannerForm):
    """Choosing a password, reached by a link."""

    password = _new_password()
    again = _again()


class ChangePasswordForm(PasswordForm):
    """Changing the password, which needs the present one."""

    current = PasswordField(
        _l("Current password"),
        [must_be_filled(), max_length(LONGEST)],
        render_kw={"autocomplete": "current-password"},
    )


class AccountForm(PlannerForm):
    name = TextField(_l("Name"), required=True, is_name=True)
    language = SelectField(
        _l("Language"), choices=[SelectChoice(code, name) for code, name in LANGUAGES.items()]
    )
    open_documents = BooleanField(
        _l("My files as LibreOffice has them"),
        description=_l(
            "Buttons for Excel and Word then give .ods and .odt files. Charts are in Excel files only."
        ),
    )


class InviteForm(PlannerForm):
    name = TextField(_l("Name"), required=True, is_name=True)
    email = email_field(_l("E-mail"))
    administrator = _administrator()
    sees_contacts = _sees_contacts()


class RightsForm(PlannerForm):
    """What one account may do in the whole planner."""

    administrator = _administrator()
    sees_contacts = _sees_contacts()


class FirstRunForm(PasswordForm):
    token = TextField(_l("Token from the terminal"), required=True)
    name = TextField(_l("Your name"), required=True, is_name=True)
    email = email_field(_l("E-mail"))
