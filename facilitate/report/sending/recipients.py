"""Who gets the report: each address once, and nobody twice the same edition. Pure."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Person:
    """Somebody who may get it: one who came, or an interested party. `language`: the one to write in."""

    name: str
    email: str
    language: str
    participation_id: int | None = None
    interested_id: int | None = None


@dataclass(frozen=True)
class Recipient:
    """One mail: everybody behind one address. `corrected`: they got an earlier edition."""

    names: tuple[str, ...]
    email: str
    language: str
    corrected: bool
    participation_id: int | None
    interested_id: int | None


@dataclass(frozen=True)
class Recipients:
    """Whom the report goes to now, who has this edition already, and who came and has no address."""

    to: tuple[Recipient, ...]
    have_it: int
    no_address: tuple[str, ...]


def key(address: str) -> str:
    """What makes two addresses the same."""
    return address.strip().casefold()


def sorted_out(people: Iterable[Person], sent: Collection[str], before: Collection[str]) -> Recipients:
    """Those people by address. `sent`: addresses (as `key`) that have this edition, `before`: that have an earlier one."""
    by_address: dict[str, list[Person]] = {}
    without = []
    for one in people:
        if one.email:
            by_address.setdefault(key(one.email), []).append(one)
        else:
            without.append(one.name)
    to = tuple(
        Recipient(
            names=tuple(dict.fromkeys(one.name for one in rows)),
            email=rows[0].email,
            language=rows[0].language,
            corrected=address in before,
            participation_id=rows[0].participation_id,
            interested_id=next((one.interested_id for one in rows if one.interested_id), None),
        )
        for address, rows in by_address.items()
        if address not in sent
    )
    return Recipients(to, len(by_address) - len(to), tuple(without))
