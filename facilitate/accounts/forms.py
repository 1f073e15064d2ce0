"""What may be typed about accounts."""

from typing import Any

from wtforms import BooleanField, EmailField, HiddenField, PasswordField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import EqualTo, Length, Regexp

from ..forms import EnumField, Form, TextField, at_most, cleaned, needed
from ..i18n import LANGUAGES, _l
from .passwords import LONGEST, SHORTEST
from .second_step import RequiredOf

ADDRESS = r"[^@\s,;:<>()\[\]\"\\]+@[^@\s,;:<>()\[\]\"\\]+\.[^@\s,;:<>()\[\]\"\\.]+\Z"
"""What an e-mail address looks like; the signs left out mean something of their own in the head of a mail."""


def email_field(label: Any) -> EmailField:
    """An e-mail address that can be written to."""
    address = Regexp(ADDRESS, message=_l("Write an e-mail address like ana@office.example."))
    return EmailField(label, [needed(), at_most(200), address], filters=[cleaned])


def _new_password() -> PasswordField:
    length = Length(
        SHORTEST,
        LONGEST,
        _l("A password must have at least %(min)d and at most %(max)d characters."),
    )
    return PasswordField(
        _l("New password"),
        [needed(), length],
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


class SignInForm(Form):
    email = email_field(_l("E-mail"))
    password = PasswordField(
        _l("Password"), [needed(), at_most(LONGEST)], render_kw={"autocomplete": "current-password"}
    )
    remember = BooleanField(_l("Keep me signed in on this device"))


class CodeForm(Form):
    """The six digits an app shows, or a recovery code."""

    code = TextField(
        _l("Code"),
        required=True,
        limit=40,
        render_kw={"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"},
    )


class SecondStepForm(CodeForm):
    """The first code of an app; `secret` is what the QR code told it, sealed."""

    secret = HiddenField()


class SigningInForm(Form):
    """How everybody signs in."""

    second_step = EnumField(_l("The second step is required of"), of=RequiredOf)


class ForgotForm(Form):
    email = email_field(_l("E-mail"))


class PasswordForm(Form):
    """Choosing a password, reached by a link."""

    password = _new_password()
    again = _again()


class ChangePasswordForm(PasswordForm):
    """Changing the password, which needs the present one."""

    current = PasswordField(
        _l("Current password"),
        [needed(), at_most(LONGEST)],
        render_kw={"autocomplete": "current-password"},
    )


class AccountForm(Form):
    name = TextField(_l("Name"), required=True, is_name=True)
    language = SelectField(
        _l("Language"), choices=[SelectChoice(code, name) for code, name in LANGUAGES.items()]
    )


class InviteForm(Form):
    name = TextField(_l("Name"), required=True, is_name=True)
    email = email_field(_l("E-mail"))
    administrator = _administrator()
    sees_contacts = _sees_contacts()


class RightsForm(Form):
    """What one account may do in the whole planner."""

    administrator = _administrator()
    sees_contacts = _sees_contacts()


class FirstRunForm(PasswordForm):
    token = TextField(_l("Token from the terminal"), required=True)
    name = TextField(_l("Your name"), required=True, is_name=True)
    email = email_field(_l("E-mail"))
