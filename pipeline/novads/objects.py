"""The objects that novads gives back: articles, mentions, records and what holds them.

Everything here is a strict, frozen Pydantic v2 model. This module imports nothing of the package,
so that any other layer may build on it, and none of the heavy libraries, so that it loads fast.

Offsets are half-open code-point offsets (`text[start:end]`) into the article's text as it came.
Dates of the proleptic Gregorian calendar are written in EDTF level 1 (ISO 8601-2:2019) with the
season codes 20-24 and the quarter codes 33-36 of level 2.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Generic, Literal, TypeVar

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    computed_field,
    model_validator,
)

__all__ = [
    "Article",
    "Claim",
    "Currency",
    "DateMention",
    "ErrorRecord",
    "Event",
    "EventKind",
    "EventStatus",
    "Extraction",
    "Funding",
    "FundingRole",
    "Kind",
    "Mention",
    "Money",
    "MoneyQualifier",
    "Organisation",
    "OrganisationKind",
    "Period",
    "Place",
    "PlaceKind",
    "Precision",
    "Programme",
    "Project",
    "ProjectTitle",
    "Region",
    "RegionKind",
    "SourceWarning",
    "Span",
    "TitleKind",
    "YearSource",
]

Confidence = Annotated[float, Field(ge=0.0, le=1.0)]
"""How sure the rule or model is, from 0 to 1. Rules state theirs; models' are calibrated."""

Currency = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
"""An ISO 4217 alphabetic code, such as EUR or LVL."""

T = TypeVar("T")


