"""Which rules of the style sheet a page is sent: a base for all pages, what a room's pages can use beside it, and a small sheet of
its own, split alike but folder by folder, for people without an account.

A rule can mean something on a page where all its classes are named by the page's templates, by their scripts, or by code that draws.
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, partial

from ..data.content import PACKAGE
from ..lib.css import (
    Weight,
    minify_css,
    narrow_css,
    selector_classes,
    set_properties,
    specificity,
    subject_element,
)
from .template_parts import (
    folder_of,
    part_text,
    parts_named_by,
    reached_parts,
    room_of,
    template_texts,
)

FOLDER = PACKAGE / "static"
EVENED = FOLDER / "vendor" / "modern-normalize-3.0.1" / "modern-normalize.css"
"""Evens browsers out, at the head of the base and of the small sheet; what its makers ask for stands above it."""
PUBLIC_LAYOUT, PAPER_LAYOUT = "layouts/public.html", "layouts/paper.html"
PUBLIC_SHEET, BASE_SHEET = "public.css", "base.css"
EVERYWHERE = ("layouts", "searching")
"""Folders of templates that come to the pages of every room: what is found while one types in the top bar, too."""
SHARED = ("layouts", "macros")
FEW = 3
"""What no more rooms than these can use is in their own sheets, anything else in the base."""
DRAWN = (
    "budget/fields.py",
    "cafe/seating/picture.py",
    "participation/counting/pictures/*.py",
    "report/archive/forms.py",
    "report/papers/showing.py",
    "techniques/drawing.py",
    "web/mistakes.py",
    "web/picking.py",
)
"""Code that names classes itself; what it makes may stand on any page."""
MADE_ELSEWHERE = ("pic", "s-", "of-event")
"""How classes begin that no template names in quotes: those of pictures, of sectors, and of a whole page."""
IN_PICTURES = frozenset({"faint", "fill", "light", "on", "rule"})
"""Further classes of pictures; a page may have one whose templates do not say so."""
_QUOTED = re.compile(r"'[^'\n]*'|\"[^\"\n]*\"|`[^`]*`")
_NO_CLASS = re.compile(r"{#.*?#}|_\(\s*'[^'\n]*'|(?<!:)//[^\n]*", re.S)
"""What people read: comments and messages."""
_ASKED_FOR = re.compile(r"hx-(?:get|post)=\"{{ url_for\(\s*'(\w+)\.")
_SCRIPT = re.compile(r"[\w/]+\.js\b")
_BESIDE = re.compile(r"{% include \w+\.template %}")
"""Where a page takes in what rooms above bring along (`events/extensions.py`): their templates of that name."""
_HTMX_CALLED = re.compile(r"(?<![.\w])htmx\.(?:ajax|process)")
_HTMX = re.compile(r"\bhx-(?:get|post|boost)=|\blive='")


@cache
def whole_sheet() -> str:
    """The parts of the style sheet, in the order of their numbers, without what only people read."""
    parts = [EVENED, *sorted((FOLDER / "css").glob("*.css"))]
    return minify_css("".join(part.read_text(encoding="utf-8") for part in parts))


@cache
def _scripts() -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(FOLDER.rglob("js/*.js"))}


@cache
def rooms() -> tuple[str, ...]:
    """The folders of templates that have pages."""
    return tuple(sorted({room_of(name) for name in template_texts()} - {*SHARED}))


@cache
def _stands_on(name: str) -> frozenset[str]:
    """What a part of a template stands on, takes in, or has a room answer with a piece of."""
    text = part_text(name)
    asked = set(_ASKED_FOR.findall(text))
    beside = _BESIDE.search(text)
    pieces = {
        one
        for one in template_texts()
        if one.partition("/")[0] in asked or (beside and one.endswith("/beside.html"))
    }
    return parts_named_by(name) | pieces


@cache
def public_pages() -> frozenset[str]:
    """The templates whose pages use the small sheet."""
    named = {one: parts_named_by(one) for one in template_texts()}
    found = reached_parts(
        {PUBLIC_LAYOUT}, lambda name: {one for one in named if name in named[one]}
    )
    return frozenset(found - {PAPER_LAYOUT} - {one for one in named if PAPER_LAYOUT in named[one]})


@cache
def _said(text: str) -> frozenset[str]:
    """The words that stand in quotes, but for what people read."""
    return frozenset(re.findall(r"[\w-]+", " ".join(_QUOTED.findall(_NO_CLASS.sub("", text)))))


@cache
def _scripts_named(text: str) -> frozenset[str]:
    return frozenset(one.rpartition("/")[2] for one in _SCRIPT.findall(text)) & _scripts().keys()


class NamedClasses:
    """Which classes templates and their scripts name: a whole word, or how it begins."""

    def __init__(self, templates: Iterable[str], beside: Iterable[str] = ()) -> None:
        texts = [part_text(name) for name in templates]
        asked = {one for text in texts for one in _scripts_named(text)}
        scripts = reached_parts(asked, lambda name: _scripts_named(_scripts()[name]))
        texts += [*(_scripts()[name] for name in scripts), *beside]
        self._words = IN_PICTURES.union(*map(_said, texts))
        begun = (one for one in self._words if re.fullmatch(r"[a-z]\w*-", one))
        self._begun = (*MADE_ELSEWHERE, *begun)

    def has_all(self, classes: Iterable[str]) -> bool:
        """Whether each of these is named."""
        return all(name in self._words or name.startswith(self._begun) for name in classes)


@cache
def _drawing() -> tuple[str, ...]:
    paths = [path for name in DRAWN for path in sorted(PACKAGE.glob(name))]
    return tuple(path.read_text(encoding="utf-8") for path in paths)


class SplitSheet:
    """The style sheet as a base, and beside it a sheet a place of what the places of few rooms can use.

    `named`: which classes the pages of each place name; a place is a room (`cafe`) or a part of one (`cafe/guests`).
    `unnamed_too`: whether the base has what no place names.
    """

    def __init__(self, named: Mapping[str, NamedClasses], *, unnamed_too: bool) -> None:
        self._named = named
        self._by_nobody = frozenset(named) if unnamed_too else frozenset()
        self._users: dict[frozenset[str], frozenset[str]] = {}

    def users(self, selector: str) -> frozenset[str]:
        """The places that can use a rule; every place what begins with @ and means nothing on a page itself."""
        if selector.startswith("@"):
            return frozenset(self._named)
        classes = selector_classes(selector)
        if classes not in self._users:
            named = frozenset(place for place, has in self._named.items() if has.has_all(classes))
            self._users[classes] = named or self._by_nobody
        return self._users[classes]

    def in_base(self, selector: str) -> bool:
        """Whether the pages of more than a few rooms can use a rule."""
        return len({room_of(place) for place in self.users(selector)}) > FEW

    def base(self) -> bytes:
        """What the pages of more than a few rooms can use."""
        licence = EVENED.read_text(encoding="utf-8").partition("*/")[0]
        sheet = narrow_css(whole_sheet(), lambda one, _inside: self.in_base(one))
        return f"{licence}*/{sheet}".encode()

    def beside(self, place: str) -> bytes:
        """What the pages of a place can use beside the base."""
        return narrow_css(whole_sheet(), _RulesBeside(self, place)).encode()


class _RulesBeside:
    """Which rules are in the sheet of a place: its own, and once more those of the base that have the last word over an earlier one
    of them, which would come too early in the base."""

    def __init__(self, sheet: SplitSheet, place: str) -> None:
        self._sheet, self._place = sheet, place
        self._earlier: dict[tuple[Weight | None, str, str], set[str]] = defaultdict(set)

    def __call__(self, selector: str, inside: str) -> bool:
        if self._place not in self._sheet.users(selector) or selector.startswith("@"):
            return False
        says, in_base = set_properties(inside), self._sheet.in_base(selector)
        mine = not in_base or any(says & others for others in self._rivals(selector))
        if mine:  # what is said once more comes late as well, and has its own rivals
            self._earlier[specificity(selector), *subject_element(selector)] |= says
        return mine

    def _rivals(self, selector: str) -> Iterator[set[str]]:
        """What earlier rules say that weigh as much and may mean the same element; not told is: they may."""
        weight, (element, part) = specificity(selector), subject_element(selector)
        for (other_weight, other, other_part), properties in self._earlier.items():
            as_heavy = weight == other_weight or None in (weight, other_weight)
            if as_heavy and part == other_part and (element == other or "" in (element, other)):
                yield properties


@cache
def planner_sheets() -> SplitSheet:
    """For the pages of people with an account."""

    def named_in(room: str) -> NamedClasses:
        own = [name for name in template_texts() if room_of(name) in (room, *EVERYWHERE)]
        return NamedClasses(sorted(reached_parts(own, _stands_on)), _drawing())

    return SplitSheet({room: named_in(room) for room in rooms()}, unnamed_too=True)


@cache
def public_sheets() -> SplitSheet:
    """For the pages of people without one: a fifth of it, and nothing that none of them names."""

    def named_in(place: str) -> NamedClasses:
        own = [name for name in public_pages() if folder_of(name) == place]
        return NamedClasses(sorted(reached_parts(own, parts_named_by)))

    return SplitSheet({place: named_in(place) for place in public_places()}, unnamed_too=False)


@cache
def public_places() -> tuple[str, ...]:
    """The folders of templates that have pages for people without an account: who opens a link comes to one of them."""
    return tuple(sorted({folder_of(name) for name in public_pages()} - {*SHARED}))


def all_sheets() -> dict[str, Callable[[], bytes]]:
    """What makes each sheet there is, by its file."""
    made = {BASE_SHEET: planner_sheets().base, PUBLIC_SHEET: public_sheets().base}
    for begins, sheets, of in (
        ("room", planner_sheets(), rooms()),
        ("public", public_sheets(), public_places()),
    ):
        made |= {_sheet_name(begins, place): partial(sheets.beside, place) for place in of}
    return made


def _sheet_name(begins: str, place: str) -> str:
    return f"{begins}-{place.replace('/', '-')}.css"


@cache
def sheets_version() -> str:
    """Another one when anything changes of which sheets are made; none has to be made to tell it."""
    made_of = [whole_sheet(), *template_texts().values(), *_scripts().values(), *_drawing()]
    makers = ("web/style_sheets.py", "web/template_parts.py", "lib/css.py")
    made_of += [(PACKAGE / name).read_text(encoding="utf-8") for name in makers]
    return hashlib.sha256("\0".join(made_of).encode()).hexdigest()[:10]


@cache
def sheets_of(template: str, *, public: bool) -> tuple[str, ...]:
    """The files of the sheets of a page: a base, and that of its place."""
    if public:
        base, begins, place, of = PUBLIC_SHEET, "public", folder_of(template), public_places()
    else:
        base, begins, place, of = BASE_SHEET, "room", room_of(template), rooms()
    return (base, _sheet_name(begins, place)) if place in of else (base,)


@cache
def uses_htmx(template: str) -> bool:
    """Whether something on a page, or taken in by it, is asked for or sent without another page, by itself or by a script."""
    reached = reached_parts({template} & template_texts().keys(), _stands_on)
    texts = [part_text(name) for name in reached if not name.startswith("macros/")]
    scripts = [_scripts()[name] for text in texts for name in _scripts_named(text)]
    return any(map(_HTMX.search, texts)) or any(map(_HTMX_CALLED.search, scripts))
