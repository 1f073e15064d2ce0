"""What was said at an event as it may leave the house: `release.clearing` with all that is known of the event.

A text of the notes leaves through here or not at all.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from ...events.models import Event
from ...release import clearing
from ...release.models import TextSource
from ...release.texts import Find, Key, RoomText, owner_of_event
from ...release.verdicts import DecidedWords
from .finding import TextFinding
from .looking import finder_for
from .names import ClearedNames
from .texts import decided_in, names_known_to_event, texts_of_event


@dataclass(frozen=True)
class OutgoingTexts(clearing.ClearedTexts):
    """The texts of an event as they may leave. What is withheld, taken out or not decided yet is not in it: None.

    `decided`: what was decided about what the report says, by the row it was decided for. `names`: those known to the event.
    """

    decided: Mapping[Key, Sequence[DecidedWords]] = field(default_factory=dict, compare=False)
    names: ClearedNames | None = None

    def line(self, row_id: int) -> str | None:
        """What was said, in a line of the notes."""
        return self.texts.get((TextSource.LINE, row_id, "text"))

    def who(self, row_id: int) -> str:
        """Who said it, where that was written in words; empty where it must not leave."""
        return self.texts.get((TextSource.LINE, row_id, "who"), "")

    def cafe_note(self, row_id: int) -> str | None:
        """A key point of a café table."""
        return self.texts.get((TextSource.CAFE_NOTE, row_id, "text"))

    def vote_word(self, row_id: int) -> str:
        """A word of a vote; empty where it must not leave."""
        return self.texts.get((TextSource.VOTE_WORD, row_id, "text"), "")

    def photo(self, row_id: int) -> str | None:
        """What stands on a photo, in words. None: the photo does not leave either; so one without words stays."""
        return self.texts.get((TextSource.PHOTO, row_id, "text"))

    def decision(self, row_id: int) -> str | None:
        """What was decided."""
        return self.texts.get((TextSource.DECISION, row_id, "text"))

    def objections(self, row_id: int) -> str:
        """What spoke against a decision."""
        return self.texts.get((TextSource.DECISION, row_id, "objections"), "")

    def action(self, row_id: int) -> str | None:
        """What was promised."""
        return self.texts.get((TextSource.ACTION, row_id, "text"))

    def owner(self, row_id: int) -> str:
        """Who promised it, where that is a name in words."""
        return self.texts.get((TextSource.ACTION, row_id, "owner"), "")

    def outcome(self, row_id: int) -> str:
        """What became of it."""
        return self.texts.get((TextSource.ACTION, row_id, "outcome"), "")

    def section(self, row_id: int) -> str | None:
        """A section as the team has written it (the number of its `SectionText`)."""
        return self.texts.get((TextSource.SECTION, row_id, "text"))


def outgoing_texts(event: Event, step: int | None = None) -> OutgoingTexts:
    """Every text of the event as it may leave the house. `step`: of lines only those of this step."""
    texts, names = texts_of_event(event, step), names_known_to_event(event)
    find = finder_for(owner_of_event(event), [one.text for one in texts], names=names)
    return replace(carry_out_verdicts(texts, decided_in(event), find), names=names)


def carry_out_verdicts(
    texts: list[RoomText], decided: Mapping[Key, list[DecidedWords]], find: Find
) -> OutgoingTexts:
    """The texts with the verdicts carried out; one with a passage not decided yet is left out. Pure."""
    found = clearing.apply_verdicts(texts, decided, find)
    return OutgoingTexts(
        texts=found.texts,
        undecided=found.undecided,
        rows_undecided=found.rows_undecided,
        unseen=found.unseen,
        decided=decided,
    )


def findings_of(text: str, event: Event) -> Sequence[TextFinding]:
    """What one text gives away in this event."""
    return finder_for(owner_of_event(event), [text])(text)
