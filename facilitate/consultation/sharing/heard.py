"""The themes that were heard as they are sent back, each with what became of it and the words that may be quoted."""

from collections.abc import Sequence
from dataclasses import replace

from ...events.models import AgreementStatus
from ...lib.telling import Number
from ...web.i18n import pick_wording
from ..constellation.counting import ThemeVoice, count_themes
from ..models import Theme
from ..telling import CountsTelling
from . import wording
from .queries import QuoteRow
from .summary import HeardTheme, SectorPart, SummaryQuote, shown_theme


def heard_themes(
    themes: Sequence[Theme],
    voices: Sequence[ThemeVoice],
    parts: Sequence[SectorPart],
    quotes: Sequence[QuoteRow],
    telling: CountsTelling,
    most: Number,
) -> list[HeardTheme]:
    """The themes that were heard, the most heard first; a quote stands under the first of its themes.

    Once anything was told, a theme of which a few people spoke since waits for more, unless their words are quoted.
    """
    names = {part.key: part.name for part in parts}
    texts = {theme.id: theme for theme in themes}
    counts = count_themes(
        list(texts), list(dict.fromkeys(voice.sector for voice in voices)), voices
    )
    heard = [
        shown_theme(
            row,
            pick_wording(texts[row.theme].name),
            description=pick_wording(texts[row.theme].description),
            names=names,
            quotes=[
                told_quote(quote, parts) for quote in quotes if quote.themes[:1] == [row.theme]
            ],
            telling=telling,
            most=most,
        )
        for row in counts
        if row.total
    ]
    heard = [
        replace(
            one,
            unserved=wording.unserved_text(texts[one.theme]),
            taken_up=_taken_up(texts[one.theme]),
            goal=texts[one.theme].goal_id,
        )
        for one in heard
    ]
    told = [one for one in heard if one.answers is not None or one.quotes or not telling.before]
    return sorted(told, key=lambda one: -(one.answers or 0))


def _taken_up(theme: Theme) -> bool:
    """Whether a goal, or an objective that the team stands behind, is made of it."""
    made = (theme.objective, theme.goal)
    return any(one is not None and one.status is not AgreementStatus.IDEA for one in made)


def told_quote(row: QuoteRow, parts: Sequence[SectorPart]) -> SummaryQuote:
    """A quote with its sector, where that one's number may be shown."""
    named = {part.key: part.name for part in parts if part.answers is not None}
    return SummaryQuote(row.id, row.text, named.get(row.sector, ""))
