"""What a letter to an institution holds, and the mail that tells members what was answered."""

from collections.abc import Mapping, Sequence

from flask import abort

from ...lib.text import albanian_key
from ...release.clearing import ClearedTexts
from ...release.models import TextSource
from ...release.texts import digest_of
from ...web.i18n import _, format_day, pick_wording, use_language
from ..leaving import clear_problems
from ..members.sending import chosen_language, language_for_member, mail_greeting
from ..models import Forum, ForumMember
from ..problem_models import PassedUp, Problem
from .grouping import ProblemTheme, group_by_theme, two_years_before
from .labels import named_in_text, passed_to_text
from .queries import all_forums, forums_by_id, problems_since, same_letter
from .word import InstitutionLetter, LetterProblem, LetterTheme


def compose_letter(
    rows: Sequence[PassedUp],
    everything: Sequence[Problem],
    forums: Mapping[int, Forum],
    names: Mapping[int, Forum],
    told: ClearedTexts,
    language: str = "",
) -> InstitutionLetter:
    """The letter these rows are, in its language unless another is said. `everything`: all problems of the time, so that it says how many name each theme.

    `forums`: those that still meet and count; `names`: these and those that have ended. `told`: the problems in the
    words that may leave; those that wait to be decided are left out.
    """
    head = rows[0]
    language = language or chosen_language(head.language)
    with use_language(language):
        chosen = {row.problem.id: row.problem for row in rows}
        kinds = {key: forum.kind for key, forum in forums.items()}
        all_of_them = {row.id: row for row in [*everything, *chosen.values()]}
        parts = [
            LetterTheme(_named(theme, chosen, told), named_in_text(theme.named), lines)
            for theme in group_by_theme(all_of_them.values(), kinds)
            if (lines := _lines(theme, chosen, names, told))
        ]
        from_ = sorted(
            {pick_wording(names[row.forum_id].name) for row in chosen.values()}, key=albanian_key
        )
        return InstitutionLetter(
            language=language,
            institution=head.institution,
            on=head.on,
            forums=from_,
            parts=parts,
            place=head.place,
            office=head.office,
            signed=head.signed,
        )


def letter_to_leave(
    row: PassedUp, language: str = ""
) -> tuple[Sequence[PassedUp], InstitutionLetter, ClearedTexts]:
    """All that went to the same institution on the same day, the letter in the words that may leave, and what waits.

    What went to no institution is no page.
    """
    if not row.institution:
        abort(404)
    rows = same_letter(row)
    told = clear_problems([one.problem for one in rows])
    everything = problems_since(two_years_before(row.on))
    return (
        rows,
        compose_letter(
            rows,
            everything,
            forums=forums_by_id(),
            names=all_forums(),
            told=told,
            language=language,
        ),
        told,
    )


def digest_of_letter(letter: InstitutionLetter) -> str:
    """Changes when any word of the letter changes; how many name a theme is counted anew each time."""
    head = [letter.institution, letter.office, letter.signed, *letter.forums]
    said = [
        text for part in letter.parts for text in (part.name, *(line.text for line in part.lines))
    ]
    return digest_of([*head, *said])


def _named(theme: ProblemTheme, chosen: Mapping[int, Problem], told: ClearedTexts) -> str:
    """What the theme is called, as one of the problems in the letter calls it where others do otherwise."""
    mine = [row for row in theme.problems if row.id in chosen]
    same = next((row for row in mine if row.theme == theme.name), mine[0])
    return told.said_of(TextSource.PROBLEM, same.id, "theme")


def _lines(
    theme: ProblemTheme,
    chosen: Mapping[int, Problem],
    names: Mapping[int, Forum],
    told: ClearedTexts,
) -> list[LetterProblem]:
    found = [chosen[row.id] for row in theme.problems if row.id in chosen]
    return [
        LetterProblem(
            text, row.county.name if row.county else "", pick_wording(names[row.forum_id].name)
        )
        for row in found
        if (text := told.of(TextSource.PROBLEM, row.id))
    ]


def answers_mail(
    forum: Forum, rows: Sequence[PassedUp], member: ForumMember, words_told: ClearedTexts
) -> tuple[str, str]:
    """Subject and body of the mail that tells a member what was answered, in their language and the words that may leave."""
    code = language_for_member(member)
    with use_language(code):
        told = "\n\n".join(_told(row, words_told) for row in rows)
        subject = _("Answers to the problems of %(forum)s", forum=forum.name.to(code))
        hello = mail_greeting(member)
        body = _(
            "The problems your forum passed up have been answered:\n\n%(told)s\n\nThey are also "
            "on the list for your next meeting.",
            told=told,
        )
    return subject, f"{hello}\n\n{body}"


def _told(row: PassedUp, told: ClearedTexts) -> str:
    """The problem, then who answered it, when, and what."""
    said, answer = (
        told.said_of(TextSource.PROBLEM, row.problem_id),
        told.said_of(TextSource.PASSED_UP, row.id, "answer"),
    )
    return f"{said}\n{passed_to_text(row)}, {format_day(row.answered_on, 'dated')}: {answer}"
