"""What a letter to an institution holds, and the mail that tells members what was answered."""

from collections.abc import Mapping, Sequence

from ...i18n import _, day, use_language, words
from ...lib.text import albanian_key
from ..members.sending import greeting, language_chosen, language_to
from ..models import Forum, ForumMember, PassedUp, Problem
from .grouping import Theme, grouped
from .labels import named_in, where_to
from .word import Letter, Line, Part


def letter_of(
    rows: Sequence[PassedUp],
    everything: Sequence[Problem],
    forums: Mapping[int, Forum],
    names: Mapping[int, Forum],
) -> Letter:
    """The letter these rows are. `everything`: all problems of the time, so that it says how many name each theme.

    `forums`: those that still meet and count; `names`: these and those that have ended.
    """
    head = rows[0]
    language = language_chosen(head.language)
    with use_language(language):
        chosen = {row.problem.id: row.problem for row in rows}
        kinds = {key: forum.kind for key, forum in forums.items()}
        all_of_them = {row.id: row for row in [*everything, *chosen.values()]}
        parts = [
            Part(theme.name, named_in(theme.named), lines)
            for theme in grouped(all_of_them.values(), kinds)
            if (lines := _lines(theme, chosen, names))
        ]
        from_ = sorted({words(names[row.forum_id].name) for row in chosen.values()}, key=albanian_key)
        return Letter(language, head.institution, head.on, from_, parts, head.place, head.office, head.signed)


def _lines(theme: Theme, chosen: Mapping[int, Problem], names: Mapping[int, Forum]) -> list[Line]:
    found = [chosen[row.id] for row in theme.problems if row.id in chosen]
    return [
        Line(row.text, row.county.name if row.county else "", words(names[row.forum_id].name))
        for row in found
    ]


def telling(forum: Forum, rows: Sequence[PassedUp], member: ForumMember) -> tuple[str, str]:
    """Subject and body of the mail that tells a member what was answered, in their language."""
    code = language_to(member)
    with use_language(code):
        told = "\n\n".join(_told(row) for row in rows)
        subject = _("What was answered to the problems of %(forum)s", forum=forum.name.to(code))
        hello = greeting(member)
        body = _(
            "the problems your forum passed up have been answered:\n\n%(told)s\n\nThey also stand on the list of "
            "your next meeting.",
            told=told,
        )  # fmt: skip
    return subject, f"{hello}\n\n{body}"


def _told(row: PassedUp) -> str:
    """The problem, then who answered it, when, and what."""
    return f"{row.problem.text}\n{where_to(row)}, {day(row.answered_on, 'dated')}: {row.answer}"
