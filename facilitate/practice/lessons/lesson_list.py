"""The lessons of an event or a forum as a list that leaves and comes back."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from functools import partial
from typing import TypeVar

from ... import clock
from ...accounts.doors import is_administrator, is_in_a_team
from ...accounts.models import User
from ...data.db import db
from ...data.row_cells import recording_rows
from ...events.access import Can
from ...events.models import Event
from ...exchange.columns import (
    ColumnKind,
    ExchangeColumn,
    ExchangeTable,
    declared_columns,
)
from ...exchange.conversation import Taken
from ...exchange.merge import ListRecord, Value
from ...exchange.plain_lists import PlainList, with_codes
from ...exchange.plain_pages import KeptList, PlainConversation, conversation_about
from ...exchange.preview import Decided
from ...exchange.values import plain_value, write_value
from ...forums.models import Forum
from ...history.imports import RoomImports
from ...history.removing import RoomRemovals
from ...lib.text import Words, plain_text
from ...lib.uploads import read_text
from ...techniques.queries import all_techniques
from ...web.forms import SHORT
from ...web.i18n import _, _l, _n, pick_wording, register_labels, use_language
from ..models import (
    ForumLessonImport,
    ForumLessonLinkChange,
    Lesson,
    LessonImport,
    LessonLink,
    LessonLinkChange,
)
from ..queries import lessons_of
from ..sheet_owner import (
    SheetOwner,
    is_owned_by,
    owner_language,
    owner_name,
    owner_page,
    owner_zone,
)
from .actions import place_lesson, save_lesson, searched_lesson_text
from .steps import lesson_step_titles, step_named, steps_of, techniques_of_steps

Named = TypeVar("Named")


class LessonAdvice(StrEnum):
    """What a lesson says of what was done."""

    KEEP = "keep"
    DIFFERENT = "different"


class LessonState(StrEnum):
    """What the team has decided about a lesson."""

    WAITING = "waiting"
    ON_SHEET = "on_sheet"
    ASIDE = "aside"


register_labels(
    {
        LessonAdvice.KEEP: _l("to keep"),
        LessonAdvice.DIFFERENT: _l("do differently"),
        LessonState.WAITING: _l("waiting for a decision"),
        LessonState.ON_SHEET: _l("on the sheet"),
        LessonState.ASIDE: _l("put aside"),
    }
)
TAKEN = {LessonState.WAITING: None, LessonState.ON_SHEET: True, LessonState.ASIDE: False}
LESSONS = with_codes(
    ExchangeTable(
        "lessons",
        (
            *declared_columns(Lesson),
            ExchangeColumn(
                name="advice",
                label=_l("Keep or do differently"),
                kind=ColumnKind.CHOICE,
                of=LessonAdvice,
                width=18,
            ),
            ExchangeColumn(name="step", label=_l("Step"), limit=300, width=30),
            ExchangeColumn(name="technique", label=_l("Technique"), limit=SHORT, width=24),
            ExchangeColumn(
                name="state",
                label=_l("Status"),
                kind=ColumnKind.CHOICE,
                of=LessonState,
                width=22,
            ),
            ExchangeColumn(name="name", label=_l("Written by"), width=22, changes=False),
            ExchangeColumn(
                name="at",
                label=_l("Written on"),
                kind=ColumnKind.DAY,
                width=13,
                changes=False,
            ),
        ),
    )
)
FORUM_LESSONS = ExchangeTable(
    "forum-lessons", tuple(one for one in LESSONS.columns if one.name != "step")
)
"""Those of a forum, which has no steps."""
IMPORTS = RoomImports(
    kind=LessonImport,
    key="lesson_lists",
    name=_l("Lessons from Excel"),
    page="practice.show_lessons",
    sees=Can.WRITE_REPORT,
    undoes=Can.WRITE_REPORT,
)
LINKS_REMOVED = RoomRemovals(
    kind=LessonLinkChange,
    models=(LessonLink,),
    key="lesson_links",
    name=_l("Links for lessons"),
    page="practice.show_lessons",
    sees=Can.WRITE_REPORT,
    undoes=Can.WRITE_REPORT,
)
FORUM_LINKS_REMOVED = replace(
    LINKS_REMOVED,
    kind=ForumLessonLinkChange,
    key="forum_lesson_links",
    page="forums.list_forums",
    sees=is_in_a_team,
    undoes=is_administrator,
    undoes_own=is_in_a_team,
)
"""How links for lessons are removed: those of events, and those of forums."""
FORUM_IMPORTS = RoomImports(
    kind=ForumLessonImport,
    key="forum_lesson_lists",
    name=_l("Forums’ lessons from Excel"),
    page="forums.list_forums",
    sees=is_in_a_team,
    undoes=is_administrator,
    undoes_own=is_in_a_team,
)


class _LessonSubjects:
    """What lessons may be about, by its names in both languages: the steps of an event, techniques."""

    def __init__(self, of: SheetOwner) -> None:
        steps = steps_of(of)
        self.of, self.steps = of, _by_name((one.id, one.title) for one in steps)
        self.techniques_of_steps = techniques_of_steps([one.id for one in steps])
        self.names = {key: one.name for key, one in all_techniques().items()}
        self.techniques = _by_name(self.names.items())

    def read_step(self, said: str) -> Value:
        """A step as it was typed. Raises ValueError where there is none of that name."""
        if said and plain_text(said) not in self.steps:
            raise ValueError(_("The agenda has no step of that name."))
        return said

    def read_technique(self, said: str) -> Value:
        """A technique as it was typed. Raises ValueError where there is none of that name."""
        if said and plain_text(said) not in self.techniques:
            raise ValueError(_("There is no technique with that name."))
        return said

    def find_step(self, values: Mapping[str, Value]) -> int | None:
        """The number of the step that a row names."""
        return self.steps.get(plain_text(str(values.get("step") or "")))

    def find_technique(self, values: Mapping[str, Value]) -> str:
        """The key of the technique that a row names."""
        return self.techniques.get(plain_text(str(values.get("technique") or "")), "")

    def check(
        self, records: Mapping[str, ListRecord], rows: Sequence[ListRecord]
    ) -> Mapping[tuple[int, str], str]:
        """Rows that give a step another technique than it has."""
        wrong = {}
        for row in rows:
            before = records[row.code].values if row.code in records else {}
            step, typed = self.find_step({**before, **row.values}), self.find_technique(row.values)
            changed = typed and row.get("technique") != before.get("technique")
            own = self.techniques_of_steps.get(step or 0, "")
            if changed and own not in ("", typed):
                name = pick_wording(self.names[own]) if own in self.names else own
                said = _("The technique of this step is “%(name)s”; it stays.", name=name)
                wrong[row.number, "technique"] = said
        return wrong

    def put_row(self, row: Lesson, values: Mapping[str, Value], language: str) -> None:
        """What a row of the file says, in the lesson."""
        if "title" in values:
            write_value(LESSONS["title"], row, values["title"], language)
            row.plain = searched_lesson_text(row.text)
        if "advice" in values:
            row.keep = values["advice"] == LessonAdvice.KEEP
        if "state" in values:
            row.taken = TAKEN[LessonState(str(values["state"]))]
        if "step" in values or "technique" in values:
            step_id = self.find_step(values) if "step" in values else row.step_id
            technique = self.find_technique(values) if "technique" in values else row.technique
            place_lesson(row, step_named(self.of, step_id), technique)


def _by_name(names: Iterable[tuple[Named, Words]]) -> dict[str, Named]:
    found: dict[str, Named] = {}
    for key, words in names:
        for name in filter(None, (words.en, words.sq)):
            found.setdefault(plain_text(name), key)
    return found


def _lessons_now(of: SheetOwner, language: str) -> PlainList:
    """The lessons as they are, the latest first."""
    rows, about = list(lessons_of(of)), _LessonSubjects(of)
    titles = lesson_step_titles(rows)

    def record(row: Lesson) -> ListRecord:
        step, technique = titles.get(row.step_id or 0), about.names.get(row.technique)
        values: dict[str, Value] = {
            "title": plain_value(LESSONS["title"], row, language),
            "advice": (LessonAdvice.KEEP if row.keep else LessonAdvice.DIFFERENT).value,
            "step": read_text(step.to(language)) if step else "",
            "technique": read_text(technique.to(language)) if technique else row.technique,
            "state": next(state.value for state, taken in TAKEN.items() if taken is row.taken),
        }
        return ListRecord(
            _code(row),
            {name: values[name] for name in table.editable},
            looked_at={"name": read_text(row.name), "at": clock.day_in(zone, row.at)},
        )

    zone = owner_zone(of)
    table = LESSONS if isinstance(of, Event) else FORUM_LESSONS
    with use_language(language):
        records = {_code(row): record(row) for row in rows}
        return PlainList(
            table=table,
            slug=of.slug,
            language=language,
            title=_("Lessons learned"),
            facts=owner_name(of).to(language),
            records=records,
            needs=("title", "advice", "state"),
            readers={"step": about.read_step, "technique": about.read_technique},
            check=partial(about.check, records),
        )


def _code(row: Lesson) -> str:
    return f"L{row.id}"


def kept_lessons(of: SheetOwner) -> KeptList:
    """The lessons of an event or a forum: how they are, and how what a file says becomes so."""
    event = of if isinstance(of, Event) else None
    imports = IMPORTS if event else FORUM_IMPORTS

    def write_lessons(decided: Decided, language: str, source: str, by: int | None) -> Taken:
        about = _LessonSubjects(of)
        user = db.session.get(User, by or 0)
        rows = {_code(row): row for row in lessons_of(of)}
        with recording_rows((Lesson, is_owned_by(Lesson, of))) as cells:
            for code, values in decided.changed.items():
                if code in rows:
                    about.put_row(rows[code], values, language)
            for record in decided.new:
                key = hashlib.sha256(f"{of.slug}:{record.code}:{record.title}".encode()).hexdigest()
                new = save_lesson(
                    of,
                    f"in-{key[:32]}",
                    Words(),
                    keep=False,
                    name=user.name if user else "",
                    at=clock.now(),
                )
                if new is not None:
                    about.put_row(new, record.values, language)
            for code in decided.out:
                if code in rows:
                    db.session.delete(rows[code])
        change = imports.remember(event, cells, by, source)
        said = _n(
            "%(num)d lesson was changed, added or removed.",
            "%(num)d lessons were changed, added or removed.",
            len(cells),
        )
        return Taken(said, lambda: imports.way_back(event, change, owner_page(of, "show_lessons")))

    return KeptList(
        key="lessons" if event else "forum_lessons",
        language=owner_language(of),
        now=lambda language: _lessons_now(of, language),
        write=write_lessons,
    )


def conversation_of_lessons(event: Event) -> PlainConversation:
    """The pages on which the lessons of an event come back."""
    return _conversation(event, "lessons")


def conversation_of_forum_lessons(forum: Forum) -> PlainConversation:
    """The pages on which the lessons of a forum come back."""
    return _conversation(forum, "forum_lessons")


def _conversation(of: SheetOwner, pages: str) -> PlainConversation:
    return conversation_about(
        of,
        kept_lessons(of),
        page=f"practice.show_{pages}",
        pages=f"practice.{pages}_",
        name=_("Lessons learned"),
    )