class _Model(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")


class Span(_Model):
    """A stretch of an article's text: half-open code-point offsets and the text between them."""

    start: int = Field(ge=0, description="offset of the first code point")
    end: int = Field(ge=0, description="offset after the last code point")
    text: str = Field(description="the text that stands there, unaltered")

    @model_validator(mode="after")
    def _check_length(self) -> Span:
        if self.end < self.start:
            raise ValueError(f"span ends ({self.end}) before it starts ({self.start})")
        if len(self.text) != self.end - self.start:
            raise ValueError(
                f"span [{self.start}:{self.end}] is {self.end - self.start} long, "
                f"its text {len(self.text)}: {self.text!r}"
            )
        return self

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share at least one code point."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end


class Article(_Model):
    """One article as it came: its text, and what its source says about it."""

    text: str = Field(description="the text, unaltered; all offsets point into it")
    title: str | None = None
    url: str | None = None
    published: dt.date | None = Field(
        default=None, description="publication date by the article's metadata: the reference date"
    )
    source_id: str | None = Field(
        default=None, description="what the reader calls it: a path, a row's id, a URL"
    )
    encoding: str | None = Field(
        default=None, description="what its bytes were decoded from, as decided by the reader"
    )
    duplicate_of: str | None = Field(
        default=None, description="the source id of the first article with the same text"
    )


class RegionKind(StrEnum):
    """What a stretch of the page is, as far as cleaning can tell."""

    BODY = "body"
    HEADING = "heading"
    CALENDAR = "calendar"
    NAVIGATION = "navigation"
    SHARING = "sharing"
    COOKIES = "cookies"
    CAPTION = "caption"
    COMMENTS = "comments"
    WIDGET = "widget"
    RELATED = "related"
    """Headlines of other articles."""
    LISTING = "listing"
    """Dated entries of other events: they give mentions, never records."""
    META = "meta"
    """The page's own publication or edit date: a date mention, never a record."""


class Region(_Model):
    """A stretch of the article's text and what it is.

    The regions of an extraction are sorted, don't overlap and leave no non-blank text out.
    """

    start: int = Field(ge=0)
    end: int = Field(ge=0)
    kind: RegionKind
    source: str = Field(description="the cleaning rule that decided")

    @property
    def is_article(self) -> bool:
        """Whether the region belongs to the article itself: records are made of these only."""
        return self.kind in (RegionKind.BODY, RegionKind.HEADING)

    @property
    def gives_mentions(self) -> bool:
        """Whether mentions are looked for in it."""
        return self.is_article or self.kind in (RegionKind.LISTING, RegionKind.META)


# --- mentions ---------------------------------------------------------------------------------


class Kind(StrEnum):
    """The six kinds of mention."""

    DATE = "DATE"
    PLACE = "PLACE"
    ORG = "ORG"
    PROGRAMME = "PROGRAMME"
    MONEY = "MONEY"
    PROJECT = "PROJECT"


class Mention(_Model):
    """A stretch of text that names something, with the value read from it."""

    id: str = Field(min_length=1, description="unique in its extraction: 'DATE:12-22'")
    span: Span
    source: str = Field(min_length=1, description="'rule:<rule id>' or 'model:<model name>'")
    confidence: Confidence = 1.0
    problem: str | None = Field(
        default=None, description="what is wrong with it as it reads, such as 'no such date'"
    )


class Precision(StrEnum):
    """How exact a date is. A range has the precision of its ends' finer one."""

    DAY = "day"
    WEEK = "week"
    PART_OF_MONTH = "part_of_month"
    MONTH = "month"
    QUARTER = "quarter"
    SEASON = "season"
    HALF_YEAR = "half_year"
    YEAR = "year"
    DECADE = "decade"
    UNKNOWN = "unknown"


class YearSource(StrEnum):
    """Where a date's year comes from."""

    STATED = "stated"
    """It stands in the mention itself."""
    TEXT = "text"
    """It was taken from another date of the same text (`year_from` says which)."""
    PUBLISHED = "published"
    """It was taken from the publication date in the article's metadata."""
    UNKNOWN = "unknown"
    """Nothing tells it; the EDTF string has XXXX."""


class DateMention(Mention):
    """A date, a range of dates or a deictic word (DATE)."""

    kind: Literal[Kind.DATE] = Kind.DATE
    edtf: str = Field(min_length=1, description="EDTF, such as 2022-06-18, 2022-06~, XXXX-11-03")
    earliest: dt.date | None = Field(default=None, description="first day it can mean")
    latest: dt.date | None = Field(default=None, description="last day it can mean")
    precision: Precision
    time_start: dt.time | None = Field(default=None, description="local clock time it starts at")
    time_end: dt.time | None = Field(default=None, description="local clock time it ends at")
    time_span: Span | None = Field(default=None, description="where the clock time was read")
    year_source: YearSource = YearSource.STATED
    year_from: Span | None = Field(default=None, description="the date that the year came from")
    is_range: bool = Field(default=False, description="from one date to another")
    is_deadline: bool = Field(
        default=False, description="an end that is open at the start ('līdz 28. jūlijam')"
    )
    is_period: bool = Field(default=False, description="a planning period or school year")

    @model_validator(mode="after")
    def _check_order(self) -> DateMention:
        if self.earliest and self.latest and self.latest < self.earliest:
            raise ValueError(f"date ends ({self.latest}) before it starts ({self.earliest})")
        if self.year_source is YearSource.TEXT and self.year_from is None:
            raise ValueError("a year taken from the text names the span it was taken from")
        return self


class MoneyQualifier(StrEnum):
    """What the words around an amount say of it."""

    UP_TO = "up_to"
    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    LESS_THAN = "less_than"
    ABOUT = "about"
    WITHOUT_VAT = "without_vat"
    WITH_VAT = "with_vat"


class FundingRole(StrEnum):
    """What a sum of money is for."""

    TOTAL = "total"
    ELIGIBLE = "eligible"
    INELIGIBLE = "ineligible"
    FUND = "fund"
    """The share of an EU fund, or of another programme."""
    STATE = "state"
    MUNICIPALITY = "municipality"
    PARTNER = "partner"
    PRIVATE = "private"
    LOAN = "loan"
    OWN = "own"
    """Co-financing whose payer isn't named ('līdzfinansējums')."""
    PREFINANCING = "prefinancing"
    CEILING = "ceiling"
    PRIZE = "prize"
    PRICE = "price"
    CONTRACT = "contract"
    OTHER = "other"


class Money(Mention):
    """A sum of money (MONEY). Never negative, never a float."""

    kind: Literal[Kind.MONEY] = Kind.MONEY
    amount: Decimal = Field(ge=0, description="the amount in `currency`")
    currency: Currency
    upper: Decimal | None = Field(default=None, description="the upper bound of a range of sums")
    readings: tuple[Decimal, ...] = Field(
        default=(), description="every reading, where the figure can be read in several ways"
    )
    qualifiers: tuple[MoneyQualifier, ...] = ()
    percent: Decimal | None = Field(
        default=None, description="the share of a whole that the text gives with it, in percent"
    )
    role: FundingRole | None = None

    @model_validator(mode="after")
    def _check_bounds(self) -> Money:
        if self.upper is not None and self.upper < self.amount:
            raise ValueError(f"range of sums ends ({self.upper}) below its start ({self.amount})")
        if any(r < 0 for r in self.readings):
            raise ValueError("money is never negative")
        return self

    @property
    def is_ambiguous(self) -> bool:
        """Whether the figure can be read in more than one way."""
        return len(self.readings) > 1


class PlaceKind(StrEnum):
    """What kind of place is named."""

    COUNTRY = "country"
    REGION = "region"
    MUNICIPALITY = "municipality"
    """A novads or a valstspilsēta's municipality, current or former (also rajons)."""
    PARISH = "parish"
    CITY = "city"
    VILLAGE = "village"
    STREET = "street"
    ADDRESS = "address"
    VENUE = "venue"
    NATURE = "nature"
    ROAD = "road"
    OTHER = "other"


class Place(Mention):
    """A place (PLACE), by its nominative name."""

    kind: Literal[Kind.PLACE] = Kind.PLACE
    name: str = Field(min_length=1, description="nominative: Milāna, Ķekavas novads")
    place_kind: PlaceKind
    country: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")] | None = Field(
        default=None, description="ISO 3166-1 alpha-2 code"
    )
    ids: Mapping[str, str] = Field(
        default_factory=dict, description="identifiers by scheme: geonames, iso3166, atvk"
    )
    within: str | None = Field(
        default=None, description="id of the mention of the place that contains it, where stated"
    )


