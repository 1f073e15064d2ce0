"""A national analysis as a Word file, in the words and numbers two people have released."""

from ...forums.kinds import forum_kind
from ...forums.presidency.word import new_word_file
from ...lib.text import make_slug
from ...web.i18n import _, pick_wording, use_language
from ..analysis.sections import as_cleared
from ..analysis.word import add_sections
from ..period import period_key, period_name
from .queries import NationalAnalysis, made_at
from .sections import national_sections


def national_word(found: NationalAnalysis, language: str) -> bytes:
    """The bytes of a .docx in that language."""
    with use_language(language):
        title, kind = _("National situation analysis"), pick_wording(forum_kind(found.kind).many)
        file = new_word_file(title, kind, made_at(found), language)
        file.add(title, "Heading 2")
        file.add(f"{period_name(found.period)} · {kind}", "Body Text")
        add_sections(file, national_sections(found, as_cleared(found.cleared)))
        return file.save()


def national_file_name(found: NationalAnalysis, language: str) -> str:
    """What the file is called: always the same for a half-year and a language."""
    with use_language(language):
        name = make_slug(_("National situation analysis"))
    return f"{make_slug(found.kind)}-{name}-{period_key(found.period)}-{language}.docx"
