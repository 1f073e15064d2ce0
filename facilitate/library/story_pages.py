"""Success stories: written by administrators with the consent that goes with them, released by two, read by whom it covers."""

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask_login import current_user

from ..accounts.doors import (
    administrators_only,
    is_administrator,
    is_in_a_team,
    public_page,
    signed_in,
)
from ..data.db import db
from ..data.row_cells import recording_rows
from ..release.models import TextSource
from ..release.press import flash_release, keep_planner_words
from ..web.addresses import full_address
from ..web.i18n import _, current_language, pick_wording
from ..web.limits import limiter
from ..web.refused import Refused
from .actions import LIBRARY_EDITS, add_document, index_document, remember_edit
from .blueprint import bp
from .forms import KeptWordsForm, StoryForm
from .models import LibraryDocument
from .shelf import DocumentKind, LibraryReaders
from .stories import (
    lock_story,
    release_story,
    story_of,
    story_to_leave,
    texts_of_story,
    withdraw_story,
)
from .story_models import LibraryStory

STORY = "/library/stories/<int:document_id>"


@bp.route("/library/stories/new", methods=["GET", "POST"])
@administrators_only
def create_story() -> Any:
    """Write a story; nobody sees it before two people have released it."""
    document = LibraryDocument(kind=DocumentKind.STORY, readers=LibraryReaders.ADMINISTRATORS)
    story, form = LibraryStory(document=document), StoryForm()
    if not form.saves(story):
        return render_template("library/story_edit.html", form=form, story=None), form.status
    change = add_document(document, current_user.id)
    db.session.add(story)
    db.session.flush()
    index_document(document)
    return _saved(document.id, LIBRARY_EDITS.offer_undo(None, change, _address(document.id)))


@bp.route(f"{STORY}/edit", methods=["GET", "POST"])
@administrators_only
def edit_story(document_id: int) -> Any:
    """Words, consent and checklist; what is out is withdrawn first."""
    story = _story(document_id)
    if story.released_at is not None:
        raise Refused(_("This story is out. Withdraw it first to change it."))
    form = StoryForm(obj=story)
    with recording_rows(
        (LibraryDocument, LibraryDocument.id == document_id),
        (LibraryStory, LibraryStory.document_id == document_id),
    ) as cells:
        saved = form.saves(story)
    if not saved:
        return render_template("library/story_edit.html", form=form, story=story), form.status
    index_document(story.document)
    change = remember_edit(story.document, cells, current_user.id)
    return _saved(document_id, LIBRARY_EDITS.offer_undo(None, change, _address(document_id)))


@bp.get(STORY)
@signed_in
def show_story(document_id: int) -> Any:
    """A story that is out, for every account; before, for administrators and, once one has released it, for teams."""
    story = _story(document_id)
    found = story_to_leave(story)
    if not (found.out or is_administrator() or found.released.by and is_in_a_team()):
        abort(404)
    manages = is_administrator()
    return render_template(
        "library/story.html",
        found=found,
        story=story,
        title=pick_wording(story.title),
        text=pick_wording(story.text),
        manages=manages,
        passages=found.waiting_passages() if manages and found.told.undecided else [],
        link=full_address("library.read_public_story", document_id=document_id),
    )


@bp.post(f"{STORY}/keep")
@administrators_only
def keep_story_words(document_id: int) -> Any:
    """Words that the privacy check found name nobody helped: they may stay."""
    story, form = _story(document_id), KeptWordsForm()
    if form.validate_on_submit():
        keep_planner_words(texts_of_story(story), (TextSource.STORY, story.id), form.found.data)
        db.session.commit()
    return redirect(_address(document_id))


@bp.post(f"{STORY}/release")
@signed_in
def release_story_words(document_id: int) -> Any:
    """The first of two is an administrator; the second may be anybody who works in an event or forum."""
    story = _story(document_id)
    begun = story_to_leave(story).released.by and is_in_a_team()
    if not (is_administrator() or begun):
        abort(404)
    out = release_story(story, current_user)
    flash_release(out, _("The story is out, as far as the consent goes."))
    db.session.commit()
    return redirect(_address(document_id))


@bp.post(f"{STORY}/withdraw")
@administrators_only
def withdraw_story_words(document_id: int) -> Any:
    """Somebody in it agrees no longer, or it has to be changed."""
    story = _story(document_id)
    lock_story(story)
    withdraw_story(story)
    flash(_("The story is withdrawn: nobody but administrators sees it."))
    db.session.commit()
    return redirect(_address(document_id))


@bp.get("/library/public/stories/<int:document_id>")
@public_page
@limiter.limit("120/minute")
def read_public_story(document_id: int) -> Any:
    """A story for everybody, in the language of who reads it, where the consent covers that today."""
    story = story_of(document_id) or abort(404)
    found = story_to_leave(story)
    if not found.public:
        abort(404)
    return render_template("library/public_story.html", found=found, code=current_language())


def _story(document_id: int) -> LibraryStory:
    return story_of(document_id) or abort(404)


def _address(document_id: int) -> str:
    return url_for("library.show_story", document_id=document_id)


def _saved(document_id: int, undo: str) -> Any:
    flash(_("Saved."), undo)
    db.session.commit()
    return redirect(_address(document_id))
