"""English and Albanian: which one is spoken now, names of fixed values, dates and times as people write them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import Any, ClassVar

from babel import Locale
from babel.dates import format_date
from babel.support import LazyProxy, NullTranslations
from flask import Flask, current_app, g, has_request_context, request, session
from flask_babel import Babel, Domain, force_locale, get_locale, refresh
from flask_login import current_user

from ..clock import day_at_home
from ..lib.clock import hours_and_minutes
from ..lib.text import Words, albanian_key, text_language

LANGUAGES = {"en": "English", "sq": "Shqip"}


def _spoken_locale() -> Locale | None:
    """What `get_locale` says, which looks three times whether there is a request: a page asks two hundred times."""
    try:
        return vars(g)["_flask_babel"].babel_locale or get_locale()
    except (RuntimeError, KeyError, AttributeError):  # outside, or asked for the first time
        return get_locale()


Rewording = Callable[[str, str], str]
"""Says a message of a language in other words: what a page calls *table* where it speaks of groups."""


class RewordedMessages(NullTranslations):
    """The messages of a language in other words; each is reworded once."""

    def __init__(self, messages: NullTranslations, language: str, reword: Rewording) -> None:
        super().__init__()
        self.messages, self.language, self.reword = messages, language, reword
        self.said: dict[str, str] = {}

    def ugettext(self, message: str) -> str:
        return self._reworded(self.messages.ugettext(message))

    def ungettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self._reworded(self.messages.ungettext(msgid1, msgid2, n))

    def upgettext(self, context: str, message: str) -> str:
        return self._reworded(self.messages.upgettext(context, message))

    def unpgettext(self, context: str, msgid1: str, msgid2: str, num: int) -> str:
        return self._reworded(self.messages.unpgettext(context, msgid1, msgid2, num))

    def _reworded(self, text: str) -> str:
        if text not in self.said:
            self.said[text] = self.reword(self.language, text)
        return self.said[text]


class SpokenMessages(Domain):
    """Every message in the languages there are. A page asks for a hundred: each is found in a quarter of the usual time."""

    spoken: ClassVar[dict[tuple[str, Rewording | None], NullTranslations]] = {}

    def get_translations(self) -> NullTranslations:
        """The messages of the language spoken now; where none is, messages stay as they are written."""
        locale = _spoken_locale()
        if locale is None:
            return NullTranslations()
        reword: Rewording | None = vars(g).get(REWORDED)
        found = self.spoken.get((locale.language, reword))
        if found is None:
            found = super().get_translations()
            if reword is not None:
                found = RewordedMessages(found, locale.language, reword)
            self.spoken[locale.language, reword] = found
        return found


REWORDED = "_reworded"
"""Where it is kept for the rest of a request in which other words messages are said."""


def say_otherwise(reword: Rewording | None) -> None:
    """From here to the end of the request messages are said in these words; None: as they are written."""
    vars(g)[REWORDED] = reword


@contextmanager
def use_words(reword: Rewording | None) -> Iterator[None]:
    """Say messages in these words inside the block; None: as they are written."""
    before = vars(g).get(REWORDED)
    say_otherwise(reword)
    try:
        yield
    finally:
        say_otherwise(before)


def speaks_otherwise() -> bool:
    """Whether messages are said in other words than as they are written: those of groups instead of a café's."""
    return vars(g).get(REWORDED) is not None


MESSAGES = SpokenMessages()
get_translations = MESSAGES.get_translations
_ = MESSAGES.gettext
_l = MESSAGES.lazy_gettext
_n = MESSAGES.ngettext
lazy_ngettext = MESSAGES.lazy_ngettext
lazy_pgettext = MESSAGES.lazy_pgettext
_names: dict[tuple[type[StrEnum], str], LazyProxy] = {}

__all__ = [
    "LANGUAGES",
    "_",
    "_l",
    "_n",
    "in_both_languages",
    "get_translations",
    "label_of",
    "current_language",
    "lazy_ngettext",
    "lazy_pgettext",
    "register_labels",
    "refresh",
    "say_otherwise",
    "use_language",
    "use_words",
]


def chosen_language() -> str:
    """The visitor's language: what they chose, else their account's, else their browser's, else the setting."""
    default: str = current_app.extensions["settings"].language
    if not has_request_context():
        return default
    if (chosen := session.get("language")) in LANGUAGES:
        return str(chosen)
    if current_user and current_user.is_authenticated and current_user.language in LANGUAGES:
        return str(current_user.language)
    return request.accept_languages.best_match(LANGUAGES) or default


def current_language() -> str:
    """`en` or `sq`: the language being spoken now."""
    locale = _spoken_locale()
    return "sq" if locale is not None and locale.language == "sq" else "en"


def languages_own_first() -> list[tuple[str, str]]:
    """Every language with its name, the one being spoken now first: people write in it into whatever field stands there first."""
    return sorted(LANGUAGES.items(), key=lambda one: one[0] != current_language())


