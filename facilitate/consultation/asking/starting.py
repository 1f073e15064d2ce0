"""What a new questionnaire says before anybody edits it: two open questions, in both languages."""

from dataclasses import dataclass
from datetime import date, timedelta

from ...events.models import EventKind
from ...lib.text import Words

LASTS = timedelta(days=28)


@dataclass(frozen=True)
class StartingQuestion:
    """A question and the help below it."""

    text: Words
    help: Words


@dataclass(frozen=True)
class StartingQuestionnaire:
    """Everything a new questionnaire holds."""

    title: Words
    intro: Words
    opens_on: date
    closes_on: date
    questions: tuple[StartingQuestion, ...]


_CALLED = {
    EventKind.CONFERENCE: ("conference", "konferenca", "konferencë"),
    EventKind.TRAINING: ("training", "trajnimi", "trajnim"),
}
_MEETING = ("meeting", "takimi", "takim")


def starting_questionnaire(
    kind: EventKind, title: Words, first_day: date, today: date
) -> StartingQuestionnaire:
    """The questionnaire of an event of that kind and title, open for four weeks from today.

    It closes the day before the event at the latest, and never before today.
    """
    en, sq, at_sq = _CALLED.get(kind, _MEETING)
    return StartingQuestionnaire(
        title=Words(f"What should the {en} bring?", f"Çfarë duhet të sjellë {sq}?"),
        intro=Words(
            f"The team preparing “{title.to('en')}” asks everyone who works on its subject. "
            "Its goals and objectives will come from your answers.",
            f"Skuadra që përgatit veprimtarinë “{title.to('sq')}” pyet të gjithë ata që punojnë për këtë "
            "çështje. Nga përgjigjet tuaja do të dalin qëllimet dhe objektivat.",
        ),
        opens_on=today,
        closes_on=max(today, min(today + LASTS, first_day - timedelta(days=1))),
        questions=(
            StartingQuestion(
                Words(
                    "What do you, or your institution, want to do in the coming year "
                    "so that this work lasts?",
                    "Çfarë doni të bëni ju ose institucioni juaj vitin e ardhshëm, "
                    "që kjo punë të jetë e qëndrueshme?",
                ),
                Words(
                    "One concrete thing is enough; please mention no victim and no case.",
                    "Mjafton një gjë konkrete; ju lutemi, mos përmendni asnjë viktimë dhe asnjë rast.",
                ),
            ),
            StartingQuestion(
                Words(
                    f"What do you want to learn or experience at the {en} that will help you do it?",
                    f"Çfarë doni të mësoni ose të përjetoni në {at_sq}, që t’ju ndihmojë për këtë?",
                ),
                Words(
                    "Write it as you would say it to a colleague.",
                    "Shkruajeni ashtu siç do t’ia thoshit një kolegu.",
                ),
            ),
        ),
    )
