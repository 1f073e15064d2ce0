"""Who gets the report: each address once, and nobody twice the same edition. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class ReportReader:
    """Somebody who may get it: one who came, or an interested party. `language`: the one to write in.

    `person_id`: who it is in the directory; `answers`: what they answered to the consultation under their name.
    """

    name: str
    email: str
    language: str
    participation_id: int | None = None
    interested_id: int | None = None
    person_id: int | None = None
    answers: tuple[int, ...] = ()


@dataclass(frozen=True)
class ReportRecipient:
    """One mail: everybody behind one address. `corrected`: they got an earlier edition.

    `participation_id`: who came; `interested_id`: an interested party; neither: somebody who answered the consultation by name.
    """

    names: tuple[str, ...]
    email: str
    language: str
    corrected: bool
    participation_id: int | None
    interested_id: int | None
    person_id: int | None
    answers: tuple[int, ...] = ()

    @property
    def key(self) -> int:
        """Which of the mailing's people it is: the three kinds have numbers of their own."""
        if self.participation_id:
            return self.participation_id
        return -2 * self.interested_id if self.interested_id else -2 * (self.person_id or 0) - 1


@dataclass(frozen=True)
class ReportRecipients:
    """Whom the report goes to now, who came and has no address, and how many have this edition already."""

    to: tuple[ReportRecipient, ...]
    no_address: tuple[ReportRecipient, ...]
    have_it: int


def address_key(address: str) -> str:
    """What makes two addresses the same."""
    return address.strip().casefold()


def sort_recipients(
    people: Sequence[ReportReader], sent: Collection[str], before: Collection[str]
) -> ReportRecipients:
    """Those people by address. `sent`: addresses (as `address_key`) that have this edition, `before`: that have an earlier one."""
    by_address: dict[str, list[ReportReader]] = {}
    for one in people:
        if one.email:
            by_address.setdefault(address_key(one.email), []).append(one)
    to = tuple(
        _recipient(rows, corrected=address in before)
        for address, rows in by_address.items()
        if address not in sent
    )
    without = tuple(_recipient([one], corrected=False) for one in people if not one.email)
    return ReportRecipients(to, without, len(by_address) - len(to))


def _recipient(rows: Sequence[ReportReader], *, corrected: bool) -> ReportRecipient:
    first = rows[0]
    return ReportRecipient(
        names=tuple(dict.fromkeys(one.name for one in rows)),
        email=first.email,
        language=first.language,
        corrected=corrected,
        participation_id=first.participation_id,
        interested_id=next((one.interested_id for one in rows if one.interested_id), None),
        person_id=first.person_id,
        answers=first.answers,
    )