class OrganisationKind(StrEnum):
    """What kind of organisation is named."""

    MUNICIPALITY = "municipality"
    GOVERNMENT = "government"
    COMPANY = "company"
    ASSOCIATION = "association"
    EDUCATION = "education"
    CULTURE = "culture"
    GROUP = "group"
    """A band, choir, dance group or team."""
    CHURCH = "church"
    FUNDER = "funder"
    INTERNATIONAL = "international"
    HEALTH = "health"
    OTHER = "other"


class Organisation(Mention):
    """An organisation (ORG), by the nominative of its whole name."""

    kind: Literal[Kind.ORG] = Kind.ORG
    name: str = Field(min_length=1, description="nominative: Ķekavas novada pašvaldība")
    org_kind: OrganisationKind = OrganisationKind.OTHER
    canonical: str | None = Field(
        default=None, description="id by which its names are one, such as 'lad'; None if unlisted"
    )


class Programme(Mention):
    """A fund or programme, or a measure of one (PROGRAMME)."""

    kind: Literal[Kind.PROGRAMME] = Kind.PROGRAMME
    name: str = Field(min_length=1, description="nominative of the surface form")
    canonical: str | None = Field(default=None, description="id in rules/programmes, such as ERAF")
    edition: str | None = Field(default=None, description="the edition named, such as 'URBACT III'")
    period: str | None = Field(default=None, description="EDTF interval of years, 2014/2020")
    fund: str | None = Field(default=None, description="canonical id of the fund that it draws on")
    number: str | None = Field(default=None, description="the measure's number, such as 19.2")


class TitleKind(StrEnum):
    """Which of a project's names is given."""

    TITLE = "title"
    ACRONYM = "acronym"
    NUMBER = "number"


class ProjectTitle(Mention):
    """A project's own title, acronym or number (PROJECT)."""

    kind: Literal[Kind.PROJECT] = Kind.PROJECT
    name: str = Field(min_length=1, description="as written, in the nominative where inflected")
    title_kind: TitleKind = TitleKind.TITLE


AnyMention = Annotated[
    DateMention | Money | Place | Organisation | Programme | ProjectTitle,
    Field(discriminator="kind"),
]


# --- records ----------------------------------------------------------------------------------


class Claim(_Model, Generic[T]):
    """One value of a record, with what it rests on.

    `mentions` holds the ids of the mentions it was read from, `spans` the stretches of text (those
    of the mentions, or others, such as an event's title). A computed value says so and names its
    parts.
    """

    value: T
    mentions: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()
    source: str = Field(min_length=1, description="'rule:<rule id>' or 'model:<model name>'")
    confidence: Confidence = 1.0
    computed: bool = Field(default=False, description="worked out, not stated in the text")


