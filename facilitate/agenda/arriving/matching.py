"""Who is meant by the names of an arrived agenda: somebody of the team, of the directory, or nobody known yet."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ...directory.alike import Words, is_likely_same_person, name_words
from ..plan import PlanSpeaker

MOST_OFFERED = 6


@dataclass(frozen=True)
class KnownPerson:
    """Somebody the planner knows: a member of the team or a person of the directory, by number; `beside`: what tells them from others."""

    key: str
    name: str
    beside: str = ""


@dataclass(frozen=True)
class Match:
    """A name of the file, who it is taken for (`chosen`: a key, or "" for nobody known), and who may be meant."""

    name: str
    chosen: str
    offered: Sequence[KnownPerson]

    @property
    def is_open(self) -> bool:
        """Whether somebody should look: several may be meant, or one who is written a little differently."""
        return not self.chosen and bool(self.offered)


def match_people(names: Iterable[str], known: Sequence[KnownPerson]) -> list[Match]:
    """Each name once, with who it probably is. Who is written the same (accents, order and case aside) is taken, where it is one."""
    by_words: dict[Words, list[KnownPerson]] = defaultdict(list)
    of_word: dict[str, list[tuple[Words, KnownPerson]]] = defaultdict(list)
    for one in known:
        words = name_words(one.name)
        by_words[words].append(one)
        for word in set(words):
            of_word[word].append((words, one))
    return [_match(name, by_words, of_word) for name in dict.fromkeys(names)]


def _match(
    name: str,
    by_words: dict[Words, list[KnownPerson]],
    of_word: dict[str, list[tuple[Words, KnownPerson]]],
) -> Match:
    words = name_words(name)
    same = list(by_words.get(words, ()))
    members = [one for one in same if one.key.startswith("m")]
    near = [
        one
        for word in dict.fromkeys(words)
        for theirs, one in of_word.get(word, ())
        if one not in same and (is_likely_same_person(words, theirs) or len(words) == 1)
    ]
    offered = list(dict.fromkeys([*members, *same, *near]))[:MOST_OFFERED]
    sure = members[:1] if len(members) == 1 else same if len(same) == 1 else []
    return Match(name, sure[0].key if sure else "", offered)


def chosen_ones(matches: Iterable[Match]) -> tuple[dict[str, int], dict[str, PlanSpeaker]]:
    """Whose name is a member's, and who stands in the directory, by the names of the file."""
    members: dict[str, int] = {}
    persons: dict[str, PlanSpeaker] = {}
    for one in matches:
        known = next((known for known in one.offered if known.key == one.chosen), None)
        if known is None:
            continue
        if known.key.startswith("m"):
            members[one.name] = int(known.key[1:])
        else:
            persons[one.name] = PlanSpeaker(known.name, int(known.key[1:]))
    return members, persons
