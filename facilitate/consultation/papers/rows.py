"""From rows of a table to answers: what each row says once it is known what the columns are."""

import hashlib
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date
from typing import Any

from ...exchange.headings import heading_key
from ...lib.days import find_column_order, typed_day
from ..answering.sent import SentAnswer, SentPick
from .columns import COUNTY, DAY, LANGUAGE, NAME, ORGANISATION, SECTOR, Row
from .matching import (
    AskedKind,
    AskedQuestion,
    SurveyLists,
    cell_text,
    is_ticked,
    language_of,
    offers_by_name,
    point_of,
    rank_of,
    split_choices,
    stem_text,
)
from .plan import (
    LEAVE_OUT,
    AnswerProblem,
    AnswersPlan,
    AnswersReading,
    AnswerTrouble,
    ReadAnswer,
    UnknownMeaning,
    place_value,
    value_key,
)

LONGEST = 20_000
"""Characters of a text; what is longer was hardly written by one person."""
LONGEST_NAME = 200


def read_answer_rows(
    rows: Sequence[Row],
    plan: AnswersPlan,
    asked: Sequence[AskedQuestion],
    lists: SurveyLists,
    today: date,
    key: bytes,
    old_keys: Sequence[bytes] = (),
) -> AnswersReading:
    """Read the rows below the headings. `key` makes receipts that nobody can recompute from guesses."""
    reader = _AnswersReader(plan=plan, asked=asked, lists=lists, today=today, rows=rows)
    receipt, older = _receipts(key), [_receipts(old) for old in old_keys]
    for number, cells in rows:
        reader.row = number
        try:
            sent, given_on, language = reader.sent(cells)
        except _LeftOut as left_out:
            reader.trouble(left_out.trouble, left_out.value)
            continue
        reader.reading.rows.append(
            ReadAnswer(
                row=number,
                sent=sent,
                given_on=given_on,
                language=language,
                receipt=receipt(sent),
                older=tuple(one(sent) for one in older),
            )
        )
    counts = sorted(reader.unknown.items(), key=lambda one: (one[0][0], -one[1][1], one[1][0]))
    reader.reading.unknown = [
        UnknownMeaning(target, text, times) for (target, _key), (text, times) in counts
    ]
    return reader.reading


def _receipts(key: bytes) -> Callable[[SentAnswer], str]:
    """Receipts out of what is kept of a row, and how many rows before it say the same.

    A later export of the same survey, longer or in another order, gives the same receipts for the same rows.
    """
    seen = Counter[str]()

    def receipt(sent: SentAnswer) -> str:
        content = repr(sent)
        seen[content] += 1
        what = f"{content}{seen[content]}".encode("utf-8", "replace")
        return "in-" + hashlib.blake2b(what, key=key[:64], digest_size=20).hexdigest()

    return receipt


class _LeftOut(Exception):
    def __init__(self, trouble: AnswerTrouble, value: str = "") -> None:
        super().__init__(trouble.value)
        self.trouble, self.value = trouble, value


