"""From text to quantities: numbers in figures and words, and the currency that stands with them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

import regex

from novads.mentions.money.figures import RUN_PATTERN, SPACES, Figure, Run
from novads.mentions.money.numerals import HALF, Term, evaluate, plain
from novads.mentions.money.rules import BLANK, CurrencyHit, Lexicon

__all__ = ["Quantity", "read_quantities"]

_SCAN: Final = regex.compile(rf"(?<run>{RUN_PATTERN})|\p{{L}}++")
_GAP: Final = regex.compile(rf"{BLANK}{{1,3}}|{BLANK}{{0,3}}\n{BLANK}{{0,3}}")
_JOIN: Final = regex.compile(rf"{BLANK}{{0,3}}(?:\n{BLANK}{{0,3}})?")
_HALF: Final = regex.compile(r"\s+ar\s+pusi(?!\p{L})", regex.IGNORECASE)
_WHOLE: Final = regex.compile(r"[.,]\s?[-–—]{1,2}(?![\d])")
_COPY: Final = regex.compile(rf"{BLANK}{{0,2}}\(\s?([^()\n]{{1,240}})\)")
_ELLIPSIS: Final = regex.compile(r"\s*(?:\.{2,3}|…)\s*$")
_WORD: Final = regex.compile(r"\p{L}+|\d+")
_STRAY_DECIMALS: Final = regex.compile(rf"\d{{1,3}}(?:[{SPACES}.']\d{{3}})+,{BLANK}$")
_VAGUE: Final = regex.compile(
    r"(?:vairāk|daudz|daž|neskaitām|desmit|simt|tūkstoš)\p{L}*\s+$", regex.IGNORECASE
)
_FIGURE_NEXT: Final = regex.compile(rf"{BLANK}{{0,2}}\d")
_UNIT: Final = regex.compile(r"[kdcm]?m")
_YEAR: Final = regex.compile(r"(?:19|20)\d\d")
_EURO_AS_NAME: Final = regex.compile(r"(?:(?:19|20)\d\d|\d)(?![\d.,])")
_MAX_TERMS: Final = 12
_COPY_FILLERS: Final = frozenset({"un", "ar", "komats", "pilni", "nulle"})


@dataclass(slots=True)
class Quantity:
    """A number with or without a currency. Offsets are half-open and include the currency."""

    start: int
    end: int
    number_start: int
    number_end: int
    amount: Decimal
    decimals: int = 0
    grouped: bool = False
    in_words: bool = False
    scale: Decimal = Decimal(1)
    readings: tuple[Decimal, ...] = ()
    problem: str | None = None
    hit: CurrencyHit | None = None
    shape: str = ""
    elided: bool = False
    upper: Decimal | None = None
    guessed: bool = False

    @property
    def has_currency(self) -> bool:
        """Whether it is a sum of money by its own currency."""
        return self.hit is not None


@dataclass(frozen=True, slots=True)
class _Item:
    """A figure run or a number word."""

    start: int
    end: int
    term: Term | None
    run: Run | None


def _items(text: str, start: int, end: int, lexicon: Lexicon) -> Iterator[_Item]:
    terms = lexicon.terms
    for match in _SCAN.finditer(text, start, end):
        if match.lastgroup == "run":
            yield _Item(match.start(), match.end(), None, Run(text, match.start(), match.end()))
            continue
        word = match.group().lower()
        stop = match.end()
        if text[stop : stop + 1] == "." and word + "." in terms:
            yield _Item(match.start(), stop + 1, terms[word + "."], None)
        elif word in terms:
            yield _Item(match.start(), stop, terms[word], None)


def _phrases(text: str, start: int, end: int, lexicon: Lexicon) -> Iterator[list[_Item]]:
    """Items with nothing but a blank between them ('3,2 milj.', 'trīs ar pusi miljoni')."""
    phrase: list[_Item] = []
    for item in _items(text, start, end, lexicon):
        if phrase:
            last = phrase[-1]
            gap = (last.end, item.start)
            half = _HALF.match(text, last.end, last.end + 16)
            if half is not None and half.end() < item.start and text[half.end()].isspace():
                phrase.append(_Item(half.start() + 1, half.end(), HALF, None))
                gap = (half.end(), item.start)
            glued = gap[0] == gap[1] and item.term is not None and item.term.kind == "scale"
            if not (glued or _GAP.fullmatch(text, *gap)) or (
                item.run is not None and "\n" in text[slice(*gap)]
            ):
                yield phrase
                phrase = []
        phrase.append(item)
    if phrase:
        yield phrase


def read_quantities(text: str, start: int, end: int, lexicon: Lexicon) -> list[Quantity]:
    """Every number in `text[start:end]`, in order, with the currency that stands with it."""
    found: list[Quantity] = []
    taken = start
    for phrase in _phrases(text, start, end, lexicon):
        if phrase[0].end <= taken:
            continue
        for quantity in _read_phrase(text, phrase, taken, end, lexicon):
            if found and quantity.start < found[-1].end:
                found.pop()  # its digits turned out to be this one's
            found.append(quantity)
            taken = max(taken, quantity.end)
    return found


def _read_phrase(
    text: str, phrase: list[_Item], taken: int, limit: int, lexicon: Lexicon
) -> Iterator[Quantity]:
    first = phrase[0]
    before = None
    if first.run is not None:
        before = lexicon.currency_before(text, first.start, taken)
        if before is not None and _is_name(text, before[1], first.start):
            before = None
    end = phrase[-1].end
    whole = _WHOLE.match(text, end, end + 5)
    number_end = whole.end() if whole is not None else end
    copy_end, copy, elided = _copy(text, number_end, lexicon)
    after = None
    for at in {copy_end, number_end} if copy or elided else {number_end}:
        gap = _JOIN.match(text, at)
        after = after or lexicon.currency_at(text, gap.end() if gap else at)
    if after is not None and (after[1] > limit or _is_next(text, phrase, number_end, after[1])):
        after = None
    if before is not None:
        quantity = _prefix(text, phrase, lexicon)
        if quantity is not None:
            whole_phrase = quantity.number_end == end
            quantity.hit, quantity.start = before[0], before[1]
            quantity.shape = "currency-before"
            if whole_phrase:
                quantity.end = quantity.number_end = number_end
                if after is not None and after[0].rule.code == before[0].rule.code:
                    quantity.end, quantity.shape = after[1], "currency-both"
                _add_copy(text, quantity, copy_end, copy, elided, lexicon)
            yield quantity
            if whole_phrase:
                return
    found = _suffix(text, phrase, lexicon, wanted=after is not None)
    if found is None:
        return
    if before is not None and found.start < end and found.number_start <= phrase[0].start:
        return  # the prefix has it
    if after is None:
        found.number_end = found.end = end
        if elided:
            found.end, found.elided = copy_end, True
        yield found
        return
    found.number_end = number_end
    found.hit, found.end = after
    if found.hit.is_cents:
        found.shape = "cents"
    elif found.in_words:
        found.shape = "number-words"
    else:
        found.shape = "currency-after"
    if found.hit.rule.problem and not found.problem:
        found.problem = found.hit.rule.problem
    if copy_end <= found.end and copy:
        _check_copy(found, copy, lexicon)
    else:
        copy_end, copy, elided = _copy(text, found.end, lexicon)
        _add_copy(text, found, copy_end, copy, elided, lexicon)
    yield found


def _is_next(text: str, phrase: list[_Item], number_end: int, end: int) -> bool:
    """Whether the currency rather belongs to a figure behind it: 'gadā 2021 EUR 500'."""
    if not _FIGURE_NEXT.match(text, end, end + 4):
        return False
    if "\n" in text[number_end:end]:
        return True
    last = phrase[-1].run
    return last is not None and bool(_YEAR.fullmatch(last.group_text(last.count - 1)))


def _is_name(text: str, start: int, figure: int) -> bool:
    """'EURO 2024' and 'EURO 6' are a tournament and a standard."""
    return text[start:figure].strip().lower() == "euro" and bool(
        _EURO_AS_NAME.match(text, figure, figure + 8)
    )


def _from_figure(figure: Figure) -> Quantity:
    return Quantity(
        start=figure.start,
        end=figure.end,
        number_start=figure.start,
        number_end=figure.end,
        amount=figure.amount,
        decimals=figure.decimals,
        grouped=figure.grouped,
        readings=figure.readings,
        problem=figure.problem,
    )


def _scaled(figure: Figure, terms: list[Term]) -> Quantity | None:
    """A figure with number words behind it; before a scale three decimals are decimals."""
    amount = figure.amount
    if not terms:
        return _from_figure(figure)
    quantity = _from_figure(figure)
    if terms[0].kind in ("scale", "half") and figure.readings and figure.amount % 1 == 0:
        amount = min(figure.readings)
        quantity = replace(quantity, readings=(), problem=None, grouped=False)
    value = evaluate([Term(amount, "figure"), *terms])
    if value is None:
        return None
    scales = [t.value for t in terms if t.kind == "scale"]
    quantity.amount = plain(value)
    quantity.scale = scales[-1] if len(scales) == 1 and terms[-1].kind == "scale" else Decimal(1)
    quantity.decimals = 0
    return quantity


def _prefix(text: str, phrase: list[_Item], lexicon: Lexicon) -> Quantity | None:
    """The longest quantity that the phrase starts with, for a currency that stands before it."""
    run = phrase[0].run
    assert run is not None
    figure = run.prefix()
    if figure is None:
        return None
    terms: list[Term] = []
    end = figure.end
    if figure.end == phrase[0].end:
        for item in phrase[1:_MAX_TERMS]:
            if item.term is None or item.term.kind not in ("scale", "half"):
                break
            terms.append(item.term)
            end = item.end
    quantity = _scaled(figure, terms)
    if quantity is None:
        return None
    quantity.end = quantity.number_end = end
    return quantity


def _suffix(text: str, phrase: list[_Item], lexicon: Lexicon, *, wanted: bool) -> Quantity | None:
    """The longest quantity that the phrase ends with."""
    phrase = phrase[-_MAX_TERMS:]
    for index, item in enumerate(phrase):
        rest = phrase[index + 1 :]
        if item.run is not None:
            quantity = _figure_first(text, item, rest, lexicon, wanted=wanted)
        else:
            quantity = _words_first(text, phrase[index:])
        if quantity is not None:
            quantity.end = phrase[-1].end
            return quantity
    return None


def _figure_first(
    text: str, item: _Item, rest: list[_Item], lexicon: Lexicon, *, wanted: bool
) -> Quantity | None:
    run = item.run
    assert run is not None
    terms: list[Term] = []
    for other in rest:
        if other.term is None:
            figure = other.run.suffix() if other.run is not None else None
            if figure is None or figure.start != other.start:
                return None
            terms.append(Term(figure.amount, "figure"))
        else:
            terms.append(other.term)
    skip, owned = _owned(text, run, lexicon)
    figure = run.suffix(skip)
    if figure is None and skip and not owned:
        skip, figure = 0, run.suffix()
    if figure is None:
        figure = run.broken() if wanted and not owned else None
    if figure is None:
        return None
    quantity = _scaled(figure, terms)
    if quantity is None:
        return None
    if skip and not quantity.readings:
        longer = run.suffix()
        if longer is not None and longer.start < figure.start and not terms:
            quantity.readings = (figure.amount, longer.amount)
            quantity.problem = "the first digits may be another number"
    if not terms and run.count == 1 and len(run.group_text(0)) == 2:
        stray = _STRAY_DECIMALS.search(text[max(0, run.start - 24) : run.start])
        if stray is not None:
            return _with_stray_decimals(text, quantity, len(stray.group()))
    return quantity


def _with_stray_decimals(text: str, quantity: Quantity, length: int) -> Quantity:
    """'12 345, 67 EUR': a blank behind the decimal comma, unless it is a list."""
    start = quantity.start - length
    head = regex.sub(r"\D", "", text[start : quantity.start])
    quantity.amount = Decimal(f"{head}.{text[quantity.start : quantity.end]}")
    quantity.start = quantity.number_start = start
    quantity.decimals, quantity.grouped = 2, True
    quantity.problem = "a blank stands behind the decimal comma"
    return quantity


def _owned(text: str, run: Run, lexicon: Lexicon) -> tuple[int, bool]:
    """How many groups at the run's start belong to what stands before it, and whether surely.

    'Nr. 5 100 000 EUR', 'LV-4570 20 EUR', '120 m2 500 EUR', 'A7 500 EUR'.
    """
    window = text[max(0, run.start - 24) : run.start]
    if trap := lexicon.trap_before(window):
        return 1, trap.certain
    before = text[run.start - 1 : run.start]
    if before.isalpha() and lexicon.currency_before(text, run.start, run.start - 4) is None:
        word = regex.search(r"\p{L}+$", window)
        stem = word.group() if word else before
        if stem[-1].isupper() or _UNIT.fullmatch(stem):
            return 1, True
    if regex.search(r"[\p{L}_][/_]$", window):
        return 1, True
    return 0, False


def _words_first(text: str, items: list[_Item]) -> Quantity | None:
    terms: list[Term] = []
    for item in items:
        if item.term is None:
            run = item.run
            figure = run.suffix() if run is not None else None
            if figure is None or figure.start != item.start:
                return None
            terms.append(Term(figure.amount, "figure"))
        else:
            terms.append(item.term)
    value = evaluate(terms)
    if value is None:
        return None
    start = items[0].start
    if terms[0].kind in ("scale", "hundred") and _VAGUE.search(text[max(0, start - 24) : start]):
        return None
    scales = [t.value for t in terms if t.kind == "scale"]
    return Quantity(
        start=start,
        end=items[-1].end,
        number_start=start,
        number_end=items[-1].end,
        amount=plain(value),
        in_words=True,
        scale=scales[-1] if len(scales) == 1 and terms[-1].kind == "scale" else Decimal(1),
    )


def _copy(text: str, at: int, lexicon: Lexicon) -> tuple[int, str, bool]:
    """A spelled-out copy in brackets at the offset: where it ends, its words, whether elided."""
    match = _COPY.match(text, at, at + 250)
    if match is None:
        return at, "", False
    inside = match.group(1)
    if _ELLIPSIS.match(inside):
        return match.end(), "", True
    words = [w.lower() for w in _WORD.findall(inside)]
    known = [w.isdigit() or w in _COPY_FILLERS or lexicon.is_money_word(w) for w in words]
    if words and all(known) and not words[0].isdigit():
        return match.end(), inside, False
    return at, "", False


def _add_copy(
    text: str, quantity: Quantity, end: int, copy: str, elided: bool, lexicon: Lexicon
) -> None:
    if copy or elided:
        quantity.end = max(quantity.end, end)
    if copy:
        _check_copy(quantity, copy, lexicon)


def _check_copy(quantity: Quantity, copy: str, lexicon: Lexicon) -> None:
    """Mark a sum whose copy in words says another."""
    terms = []
    for word in _WORD.findall(copy):
        term = lexicon.terms.get(word.lower())
        if term is None:
            break
        terms.append(term)
    said = evaluate(terms) if terms else None
    if said is not None and said != quantity.amount // 1 and quantity.problem is None:
        quantity.problem = f"the words in brackets say {plain(said):f}"
        quantity.readings = (quantity.amount, plain(said))
