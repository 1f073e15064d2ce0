"""Fields of the guide's own: the lines of a running script, and the headings notes are taken under."""

from dataclasses import dataclass
from typing import Any

from wtforms import Field

from ...agenda.plan import Part
from ...forms import LONG, SHORT
from ...i18n import _
from ...lib.clock import read_minutes
from ...lib.text import Words, clean
from ...techniques.technique import Speaks
from ..notes import MOST as MOST_HEADS
from .rows import rearranged

MOST_LINES = 60
LEAST_HEADS = 2


@dataclass(frozen=True)
class Line:
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


class _RowsField(Field):
    """Rows that are sent as columns of one name each; `NAME` itself says that they were sent at all.

    The buttons `NAME-act` ask for other rows only: then `rearranged` is true, and `focus` is the row to look at.
    """

    most = 0
    blank: Any = None

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        self.process_errors: list[Any] = []
        self.rearranged, self.focus = False, 0
        self.wrong: set[int] = set()
        self.show(data)
        if not formdata or self.name not in formdata:
            return
        rows = self._sent(formdata)
        rows, number = rearranged(rows, formdata.get(f"{self.name}-act", ""), self.blank, self.most)
        self.rearranged, self.focus = number is not None, number or 0
        self.rows: list[Any] = rows
        self._read()

    def show(self, data: Any) -> None:
        """Show these values, whatever was typed."""
        raise NotImplementedError

    def _sent(self, formdata: Any) -> list[Any]:
        raise NotImplementedError

    def _read(self) -> None:
        raise NotImplementedError

    def _columns(self, formdata: Any, *names: str) -> list[list[str]]:
        """The columns of that name, all of one length."""
        columns = [formdata.getlist(f"{self.name}-{name}")[: 3 * self.most] for name in names]
        rows = max(map(len, columns))
        return [[*map(clean, column), *[""] * (rows - len(column))] for column in columns]

    def _mistake(self, number: int, text: str) -> None:
        self.wrong.add(number)
        self.process_errors.append(_("Line %(number)d: %(mistake)s", number=number, mistake=text))

    def _too_long(self, number: int, texts: list[str], limit: int) -> None:
        if max(map(len, texts)) > limit:
            self._mistake(number, _("This is too long: at most %(max)d characters.", max=limit))


class ScriptField(_RowsField):
    """The lines of a running script: NAME-minutes, NAME-speaks, NAME-do-en, NAME-do-sq, NAME-say-en, NAME-say-sq."""

    most, blank = MOST_LINES, Line()
    speakers = tuple(Speaks)

    def show(self, data: Any) -> None:
        self.data: tuple[Part, ...] = data if isinstance(data, tuple) else ()
        self.rows = [Line(str(one.minutes), one.speaks, one.do, one.say) for one in self.data] or [Line()]

    def _sent(self, formdata: Any) -> list[Line]:
        columns = self._columns(formdata, "minutes", "speaks", "do-en", "do-sq", "say-en", "say-sq")
        known = {one.value: one for one in Speaks}
        return [
            Line(minutes, known.get(speaks, Speaks.FACILITATOR), Words(do_en, do_sq), Words(say_en, say_sq))
            for minutes, speaks, do_en, do_sq, say_en, say_sq in zip(*columns, strict=True)
        ]

    def _read(self) -> None:
        found = []
        for number, line in enumerate(self.rows, 1):
            if line.is_blank:
                continue
            length = line.length
            if length is None:
                self._mistake(number, _("Write minutes like 45, 1h30, 1:30 or 1,5h; at most one day."))
            elif not line.do and not line.say:
                self._mistake(number, _("Write what to do or to say, or take the line out."))
            self._too_long(number, [line.do.en, line.do.sq, line.say.en, line.say.sq], LONG)
            found.append(Part(length or 0, line.speaks, line.do, line.say))
        if len(found) > self.most:
            self.process_errors.append(_("A script has at most %(max)d lines.", max=self.most))
        self.data = tuple(found)

    @property
    def minutes(self) -> int:
        """What the lines take together, as far as they can be read."""
        return sum(line.length or 0 for line in self.rows)


class HeadsField(_RowsField):
    """Headings in both languages, NAME-en and NAME-sq; those without any word do not count."""

    most, blank = MOST_HEADS, Words()

    def show(self, data: Any) -> None:
        self.data: list[Words] = list(data or [])
        self.rows = [*self.data]

    def _sent(self, formdata: Any) -> list[Words]:
        return [Words(en, sq) for en, sq in zip(*self._columns(formdata, "en", "sq"), strict=True)]

    def _read(self) -> None:
        for number, row in enumerate(self.rows, 1):
            self._too_long(number, [row.en, row.sq], SHORT)
        self.data = [row for row in self.rows if row]
        if not LEAST_HEADS <= len(self.data) <= self.most:
            self.process_errors.append(
                _("Between %(least)d and %(most)d headings, please.", least=LEAST_HEADS, most=self.most)
            )
