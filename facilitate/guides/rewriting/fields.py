"""The lines of a running script as a field of a form."""

from dataclasses import dataclass
from typing import Any

from ...agenda.plan import ScriptPart
from ...lib.clock import read_minutes
from ...lib.text import Words
from ...techniques.technique import Speaks
from ...web.form_rows import FormRowsField
from ...web.forms import LONG
from ...web.i18n import _

MOST_LINES = 60


@dataclass(frozen=True)
class TypedScriptLine:
    """A line as it was typed: the minutes are text still."""

    minutes: str = ""
    speaks: Speaks = Speaks.FACILITATOR
    do: Words = Words()
    say: Words = Words()

    @property
    def is_blank(self) -> bool:
        return not self.do and not self.say and self.minutes in ("", "0")

    @property
    def length(self) -> int | None:
        """Its minutes; None where they cannot be read."""
        try:
            return read_minutes(self.minutes) if self.minutes else 0
        except ValueError:
            return None


class ScriptField(FormRowsField):
    """The lines of a running script: NAME-minutes, NAME-speaks, NAME-do-en, NAME-do-sq, NAME-say-en, NAME-say-sq."""

    most, blank = MOST_LINES, TypedScriptLine()
    speakers = tuple(Speaks)

    def show(self, data: Any) -> None:
        self.data: tuple[ScriptPart, ...] = data if isinstance(data, tuple) else ()
        self.rows = [
            TypedScriptLine(str(one.minutes), one.speaks, one.do, one.say) for one in self.data
        ] or [TypedScriptLine()]

    def _sent(self, formdata: Any) -> list[TypedScriptLine]:
        columns = self.columns(formdata, "minutes", "speaks", "do-en", "do-sq", "say-en", "say-sq")
        known = {one.value: one for one in Speaks}
        return [
            TypedScriptLine(
                minutes,
                known.get(speaks, Speaks.FACILITATOR),
                Words(do_en, do_sq),
                Words(say_en, say_sq),
            )
            for minutes, speaks, do_en, do_sq, say_en, say_sq in zip(*columns, strict=True)
        ]

    def _read(self) -> None:
        found = []
        for number, line in enumerate(self.rows, 1):
            if line.is_blank:
                continue
            length = line.length
            if length is None:
                self.mistake(
                    number, _("Write minutes like 45, 1h30, 1:30 or 1,5h; at most one day.")
                )
            elif not line.do and not line.say:
                self.mistake(number, _("Write what to do or to say, or remove the line."))
            self.too_long(number, [line.do.en, line.do.sq, line.say.en, line.say.sq], LONG)
            found.append(ScriptPart(length or 0, line.speaks, line.do, line.say))
        if len(found) > self.most:
            self.process_errors.append(_("A script has at most %(max)d lines.", max=self.most))
        self.data = tuple(found)

    @property
    def minutes(self) -> int:
        """What the lines take together, as far as they can be read."""
        return sum(line.length or 0 for line in self.rows)