class Period(_Model):
    """When something is: one EDTF string, its bounds, and clock times where the text gives them."""

    # `start` and `end` are written to JSON and worked out again when it is read
    model_config = ConfigDict(extra="ignore")

    edtf: str = Field(min_length=1)
    earliest: dt.date | None = None
    latest: dt.date | None = None
    time_start: dt.time | None = None
    time_end: dt.time | None = None
    year_source: YearSource = YearSource.STATED

    @model_validator(mode="after")
    def _check_order(self) -> Period:
        if self.earliest and self.latest and self.latest < self.earliest:
            raise ValueError(f"period ends ({self.latest}) before it starts ({self.earliest})")
        return self

    @computed_field(description="EDTF of the start, with the clock time: 2020-09-05T11:00")  # type: ignore[prop-decorator]
    @property
    def start(self) -> str | None:
        """EDTF of the start, with the clock time where there is one."""
        return _at(self.edtf.split("/")[0], self.time_start)

    @computed_field(description="EDTF of the end, with the clock time where there is one")  # type: ignore[prop-decorator]
    @property
    def end(self) -> str | None:
        """EDTF of the end: a range's last date, or the clock time at which a day's event ends."""
        first, _, last = self.edtf.partition("/")
        if last:
            return _at(last, self.time_end)
        return _at(first, self.time_end) if self.time_end else None


def _at(edtf: str, time: dt.time | None) -> str | None:
    if edtf in ("", ".."):
        return None
    return f"{edtf}T{time:%H:%M}" if time else edtf


class EventKind(StrEnum):
    """What kind of event it is."""

    MEETING = "meeting"
    VISIT = "visit"
    FESTIVAL = "festival"
    CONCERT = "concert"
    EXHIBITION = "exhibition"
    SEMINAR = "seminar"
    OPENING = "opening"
    CALL = "call"
    CONSULTATION = "consultation"
    CONSTRUCTION = "construction"
    OTHER = "other"


class EventStatus(StrEnum):
    """What the text says of the event."""

    PLANNED = "planned"
    PAST = "past"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"
    UNKNOWN = "unknown"


class Event(_Model):
    """Something that takes place at a time."""

    id: str = Field(min_length=1)
    kind: EventKind
    title: Claim[str] | None = Field(default=None, description="in the text's own words")
    when: Claim[Period] | None = None
    previous: Claim[Period] | None = Field(default=None, description="a postponed event's old date")
    place: Claim[str] | None = Field(default=None, description="the most specific named place")
    within: tuple[Claim[str], ...] = Field(
        default=(), description="the places that contain it, from the inside out"
    )
    venue: Claim[str] | None = Field(
        default=None, description="a venue without a proper name, such as 'kultūras namā'"
    )
    organisers: tuple[Claim[str], ...] = ()
    participants: tuple[Claim[str], ...] = ()
    project: str | None = Field(default=None, description="id of the project that it belongs to")
    part_of: str | None = Field(default=None, description="id of the event that it is part of")
    status: EventStatus = EventStatus.UNKNOWN
    spans: tuple[Span, ...] = Field(default=(), description="the sentences that tell of it")
    source: str = Field(min_length=1)
    confidence: Confidence = 1.0


class Funding(_Model):
    """One line of a project's money: how much, from whom, in which role."""

    amount: Claim[Decimal] | None = Field(
        default=None, description="None where only the share in percent is stated"
    )
    currency: Currency | None = None
    percent: Claim[Decimal] | None = None
    payer: Claim[str] | None = Field(default=None, description="who pays, in the nominative")
    role: FundingRole
    qualifiers: tuple[MoneyQualifier, ...] = ()

    @model_validator(mode="after")
    def _check_amount(self) -> Funding:
        if self.amount is None and self.percent is None:
            raise ValueError("a funding line has an amount or a percentage")
        if self.amount is not None and self.amount.value < 0:
            raise ValueError("money is never negative")
        if (self.amount is None) != (self.currency is None):
            raise ValueError("an amount has a currency, and a currency an amount")
        return self