def reader_language(languages: str, usual: str) -> str:
    """The language to write in: the usual one to who reads it or of whom nothing is known, else theirs."""
    known = [code for code in languages.split() if code in LANGUAGES]
    return usual if usual in known or not known else known[0]


@contextmanager
def use_language(code: str) -> Iterator[None]:
    """Speak that language inside the block: for whatever leaves the house."""
    with force_locale(code):
        yield


def in_both_languages(say: Callable[[], str]) -> Words:
    """What is said, in every language."""
    said = {}
    for code in LANGUAGES:
        with use_language(code):
            said[code] = say()
    return Words(**said)


def register_labels(mapping: Mapping[Any, LazyProxy]) -> None:
    """Tell how the values of a StrEnum are called; `label_of` finds them."""
    for value, name in mapping.items():
        _names[type(value), value.value] = name


def label_of(value: StrEnum) -> str:
    """The name of a fixed value in the language spoken now."""
    return str(_names[type(value), value.value])


def label_or_text(kind: type[StrEnum], kept: str) -> str:
    """The name of a value of `kind` that is kept as text; other text as it is."""
    return str(_names.get((kind, kept), kept))


def pick_wording(value: Words | None) -> str:
    """A two-language wording in the language spoken now."""
    return value.to(current_language()) if value else ""


def format_day(value: date | None, form: str = "EEE d MMM") -> str:
    """A date, `Thu 18 Mar`; other forms: `long` (Thursday 18 March), `full` (with the year), `dated` (18 March 2027).

    Of a moment in UTC it is the day where the planner is at home.
    """
    if value is None:
        return ""
    if isinstance(value, datetime) and value.tzinfo is UTC:
        value = day_at_home(value)
    code = current_language()
    weekday = "EEEE," if code == "sq" else "EEEE"  # `e martë, 8 dhjetor`, `Tuesday 8 December`
    forms = {"long": f"{weekday} d MMMM", "full": f"{weekday} d MMMM y", "dated": "d MMMM y"}
    return format_date(value, forms.get(form, form), locale=code)


def format_days(first: date, last: date, year: bool = False) -> str:
    """A span of days: `18–19 March`, `30 March – 1 April`, with the year on request: both where there are two."""
    end = format_day(last, "d MMMM y" if year else "d MMMM")
    if first == last:
        return end
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{end}"
    two_years = year and first.year != last.year
    return f"{format_day(first, 'd MMMM y' if two_years else 'd MMMM')} – {end}"


def format_clock(value: time | datetime | None) -> str:
    """`09:05`: always 24 hours (the Albanian locale data would print 12)."""
    return "" if value is None else value.strftime("%H:%M")


def whole_percent(number: float) -> str:
    """So many percent as the language writes it, to the nearest whole: `43%`, in Albanian `43 %`."""
    return f"{round(number)}{_percent_sign()}"


def format_percent(share: float) -> str:
    """A share between 0 and 1 as a percentage with one decimal, the decimal mark of the language: `42.9%`, `42,9 %`."""
    text = f"{share * 100:.1f}"
    decimal = text.replace(".", ",") if current_language() == "sq" else text
    return f"{decimal}{_percent_sign()}"


def percent_in_words(share: float) -> str:
    """A share between 0 and 1 within a sentence, where no column asks for a nought: `50%`, `42.9%`."""
    tenths = round(share * 1000)
    return format_percent(share) if tenths % 10 else whole_percent(tenths / 10)


def percent_form(decimals: str = "") -> str:
    """How a cell of Excel shows a share as a percentage, with those decimals (`.0`)."""
    return f"0{decimals}{_percent_sign()}".replace("\u00a0", " ")


def _percent_sign() -> str:
    return "\u00a0%" if current_language() == "sq" else "%"


def join_names(names: Sequence[str]) -> str:
    """`a, b and c`."""
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s and %(last)s", first=", ".join(names[:-1]), last=names[-1])


def sort_by_name(rows: list[Any], name: Any) -> list[Any]:
    """Rows sorted by a name in the order of the Albanian alphabet, which serves both languages."""
    return sorted(rows, key=lambda row: albanian_key(name(row)))


def init_app(app: Flask) -> None:
    """Bind languages to the application."""
    app.config["BABEL_DEFAULT_LOCALE"] = "en"
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = f"{app.root_path}/translations"
    Babel(app, locale_selector=chosen_language)
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext=lambda text: get_translations().ugettext(text),
        ngettext=lambda one, more, number: get_translations().ungettext(one, more, number),
        newstyle=True,
    )
    app.jinja_env.filters.update(
        words=pick_wording,
        text_language=text_language,
        label=label_of,
        day=format_day,
        clock=format_clock,
        percent=format_percent,
        whole_percent=whole_percent,
        duration=hours_and_minutes,
    )
    app.jinja_env.globals.update(
        days=format_days,
        language=current_language,
        languages_own_first=languages_own_first,
        LANGUAGES=LANGUAGES,
    )
