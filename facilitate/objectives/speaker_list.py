"""The list of people who could give a presentation: ranked, narrowed down, one page of it."""

from dataclasses import dataclass

from ..consultation.constellation.queries import voices_of
from ..consultation.models import Theme
from ..directory.search import PAGE, Listing, ListSearch
from ..events.models import Event
from ..lib.text import plain_text
from ..web.i18n import sort_by_name
from .models import Presentation
from .queries import SpeakerCandidate, speaker_candidates, themes_behind
from .speakers import SpeakerSuggestion, rank_speakers, theme_voices


@dataclass(frozen=True)
class SpeakerList:
    """What the page shows: the themes looked for, who is chosen, and one page of the others with their reasons."""

    themes: list[Theme]
    chosen: list[SpeakerCandidate]
    found: Listing[tuple[SpeakerCandidate, SpeakerSuggestion]]


def suggest_speakers(event: Event, presentation: Presentation, asked: ListSearch) -> SpeakerList:
    """Who could give a presentation.

    Nobody narrowed the list: those for whom something speaks. Somebody did: everybody who fits, still the
    most fitting first.
    """
    themes = themes_behind(presentation)
    ids = {theme.id for theme in themes}
    people = speaker_candidates(event, presentation, ids)
    heard = theme_voices(ids, voices_of(event))
    about = [*(theme.name for theme in themes), presentation.title, presentation.why]
    names = [text for one in about for text in (one.en, one.sq)]
    words = plain_text(asked.q).split()
    fitting = (
        one.known
        for one in people.values()
        if not one.chosen
        and (not asked.sector or one.known.sector == asked.sector)
        and (not asked.county or one.county == asked.county)
        and (not words or _has(words, one))
    )
    ranked = [one for one in rank_speakers(fitting, heard, names) if asked.narrowed or one.fits]
    chosen = [one for one in people.values() if one.chosen]
    return SpeakerList(
        themes, sort_by_name(chosen, lambda one: one.known.name), _paged(ranked, people, asked.page)
    )


def _has(words: list[str], one: SpeakerCandidate) -> bool:
    text = plain_text(f"{one.known.name} {one.known.office}")
    return all(word in text for word in words)


def _paged(
    ranked: list[SpeakerSuggestion], people: dict[int, SpeakerCandidate], number: int
) -> Listing[tuple[SpeakerCandidate, SpeakerSuggestion]]:
    pages = max(1, -(-len(ranked) // PAGE))
    number = min(max(1, number), pages)
    rows = [(people[one.person.id], one) for one in ranked[(number - 1) * PAGE : number * PAGE]]
    return Listing(rows, number, pages, len(ranked))