class _AnswersReader:
    """Reads row after row, and collects what is unclear."""

    def __init__(
        self,
        plan: AnswersPlan,
        asked: Sequence[AskedQuestion],
        lists: SurveyLists,
        today: date,
        rows: Sequence[Row],
    ) -> None:
        self.plan, self.lists, self.today, self.row = plan, lists, today, 0
        self.reading = AnswersReading()
        self.unknown: dict[tuple[str, str], tuple[str, int]] = {}
        self.questions = {question.id: question for question in asked}
        self.known = {question.id: offers_by_name(question.offers) for question in asked}
        self.of_choice = {offer.id: question for question in asked for offer in question.offers}
        self.places: dict[str, list[int]] = {}
        for place, purpose in enumerate(plan.columns):
            self.places.setdefault(purpose, []).append(place)
        self.order = find_column_order(
            cells[place] for place in self.places.get(DAY, []) for _n, cells in rows
        )

    def trouble(self, trouble: AnswerTrouble, value: str = "") -> None:
        self.reading.problems.append(AnswerProblem(self.row, trouble, value[:80]))

    def sent(self, cells: Sequence[Any]) -> tuple[SentAnswer, date, str]:
        """The answer in a row, its day and its language. Raises _LeftOut."""
        texts, picks = self._said(cells)
        if not texts and not picks:
            raise _LeftOut(AnswerTrouble.NOTHING_SAID)
        sector = self._sector(self._text(cells, SECTOR))
        county, capital = self._place(self._text(cells, COUNTY))
        name, organisation = (self._short(cells, purpose) for purpose in (NAME, ORGANISATION))
        sent = SentAnswer(
            sector=sector,
            county=county,
            capital=capital,
            texts=texts,
            picks=picks,
            name=name,
            organisation=organisation,
        )
        return sent, self._day(cells), self._language(self._text(cells, LANGUAGE))

    def _text(self, cells: Sequence[Any], purpose: str) -> str:
        """What the columns of that purpose say, several below one another."""
        found = (cell_text(cells[place]) for place in self.places.get(purpose, []))
        return "\n".join(text for text in found if text)

    def _short(self, cells: Sequence[Any], purpose: str) -> str:
        text = self._text(cells, purpose)
        if len(text) > LONGEST_NAME:
            raise _LeftOut(AnswerTrouble.TOO_LONG, text)
        return text

    def _decided(self, target: str, text: str) -> str:
        """What somebody decided that a value means; a value nobody knows is noted."""
        noted = self.unknown.get((target, heading_key(text) or text), (text, 0))
        self.unknown[target, heading_key(text) or text] = (noted[0], noted[1] + 1)
        return self.plan.values.get(value_key(target, text), "")

    def _number(self, target: str, text: str, allowed: Collection[int]) -> int | None:
        """What a value means by somebody's decision; where nobody has decided, that is a problem of the row."""
        decided = self._decided(target, text)
        number = (
            int(decided) if decided.isascii() and decided.isdigit() and len(decided) < 10 else None
        )
        if number is not None and number in allowed:
            return number
        if decided != LEAVE_OUT:
            self.trouble(AnswerTrouble.UNKNOWN_VALUE, text)
        return None

    def _sector(self, text: str) -> int:
        if (known := self.lists.sectors.get(stem_text(text))) is not None:
            return known
        if not text and self.plan.sector is not None:
            return self.plan.sector
        decided = self._decided(SECTOR, text) if self.places.get(SECTOR) else ""
        found = next((one for one in self.lists.sectors.values() if str(one) == decided), None)
        if found is None:
            raise _LeftOut(
                AnswerTrouble.LEFT_OUT if decided == LEAVE_OUT else AnswerTrouble.NO_SECTOR, text
            )
        return found

    def _place(self, text: str) -> tuple[int | None, bool | None]:
        if not text:
            return None, None
        if (known := self.lists.places.get(stem_text(text))) is not None:
            return known
        decided = self._decided(COUNTY, text)
        found = next(
            (one for one in self.lists.places.values() if place_value(*one) == decided), None
        )
        if found is None and decided != LEAVE_OUT:
            self.trouble(AnswerTrouble.UNKNOWN_VALUE, text)
        return found or (None, None)

    def _day(self, cells: Sequence[Any]) -> date:
        for place in self.places.get(DAY, []):
            try:
                day = typed_day(cells[place], order=self.order)
            except (ValueError, OverflowError):
                self.trouble(AnswerTrouble.NO_DAY, cell_text(cells[place]))
                break
            if day and day > self.today:
                self.trouble(AnswerTrouble.DAY_TO_COME, cell_text(cells[place]))
                break
            if day:
                return day
        return self.plan.given_on

    def _language(self, text: str) -> str:
        found = language_of(text)
        if text and found is None:
            self.trouble(AnswerTrouble.NO_LANGUAGE, text)
        return found or self.plan.language

    def _said(self, cells: Sequence[Any]) -> tuple[dict[int, str], list[SentPick]]:
        texts: dict[int, str] = {}
        picks: list[SentPick] = []
        ranks: dict[int, list[SentPick]] = {}
        for purpose in self.places:
            what, _dash, number = purpose.partition("-")
            text = self._text(cells, purpose) if number else ""
            if not text:
                continue
            asked = self.questions if what == "question" else self.of_choice
            question = asked.get(int(number))
            if question is None:  # it was removed since somebody said what the columns are
                continue
            if what == "choice":
                found = self._of_choice(question, int(number), text)
                (
                    ranks.setdefault(question.id, [])
                    if question.kind is AskedKind.RANKING
                    else picks
                ).extend(found)
            elif question.kind is AskedKind.OPEN:
                if len(text) > LONGEST:
                    raise _LeftOut(AnswerTrouble.TOO_LONG, text)
                texts[question.id] = text
            elif question.kind is AskedKind.RANKING:
                ranks.setdefault(question.id, []).extend(self._picks(question, text))
            else:
                picks.extend(self._picks(question, text))
        for ranking in ranks.values():
            picks += self._in_order(ranking)
        return texts, _unlike(picks)

    def _of_choice(self, question: AskedQuestion, choice: int, text: str) -> Iterator[SentPick]:
        """A column that belongs to one choice: ticked or not, in a ranking its place."""
        ranked = question.kind is AskedKind.RANKING
        rank = rank_of(text, len(question.offers)) if ranked else None
        if rank is not None or (is_ticked(text) and not ranked):
            yield SentPick(question.id, choice, rank)
        elif is_ticked(text):
            self.trouble(AnswerTrouble.UNKNOWN_VALUE, text)

    def _picks(self, question: AskedQuestion, text: str) -> Iterator[SentPick]:
        """A column that holds what was chosen, or a point of a scale."""
        target = f"question-{question.id}"
        if question.kind is AskedKind.SCALE:
            point = point_of(text, question.low, question.high) or self._number(
                target, text, range(1, 6)
            )
            yield from [] if point is None else [SentPick(question.id, None, point)]
            return
        several, ranked = question.kind is not AskedKind.SINGLE, question.kind is AskedKind.RANKING
        found = split_choices(text, self.known[question.id]) if several else [text]
        for rank, piece in enumerate(found, 1):
            choice = self.known[question.id].get(heading_key(piece))
            if choice is None:
                choice = self._number(target, piece, [offer.id for offer in question.offers])
            if choice is not None:
                yield SentPick(question.id, choice, rank if ranked else None)

    def _in_order(self, found: list[SentPick]) -> list[SentPick]:
        """A ranking whose choices and places come once each; where they do not, it says nothing."""
        ranks = [pick.number for pick in found]
        if len(set(ranks)) < len(ranks) or len({pick.choice for pick in found}) < len(found):
            self.trouble(AnswerTrouble.RANK_TWICE)
            return []
        return found


def _unlike(picks: list[SentPick]) -> list[SentPick]:
    """Each choice once: two columns or two pieces may say the same."""
    return list({(pick.question, pick.choice): pick for pick in picks}.values())
