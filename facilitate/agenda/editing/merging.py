"""An edit that may meet another one: field by field, what only one of the two changed is kept; the rest is shown to both."""

from collections.abc import Sequence
from typing import Any

from wtforms.fields import HiddenField

from ...lib.clock import format_wall_time
from ...lib.numbers import HIGHEST, read_whole
from ...lib.text import Words
from ...web.forms import PlannerForm
from ...web.i18n import _, label_of, pick_wording
from ..plan import PlanMaterial, PlanSpeaker, ScriptPart

MISSING = object()


class MergedForm(PlannerForm):
    """A form for a row of a plan; `revision` is the last change of the agenda when it was opened."""

    revision = HiddenField()
    clash: Any = ()

    @property
    def status(self) -> int:
        """As of any form; 409 when the edit met somebody else's."""
        return 409 if self.clash else super().status

    @property
    def opened_at(self) -> int:
        """The revision the form was opened at; the newest there can be when nobody says."""
        opened = read_whole(str(self.revision.data or ""))
        return HIGHEST if opened is None else opened

    def typed(self) -> dict[str, Any]:
        """What the form holds, by the names of its fields."""
        fields = [
            field
            for field in self
            if field.type not in ("HiddenField", "CSRFTokenField", "SubmitField")
        ]
        return {
            field.short_name: tuple(field.data) if isinstance(field.data, list) else field.data
            for field in fields
        }

    def merged(self, now: Any, before: Any, revision: int | str) -> dict[str, Any] | None:
        """The fields to write: `now` is the row as it is, `before` as it was when the form was opened, at that `revision`.

        None when both changed the same field differently; `clash` then holds both texts, and sent again this one wins.
        Fields that only the other one changed then show the other's, so that sending again does not take them back.
        """
        self.revision.data = str(revision)
        wanted, apart, others = {}, [], {}
        for name, mine in self.typed().items():
            theirs, base = getattr(now, name, MISSING), getattr(before, name, MISSING)
            if theirs is MISSING or mine in (theirs, base):
                if theirs is not MISSING and mine != theirs:
                    others[name] = theirs
                continue
            if base is not MISSING and theirs != base:
                apart.append(name)
            wanted[name] = mine
        if apart:
            self.clash = [
                (
                    str(field.label.text),
                    self.said(getattr(now, field.short_name), field),
                    self.said(wanted[field.short_name], field),
                )
                for field in (self[name] for name in apart)
            ]
            for name, theirs in others.items():
                self.show(name, theirs)
        return None if apart else wanted

    def show(self, name: str, value: Any) -> None:
        """Show this value in a field, whatever was typed."""
        field: Any = self[name]
        field.raw_data = None
        field.process(None, value)

    def said(self, value: Any, field: Any) -> str:
        """What a field holds, as people read it beside the other's text."""
        return field_value_text(value, field)


def field_value_text(value: Any, field: Any) -> str:
    """What a field holds, as people read it."""
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, Words):
        return "\n".join(text for text in (value.en, value.sq) if text) or "–"
    if isinstance(value, list | tuple):
        return "\n".join(field_value_text(one, field) for one in value) or "–"
    if isinstance(value, PlanSpeaker):
        return value.name
    if isinstance(value, ScriptPart):
        texts = [field_value_text(text, field) for text in (value.do, value.say) if text]
        return "\n".join([f"{value.minutes} min · {label_of(value.speaks)}", *texts])
    if isinstance(value, PlanMaterial):
        return f"{value.quantity or ''} {field_value_text(value.text, field)} ({label_of(value.per)})".strip()
    if field.type == "MomentField":
        return format_wall_time(value)
    named = {
        str(option.value): str(option.label) for option in getattr(field, "choices", None) or []
    }
    return named.get(str(value), str(value))


def filled_fields_text(form: PlannerForm, names: Sequence[str]) -> str:
    """What stands in these fields of a form, in short: for a part of it that is folded."""
    told = []
    for field in (form[name] for name in names):
        values = field.data if isinstance(field.data, list | tuple) else [field.data]
        told += [_short(value, field) for value in values if value]
    return " · ".join(told)


def _short(value: Any, field: Any) -> str:
    if value is True:
        return str(field.label.text)
    if isinstance(value, Words):
        return pick_wording(value)
    if isinstance(value, PlanMaterial):
        text = pick_wording(value.text)
        return f"{text}: {value.quantity}" if value.quantity else text
    return field_value_text(value, field)
