"""What may be typed of an event of which only published shares are known, and what an address asks of the figures."""

import re
from collections.abc import Mapping, Sequence
from types import SimpleNamespace
from typing import Any, Protocol

from wtforms import BooleanField, StringField

from ...lib.shares import WHOLE
from ...lib.text import clean_text
from ...web.forms import NumberField, TextField, VersionedForm
from ...web.i18n import _, _l, current_language
from ..models import PublishedShares
from .across_events import OFFERED, USUAL
from .heads import GOVERNMENT
from .report import BlockKey
from .tables import RowHead

ROUNDED = 10
"""Tenths of a percent by which published shares may add up to more than everything: they were rounded."""
_SHARE = re.compile(r"(\d{1,3})(?:[.,](\d))?\s*%?")


def read_share(text: str) -> int | None:
    """A share as people write it (43, 13.5, 13,5 %) in tenths of a percent; None for nothing. Else ValueError."""
    typed = clean_text(text)
    if not typed:
        return None
    found = _SHARE.fullmatch(typed)
    share = int(found[1]) * 10 + int(found[2] or 0) if found else -1
    if not 0 <= share <= WHOLE:
        raise ValueError(text)
    return share


def write_share(tenths: int | None) -> str:
    """A share as it stands in a field of the form."""
    if tenths is None:
        return ""
    text = f"{tenths // 10}.{tenths % 10}" if tenths % 10 else str(tenths // 10)
    return text.replace(".", ",") if current_language() == "sq" else text


class ShareField(StringField):
    """A share in percent, at most one decimal; may be empty."""

    def _value(self) -> str:
        return str(self.raw_data[0]) if self.raw_data else write_share(self.data)

    def process_formdata(self, valuelist: Any) -> None:
        if not valuelist:
            return
        self.data: int | None = None
        try:
            self.data = read_share(valuelist[0])
        except ValueError:
            raise ValueError(
                _("Enter a share from 0 to 100 with at most one decimal: 43 or 13.5.")
            ) from None


class PublishedForm(VersionedForm):
    """How many people there were, what share each group had, and where it says so."""

    total = NumberField(_l("Participants (0 if not published)"), default=0)
    at_least = BooleanField(_l("Published as “over” this number"))
    source = TextField(
        _l("Where it was published"),
        description=_l("For example: report of the conference, page 4."),
    )
    keys: Sequence[str] = ()

    @property
    def lines(self) -> list[ShareField]:
        """The fields of shares, in the order of the table."""
        return [self._fields[f"share_{key}"] for key in self.keys]

    @property
    def shares(self) -> dict[str, int]:
        """The shares that were filled in."""
        found = {key: self._fields[f"share_{key}"].data for key in self.keys}
        return {key: share for key, share in found.items() if share is not None}

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Some share is known, the sectors are no more than everybody, government no less than its parts."""
        if not super().validate(extra_validators):
            return False
        shares = self.shares
        whole = sum(share for key, share in shares.items() if key not in ("government", "outside"))
        parts = sum(shares.get(key, 0) for key in GOVERNMENT)
        problem = ""
        if not shares:
            problem = _("Fill in at least one share.")
        elif whole > WHOLE + ROUNDED:
            problem = _("The shares of the sectors add up to more than 100 %.")
        elif "government" in shares and parts > shares["government"] + ROUNDED:
            problem = _("The government total cannot be less than its parts.")
        if problem:
            self.form_errors.append(problem)
        return not problem

    def take(self, row: PublishedShares) -> bool:
        """Take over what was typed, as `saves` does; the shares are one value of the row."""
        told: dict[str, Any] = {f"share_{key}": row.shares.get(key) for key in self.keys}
        copy = SimpleNamespace(
            version=row.version, total=row.total, at_least=row.at_least, source=row.source, **told
        )
        if not self.saves(copy):
            return False
        row.total, row.at_least, row.source = copy.total, copy.at_least, copy.source
        row.shares = self.shares
        return True


def published_form(heads: Sequence[RowHead], row: PublishedShares) -> PublishedForm:
    """The form with a field for every line that may have been published."""
    fields: dict[str, Any] = {f"share_{head.key}": ShareField(head.name) for head in heads}
    made = type(
        "Published", (PublishedForm,), {**fields, "keys": tuple(head.key for head in heads)}
    )
    form: PublishedForm = made(
        obj=row, data={f"share_{key}": share for key, share in row.shares.items()}
    )
    return form


class AddressArguments(Protocol):
    """The arguments of an address."""

    def getlist(self, key: str, /) -> Sequence[str]: ...


def requested_government(arguments: AddressArguments) -> tuple[str, ...]:
    """The sectors counted as government: `?government=local_government`, both where none is named."""
    asked = arguments.getlist("government")
    return tuple(key for key in GOVERNMENT if key in asked) or GOVERNMENT


def requested_tables(arguments: AddressArguments) -> tuple[BlockKey, ...]:
    """The tables asked for (`?table=sector&table=county`), those usual where none is."""
    asked = arguments.getlist("table")
    return tuple(key for key in OFFERED if key.value in asked) or USUAL
