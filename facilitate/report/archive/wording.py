"""What is said about archives: why a file cannot be read in, what is in it."""

from dataclasses import dataclass

from ... import __version__
from ...lib.reading_child import Overrun
from ...web.i18n import _, _n, label_of
from .checking import CheckedArchive
from .packing import ROOM, ArchiveFault, ArchiveProblem


def archive_problem_sentence(error: ArchiveProblem) -> str:
    """Why a file cannot be read in, as a sentence that says what to do."""
    nothing = _("Nothing was imported.")
    match error.why:
        case Overrun():
            said = label_of(error.why)
        case ArchiveFault.EMPTY:
            said = _("The file is empty.")
        case ArchiveFault.TOO_LARGE:
            said = _(
                "The file is too large: an archive may have at most %(size)d megabytes.",
                size=ROOM.packed // 2**20,
            )
        case ArchiveFault.BACKUP:
            said = _(
                "This is a copy of a whole planner; the person who runs the planner restores "
                "it with “facilitate restore”."
            )
        case ArchiveFault.BOMB:
            said = _("Unpacked, this file would be far too large; it was not opened.")
        case ArchiveFault.NEWER if error.where not in ("", __version__):
            said = _(
                "A newer planner (%(theirs)s) made this archive; this one is %(ours)s. Ask "
                "for this one to be updated first.",
                theirs=error.where,
                ours=__version__,
            )
        case ArchiveFault.NEWER:
            said = _("A newer planner made this archive. Ask for this one to be updated first.")
        case ArchiveFault.MISSING:
            said = _(
                "A part of the archive is missing: %(part)s. Download the file again from "
                "where it was made.",
                part=error.where,
            )
        case ArchiveFault.DAMAGED if error.where:
            said = _(
                "The archive is damaged (%(part)s). Download the file again from where it was made.",
                part=error.where,
            )
        case ArchiveFault.DAMAGED:
            said = _("The archive is damaged. Download the file again from where it was made.")
        case ArchiveFault.WRONG_KEY:
            said = _(
                "This key does not open the answers. Check every letter, or leave it empty to import without them."
            )
        case _:
            said = _(
                "This is not the archive of an event. Choose the .zip file from a planner’s “Archive” page."
            )
    return f"{said} {nothing}"


@dataclass(frozen=True)
class ContentsLine:
    """What there is of something: how many, said, and a remark."""

    said: str
    remark: str = ""


def archive_contents(found: CheckedArchive, organisations: int, people: int) -> list[ContentsLine]:
    """What an archive holds, for whoever is about to read it in; the numbers are of those known here already."""

    def count(table: str) -> int:
        return len(found.of(table))

    known = _n("%(num)d is already here", "%(num)d are already here", people) if people else ""
    offices = (
        _n("%(num)d is already here", "%(num)d are already here", organisations)
        if organisations
        else ""
    )
    edition = found.of("edition")
    lines = [
        (
            count("step"),
            ContentsLine(
                _n("%(num)d step of the agenda", "%(num)d steps of the agenda", count("step"))
            ),
        ),
        (count("task"), ContentsLine(_n("%(num)d task", "%(num)d tasks", count("task")))),
        (
            count("participation"),
            ContentsLine(
                _n(
                    "%(num)d person on the list",
                    "%(num)d people on the list",
                    count("participation"),
                )
            ),
        ),
        (
            count("person"),
            ContentsLine(
                _n(
                    "%(num)d person in the directory",
                    "%(num)d people in the directory",
                    count("person"),
                ),
                known,
            ),
        ),
        (
            count("organisation"),
            ContentsLine(
                _n("%(num)d organisation", "%(num)d organisations", count("organisation")), offices
            ),
        ),
        (
            count("cafe_table"),
            ContentsLine(_n("%(num)d café table", "%(num)d café tables", count("cafe_table"))),
        ),
        (
            count("cost_line"),
            ContentsLine(_n("%(num)d cost line", "%(num)d cost lines", count("cost_line"))),
        ),
        (
            count("note_line") + count("cafe_note"),
            ContentsLine(
                _n(
                    "%(num)d line of the notes",
                    "%(num)d lines of the notes",
                    count("note_line") + count("cafe_note"),
                )
            ),
        ),
        (
            count("note_decision"),
            ContentsLine(_n("%(num)d decision", "%(num)d decisions", count("note_decision"))),
        ),
        (
            count("note_action"),
            ContentsLine(_n("%(num)d action", "%(num)d actions", count("note_action"))),
        ),
        (
            count("note_photo"),
            ContentsLine(_n("%(num)d photo", "%(num)d photos", count("note_photo"))),
        ),
        (
            count("attachment"),
            ContentsLine(
                _n(
                    "%(num)d presentation or annex",
                    "%(num)d presentations and annexes",
                    count("attachment"),
                )
            ),
        ),
        (
            count("answer"),
            ContentsLine(_n("%(num)d answer", "%(num)d answers", count("answer"))),
        ),
        (
            found.sealed,
            ContentsLine(
                _("Answers to the consultation and the evaluation"),
                _("sealed: they want their key"),
            ),
        ),
        (len(edition), ContentsLine(_("The report as it was released"))),
    ]
    return [line for number, line in lines if number]
