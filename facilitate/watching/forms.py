"""What an administrator may type about mail and the planner's address."""

from typing import Any
from urllib.parse import urlsplit

from wtforms import IntegerField, PasswordField
from wtforms.validators import NumberRange, Optional, Regexp, ValidationError

from ..accounts.forms import email_field
from ..mail.setup import USUAL_PORT, Encryption, MailSetup
from ..web.forms import EnumField, PlannerForm, TextField, max_length
from ..web.i18n import _, _l, register_labels

register_labels(
    {
        Encryption.STARTTLS: _l("STARTTLS (usually port 587)"),
        Encryption.TLS: _l("TLS from the beginning (usually port 465)"),
        Encryption.NONE: _l("none: only for a server on this computer (usually port 25)"),
    }
)
_HOST = Regexp(
    r"(?:[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*)?\Z",
    message=_l("Write only the name of the server, like mail.office.example."),
)


class MailForm(PlannerForm):
    """A mail server. A password that was kept is never shown; left empty it stays, as long as server and user do."""

    host = TextField(
        _l("Server"), required=True, description=_l("For example mail.office.example.")
    )
    encryption = EnumField(_l("Encryption"), of=Encryption, default=Encryption.STARTTLS)
    port = IntegerField(
        _l("Port"),
        [Optional(), NumberRange(1, 65535, _l("A port is a number from 1 to 65535."))],
        description=_l("Leave it empty for the usual one."),
    )
    user = TextField(_l("User"), description=_l("Leave it empty where the server asks for none."))
    password = PasswordField(
        _l("Password"), [Optional(), max_length(200)], render_kw={"autocomplete": "new-password"}
    )
    sender = email_field(_l("Sender"))

    def validate_host(self, field: Any) -> None:
        _HOST(self, field)

    def validate_user(self, field: Any) -> None:
        if field.data and self.encryption.data is Encryption.NONE and not self.on_this_computer:
            raise ValidationError(
                _("Without encryption the password could be read on its way. Choose an encryption.")
            )

    @property
    def on_this_computer(self) -> bool:
        """Whether the mail server runs where the planner does."""
        return self.host.data in ("localhost", "127.0.0.1", "::1")

    def setup(self, before: MailSetup | None) -> MailSetup:
        """What was typed; the password of before where none was and everything it belongs to is the same."""
        encryption: Encryption = self.encryption.data
        same = before and (before.host, before.user) == (self.host.data, self.user.data)
        kept = before.password if before and same else ""
        return MailSetup(
            host=self.host.data,
            port=self.port.data or USUAL_PORT[encryption],
            encryption=encryption,
            sender=self.sender.data,
            user=self.user.data,
            password=(self.password.data or kept) if self.user.data else "",
        )


class MailTestForm(PlannerForm):
    to = email_field(_l("Send a test mail to"))


class AddressForm(PlannerForm):
    address = TextField(_l("Address to try"), required=True)

    def validate_address(self, field: Any) -> None:
        try:
            parts = urlsplit(field.data)
            fine = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
        except ValueError:
            fine = False
        if not fine or "@" in parts.netloc or parts.path.strip("/") or parts.query:
            raise ValidationError(_("Write an address like https://planner.office.example."))