class Project(_Model):
    """A project: names, programme, partners, money and dates, as far as the text states them."""

    id: str = Field(min_length=1)
    name: Claim[str] | None = None
    acronym: Claim[str] | None = None
    number: Claim[str] | None = None
    programme: Claim[str] | None = Field(
        default=None, description="canonical id of the programme, or its name where unlisted"
    )
    edition: Claim[str] | None = Field(default=None, description="such as 'URBACT III'")
    programmes: tuple[Claim[str], ...] = Field(
        default=(), description="every programme, fund and measure, in the text's order"
    )
    lead: Claim[str] | None = None
    partners: tuple[Claim[str], ...] = ()
    funding: tuple[Funding, ...] = ()
    total: Funding | None = None
    start: Claim[Period] | None = None
    end: Claim[Period] | None = None
    spans: tuple[Span, ...] = Field(default=(), description="the sentences that name it")
    source: str = Field(min_length=1)
    confidence: Confidence = 1.0

    @model_validator(mode="after")
    def _check_order(self) -> Project:
        if self.start and self.end:
            first, last = self.start.value.earliest, self.end.value.latest
            if first and last and last < first:
                raise ValueError(f"project ends ({last}) before it starts ({first})")
        return self


class SourceWarning(_Model):
    """Something in the source that doesn't agree or can't be resolved, told, not repaired."""

    code: str = Field(min_length=1, description="such as 'shares-do-not-add-up'")
    message: str
    record: str | None = Field(default=None, description="id of the record it is about")
    mentions: tuple[str, ...] = ()


class Extraction(_Model):
    """All that was read from one article. Every span and every mention named is checked."""

    article: Article
    regions: tuple[Region, ...] = ()
    mentions: tuple[AnyMention, ...] = ()
    events: tuple[Event, ...] = ()
    projects: tuple[Project, ...] = ()
    warnings: tuple[SourceWarning, ...] = ()

    @model_validator(mode="after")
    def _check_references(self) -> Extraction:
        text = self.article.text
        for span in _spans(self):
            if text[span.start : span.end] != span.text:
                raise ValueError(
                    f"span [{span.start}:{span.end}] says {span.text!r}, "
                    f"the article {text[span.start : span.end]!r}"
                )
        ids = [m.id for m in self.mentions]
        _check_unique("mention", ids)
        records = [e.id for e in self.events] + [p.id for p in self.projects]
        _check_unique("record", records)
        known = set(ids)
        for named in _named_mentions(self):
            if named not in known:
                raise ValueError(f"a record names the mention {named!r}, which does not exist")
        events, projects = {e.id for e in self.events}, {p.id for p in self.projects}
        for event in self.events:
            if event.part_of is not None and (
                event.part_of not in events or event.part_of == event.id
            ):
                raise ValueError(f"{event.id} is part of {event.part_of!r}: no other event")
            if event.project is not None and event.project not in projects:
                raise ValueError(f"{event.id} names the project {event.project!r}, which is none")
        for warning in self.warnings:
            if warning.record is not None and warning.record not in {*events, *projects}:
                raise ValueError(f"a warning names the record {warning.record!r}, which is none")
        return self

    def of(self, kind: Kind) -> tuple[Any, ...]:
        """The mentions of one kind, in the text's order."""
        return tuple(m for m in self.mentions if m.kind is kind)

    def mention(self, mention_id: str) -> AnyMention:
        """The mention with this id.

        Raises:
            KeyError: if there is none.
        """
        for m in self.mentions:
            if m.id == mention_id:
                return m
        raise KeyError(mention_id)


class ErrorRecord(_Model):
    """What became of an article that could not be read or processed."""

    source_id: str = Field(description="the path, row or address")
    stage: Literal["read", "extract"]
    error: str = Field(description="the exception's class")
    reason: str = Field(description="what is wrong, for a person")


def _check_unique(what: str, ids: list[str]) -> None:
    seen: set[str] = set()
    for one in ids:
        if one in seen:
            raise ValueError(f"two {what}s have the id {one!r}")
        seen.add(one)


def _parts(value: Any) -> Iterator[BaseModel]:
    """Every model below `value`, itself included, depth first."""
    if isinstance(value, BaseModel):
        yield value
        for name in type(value).model_fields:
            yield from _parts(getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            yield from _parts(item)


def _spans(extraction: Extraction) -> Iterator[Span]:
    for group in (extraction.mentions, extraction.events, extraction.projects):
        yield from (part for part in _parts(group) if isinstance(part, Span))


def _named_mentions(extraction: Extraction) -> Iterator[str]:
    for group in (extraction.events, extraction.projects, extraction.warnings):
        for part in _parts(group):
            if isinstance(part, Claim | SourceWarning):
                yield from part.mentions
    for mention in extraction.mentions:
        if isinstance(mention, Place) and mention.within is not None:
            yield mention.within
