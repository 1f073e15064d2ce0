"""Cue cards: what happens in a step, minute by minute, on cards of A6 to hold in the hand; four on a page, to cut."""

from dataclasses import replace
from pathlib import Path

from ...lib.boxes import BoxRow, RowBox
from ...lib.clock import format_wall_span, format_wall_time
from ...lib.document_tables import StyledPara
from ...web.i18n import _, label_of, use_language
from ..choices import Choices
from ..guide import Guide, GuideStep
from ..keeping_time import RESTS
from ..labels import minutes_text
from .look import SMALL, TEXT, GuideFile, begin_guide_file, join_parts
from .steps import step_following

BESIDE, ABOVE = 0.9, 0.9
"""What stays free on each side of a card, and above it (cm)."""
LETTERS, ROOM = 10.5 - 2 * BESIDE, 13.2
"""How wide a line on a card is, and how high what stands on it may get (cm)."""
MOST = 14.4
"""What may stand on a card by its estimated height (cm), which is a fifth above what it takes."""
COLUMNS = (BESIDE, LETTERS, BESIDE) * 2
FREE = BoxRow(ABOVE, (RowBox(10.5, 3, "r"), RowBox(10.5, 3)))
CARDS = BoxRow(
    ROOM,
    (
        *(RowBox(BESIDE, lines="b"), RowBox(LETTERS, lines="b"), RowBox(BESIDE, lines="rb")),
        *(RowBox(BESIDE, lines="b"), RowBox(LETTERS, lines="b"), RowBox(BESIDE, lines="b")),
    ),
)
EMPTY = [StyledPara("", SMALL)]


def to_word(guide: Guide, choices: Choices, look: Path | bytes) -> bytes:
    """The cards – cut already (`choices.cut_guide`) – as the bytes of a .docx, in its own language, in that look."""
    with use_language(guide.language):
        file = begin_guide_file(guide, choices, look)
        file.page(top=0.4, bottom=0.3, left=0, right=0, bare=True)
        cards = [
            card
            for day in guide.days
            for at, step in enumerate(day.steps)
            if has_card(step)
            for card in cue_cards(file, step, step_following(day.steps, at))
        ]
        cards += [EMPTY] * (len(cards) % 2)
        rows = [
            row
            for left, right in zip(cards[::2], cards[1::2], strict=True)
            for row in (
                (FREE, [EMPTY, EMPTY]),
                (CARDS, [EMPTY, left, EMPTY, EMPTY, right, EMPTY]),
            )
        ]
        if rows:
            file.boxes(COLUMNS, rows, label_of(choices.reader))
            file.put(StyledPara("", SMALL))
        else:
            file.add(_("There is no step in the agenda yet."), "Hole")
        return file.save()


def has_card(step: GuideStep) -> bool:
    """Whether somebody holds a card in that step: not in a break, and not for what only holds others."""
    return step.own and not step.holds and step.kind not in RESTS


def cue_cards(file: GuideFile, step: GuideStep, after: GuideStep | None) -> list[list[StyledPara]]:
    """The cards of a step: as many as its words take; each says which step it is."""
    cards: list[list[StyledPara]] = []
    used = MOST
    head = sum(_height(file, one) for one in _head(step, 2))
    room = max(MOST - head, MOST / 2)
    for group in (part for said in _said(step, after) for part in _parts(file, said, room)):
        high = sum(_height(file, one) for one in group)
        if used + high > MOST:
            cards.append(_head(step, len(cards) + 1))
            used = sum(_height(file, one) for one in cards[-1])
        cards[-1] += group
        used += high
    return cards


def _parts(file: GuideFile, said: list[StyledPara], room: float) -> list[list[StyledPara]]:
    """What stays together, in as many parts as it takes where it is higher than the room of a card."""
    if sum(_height(file, one) for one in said) <= room:
        return [said]
    parts: list[list[StyledPara]] = []
    used = room
    for para in (one for whole in said for one in _pieces(file, whole, room / 2)):
        high = _height(file, para)
        if used + high > room:
            parts.append([])
            used = 0.0
        parts[-1].append(para)
        used += high
    return parts


def _pieces(file: GuideFile, para: StyledPara, room: float) -> list[StyledPara]:
    """A paragraph, halved between its words until each piece fits."""
    text = para.text
    if _height(file, para) <= room or len(text) < 2:
        return [para]
    half = len(text) // 2
    at = text.rfind(" ", 1, half + 1) if " " in text[1 : half + 1] else half
    halves = (text[:at].rstrip(), text[at:].lstrip())
    return [one for part in halves if part for one in _pieces(file, replace(para, text=part), room)]


def _height(file: GuideFile, para: StyledPara) -> float:
    return file.height(para.text, para.style, LETTERS)


def _head(step: GuideStep, number: int) -> list[StyledPara]:
    more = _("card %(number)d", number=number) if number > 1 else ""
    minutes = minutes_text(step.minutes) if step.minutes else ""
    return [
        StyledPara(join_parts(step.when, minutes, step.room, more), "Step Time"),
        StyledPara(step.called.replace("\n", " "), "Heading 3"),
    ]


def _said(step: GuideStep, after: GuideStep | None) -> list[list[StyledPara]]:
    """What stands on the cards, in pieces that stay together."""
    who = join_parts(
        _("Lead: %(name)s", name=step.lead) if step.lead else "",
        _("with %(names)s", names=", ".join(step.supporters)) if step.supporters else "",
    )
    pieces = [_lines(who, "Note"), _lines(step.aim, TEXT)]
    if step.cafe:
        for one in step.cafe.rounds:
            name = join_parts(
                format_wall_span(one.start, one.end),
                _("Round %(number)d", number=one.number),
            )
            pieces.append([StyledPara(name, "Minute"), *_lines(one.question, TEXT)])
    for line in step.lines:
        speaks = label_of(line.speaks) if line.speaks else ""
        minutes = minutes_text(line.minutes) if line.clock and line.minutes else ""
        mark = "" if step.one_breath else join_parts(line.clock, minutes, speaks)
        say = f"“{line.say}”" if line.say else ""
        pieces.append([*_lines(mark, "Minute"), *_lines(line.do, TEXT), *_lines(say, TEXT)])
    end = []
    if step.late:
        end += _lines(_("If you are late: %(what)s", what=step.late), "Late")
    if after:
        title = after.title.replace("\n", " ")
        text = _("Next at %(time)s: %(title)s", time=format_wall_time(after.start), title=title)
        end += _lines(text, "Note")
    pieces.append(end)
    return [one for one in pieces if one]


def _lines(text: str, style: str) -> list[StyledPara]:
    return [StyledPara(line.strip(), style) for line in text.splitlines() if line.strip()]
