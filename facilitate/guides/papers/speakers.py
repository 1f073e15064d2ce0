"""A page for each speaker: when, where and how long, what the room wants to hear, and what we ask of everybody who speaks."""

from collections.abc import Sequence
from pathlib import Path

from ...lib.clock import format_wall_time
from ...web.i18n import _, _n, format_day, use_language
from ..choices import Choices
from ..guide import Guide, GuideDay, GuideStep
from ..labels import minutes_text
from .look import GuideFile, begin_guide_file, facts_table, join_parts, page_capacity, put_pieces
from .steps import step_following

Turn = tuple[GuideDay, GuideStep, GuideStep | None]
"""A step in which somebody speaks, its day, and what comes after it."""


def to_word(guide: Guide, choices: Choices, look: Path | bytes) -> bytes:
    """The speakers' sheets – cut already (`choices.cut_guide`) – as the bytes of a .docx, in its own language, in that look."""
    with use_language(guide.language):
        file = begin_guide_file(guide, choices, look)
        file.no_cover()
        turns = speaker_turns(guide)
        for name, own in turns.items():
            _sheet(file, guide, choices, name=name, turns=own)
        if not turns:
            file.chapter(_("Nobody speaks yet"))
            file.add(
                _("Once a step of the agenda names its speakers, each of them has a page here."),
                "Body Text",
            )
        return file.save()


def speaker_turns(guide: Guide) -> dict[str, list[Turn]]:
    """Who speaks, in the order of the agenda, and in which steps."""
    found: dict[str, list[Turn]] = {}
    for one in guide.days:
        for at, step in enumerate(one.steps):
            for name in step.speakers:
                found.setdefault(name, []).append((one, step, step_following(one.steps, at)))
    return found


def _sheet(
    file: GuideFile, guide: Guide, choices: Choices, *, name: str, turns: Sequence[Turn]
) -> None:
    file.chapter(name)
    file.add(join_parts(guide.title, guide.place), "Step Time")
    for one, step, after in turns:
        file.add(step.called, "Heading 2")
        put_pieces(
            file,
            facts_table(page_capacity(choices), _facts(name, one, step, after)),
            page_capacity(choices),
        )
    file.add(_("What we ask of you"), "Heading 3")
    for text in (
        _(
            "Please come twenty minutes before your turn: the person leading the step shows you your place and the microphone."
        ),
        _(
            "Keep to your time. The facilitator shows you a card one minute before the end and then gives the floor to the next."
        ),
        _(
            "Speak of your own work: what you did, what changed because of it, what you need from others in the room."
        ),
        _("If you bring slides, at most five, with text that can be read from the back row."),
        _(
            "No name, place or story by which somebody could recognise a victim, neither on slides nor in answers."
        ),
        _(
            "Please stay for the work in groups: people want to ask you what they did not ask aloud."
        ),
    ):
        file.add(text, "List Bullet")


def _facts(
    name: str, one: GuideDay, step: GuideStep, after: GuideStep | None
) -> list[tuple[str, str]]:
    others = [other for other in step.speakers if other != name]
    minutes = minutes_text(step.minutes) if step.minutes else ""
    share = _n(
        "%(minutes)s for you and %(num)d other speaker, questions included",
        "%(minutes)s for you and %(num)d other speakers, questions included",
        len(others),
        minutes=minutes,
    )
    objectives = "\n".join(f"{each.code} · {each.text}" for each in step.objectives)
    coming = f"{format_wall_time(after.start)}: {' '.join(after.title.split())}" if after else ""
    return [
        (_("When"), f"{format_day(one.on, 'long')}, {step.when}"),
        (_("Where"), step.room),
        (_("Time"), share if others and minutes else minutes),
        (_("Also speaking"), ", ".join(others)),
        (_("Led by"), step.lead),
        (_("What it is for"), step.aim),
        (_("Objectives"), objectives),
        (_("Afterwards"), coming),
    ]
