"""The harvest of a café as a Word file, in the look of guides/guide.docx."""

from collections.abc import Sequence
from dataclasses import dataclass

from ...data.content import content_folder
from ...lib.documents import WordFile
from ...lib.text import TAGS
from ...web.i18n import _, pick_wording
from .points import HarvestGrouping, PointGroup
from .wording import group_heading, point_place


@dataclass(frozen=True)
class HarvestHead:
    """What stands above: the event, the café's step, `18 March 2027 · Tiranë`, the first sentence; the language of it all.

    `warning`: that it is a working paper, and what of it is not checked for privacy.
    """

    event: str
    cafe: str
    when: str
    lead: str
    language: str
    warning: str = ""


def harvest_document(head: HarvestHead, groups: Sequence[PointGroup]) -> bytes:
    """The key points as the bytes of a .docx, in the language spoken now."""
    file = WordFile(content_folder("guides") / "guide.docx")
    file.language(TAGS[head.language])
    file.properties(title=head.cafe, subject=_("Harvest"))
    file.header(f"{head.event}\t" + _("Harvest · working paper"))
    file.footer("\t" + _("Page %(page)s of %(pages)s", page="{PAGE}", pages="{NUMPAGES}"))
    file.add(_("Harvest: %(cafe)s", cafe=head.cafe), "Title")
    file.add(" · ".join(part for part in (head.event, head.when) if part), "Subtitle")
    file.add(head.warning, "Hole")
    file.add(head.lead, "Lead")
    for group in groups:
        file.add(group_heading(group), "Heading 2", with_next=True)
        _points(file, group)
    return file.save()


def _points(file: WordFile, group: PointGroup) -> None:
    if group.by is not HarvestGrouping.TABLE:
        for point in group.points:
            file.add(_line(point.text, point_place(point)), "List Bullet")
        return
    file.add(pick_wording(group.question), "Lead", with_next=True)
    for part in group.parts:
        title = _("Round %(number)d", number=part.round)
        file.add(
            " · ".join(text for text in (title, pick_wording(part.question)) if text),
            "Heading 3",
            with_next=True,
        )
        for point in part.points:
            file.add(_line(point.text), "List Bullet")


def _line(text: str, where: str = "") -> str:
    """A key point on one line, and where it was said."""
    one = " ".join(text.split())
    return f"{one} ({where})" if where else one
