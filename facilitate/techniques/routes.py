"""The shelf of techniques, and one of them to read."""

from typing import Any

from flask import abort, render_template, request
from markupsafe import Markup

from ..accounts.doors import signed_in
from ..web.i18n import LANGUAGES, current_language, use_language
from . import file_pages, own_pages
from .blueprint import bp
from .drawing import draw_technique
from .queries import all_techniques, removed_techniques, technique_makers
from .queries import technique_by_key as technique_of
from .search import answers_to, near_techniques
from .shelf import broken_techniques
from .shelf_view import (
    filter_address,
    filter_from_address,
    filter_part_text,
    questions_by_sector,
    time_technique,
)
from .technique import Energy, TechniqueFamily
from .technique_filter import (
    MaterialLimit,
    TechniqueOrigin,
    filter_relaxations,
    filter_techniques,
    techniques_by_family,
)

__all__ = ["bp", "file_pages", "own_pages"]


@bp.get("/techniques")
@signed_in
def show_shelf() -> Any:
    """The techniques that suit what is asked in the address, the best fit first; all by family where nothing is."""
    asked, all_, own = filter_from_address(request.args), all_techniques(), technique_makers()
    hits = filter_techniques(asked, all_.values(), own.keys(), current_language())
    near = near_techniques(asked.query, all_.values()) if asked.query else {}
    answers = answers_to(asked, all_.values(), own.keys(), near)
    answers = [one for one in answers if one not in hits]
    groups = [(None, hits)] if asked.ranks else techniques_by_family(hits)
    ways = [] if hits or answers else filter_relaxations(asked, all_.values(), own.keys())
    return render_template(
        "techniques/shelf.html",
        asked=asked,
        groups=groups if hits else [],
        hits=len(hits),
        answers=answers,
        near=near,
        all=all_,
        made=own,
        parts=[filter_part_text(asked, part) for part in asked.parts],
        event=request.args.get("event", ""),
        ways=[
            (filter_part_text(asked, part), filter_address(asked.without(part)), count)
            for part, count in ways
        ],
        families=list(TechniqueFamily),
        energies=list(Energy),
        brings=list(MaterialLimit),
        whose=list(TechniqueOrigin),
        broken=broken_techniques(),
        taken_off=removed_techniques(),
    )


@bp.get("/techniques/<key>")
@signed_in
def show_technique(key: str) -> Any:
    """One technique to read and to print, in the language asked for (`lang`) and for so many `minutes`."""
    one = technique_of(key) or abort(404)
    code = request.args.get("lang", "")
    code = code if code in LANGUAGES else current_language()
    length = time_technique(one, request.args.get("minutes"))
    related = [other for other in map(technique_of, one.related) if other]
    own = technique_makers().get(key)
    with use_language(code):
        context = {
            "technique": one,
            "length": length,
            "code": code,
            "own": own,
            "picture": draw_technique(one.drawing, one.name.to(code)) if one.drawing else "",
            "questions": questions_by_sector(one, code),
        }
        paper = Markup(render_template("techniques/paper.html", **context))
    basis = technique_of(own.based_on) if own and own.based_on else None
    event = request.args.get("event", "")
    return render_template(
        "techniques/technique.html",
        paper=paper,
        related=related,
        basis=basis,
        event=event,
        **context,
    )


@bp.get("/techniques/<key>/card")
@signed_in
def show_technique_card(key: str) -> Any:
    """The technique on one sheet of paper, for the hand, in the language asked for and for so many minutes."""
    one = technique_of(key) or abort(404)
    code = request.args.get("lang", "")
    code = code if code in LANGUAGES else current_language()
    with use_language(code):
        return render_template(
            "techniques/card.html",
            technique=one,
            length=time_technique(one, request.args.get("minutes")),
            code=code,
            picture=draw_technique(one.drawing, one.name.to(code)) if one.drawing else "",
            questions=questions_by_sector(one, code),
        )
