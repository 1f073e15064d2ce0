"""A list is given back with what became of each row, before it is taken over and for a day after it."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import PurePath

from flask import Response, flash

from ..web.downloads import send_download
from ..web.i18n import _
from ..web.uploaded import read_upload
from .marking_up import FileAnswer, answer_from_json, mark_up_file
from .waiting import Parcel, WaitingFiles, unpack_parcel


def send_marked_file(parcel: Parcel, answer: FileAnswer) -> Response:
    """The file with the answer in it, as a download."""
    marked = read_upload(mark_up_file, parcel.content, parcel.name, answer)
    stem, ending = PurePath(parcel.name).stem or _("list"), _("marked")
    return send_download(marked, f"{stem}-{ending}.xlsx", as_is=True)


def keep_marked_file(
    answered: WaitingFiles,
    owner_id: int,
    parcel: Parcel,
    answer: FileAnswer,
    address: Callable[[str], str],
) -> None:
    """Keep the file that was taken over with its answer, and tell where it is; `address`: of a file, by its token."""
    token = answered.keep(owner_id, replace(parcel, plan=answer.to_json()).packed())
    flash(
        _("Your file, marked with what became of each row, stays here for a day."),
        f"file:{address(token)}",
    )


def send_kept_answer(answered: WaitingFiles, owner_id: int, token: str) -> Response:
    """The file that was taken over, with its answer; not found once a day has passed."""
    parcel = unpack_parcel(answered.find_or_404(owner_id, token))
    return send_marked_file(parcel, answer_from_json(parcel.plan))
