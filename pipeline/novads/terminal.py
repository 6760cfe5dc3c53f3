"""A readable summary of extractions for the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from rich.markup import escape
from rich.padding import Padding
from rich.table import Table

from novads.objects import (
    Claim,
    Event,
    Extraction,
    Funding,
    Period,
    Project,
    YearSource,
)

if TYPE_CHECKING:
    from rich.console import Console

    from novads.batch.local import RunSummary

__all__ = ["print_extraction", "print_summary"]


def print_extraction(console: Console, extraction: Extraction) -> None:
    """Print one article's projects, events and warnings."""
    source = extraction.article.source_id or "article"
    console.rule(f"[bold]{escape(source)}[/]", align="left", characters="─")
    for project in extraction.projects:
        console.print(f"[bold green]Project[/]  [bold]{escape(_project_name(project))}[/]")
        _rows(console, _project_rows(project))
    for event in extraction.events:
        title = event.title.value if event.title else "(untitled)"
        console.print(f"[bold cyan]Event[/]    [bold]{escape(title)}[/]")
        _rows(console, _event_rows(event, extraction))
    if not extraction.projects and not extraction.events:
        console.print("[dim]no events, no projects[/]")
    for warning in extraction.warnings:
        console.print(f"[yellow]Warning[/]  {escape(warning.message)}")
    console.print()


def print_summary(console: Console, summary: RunSummary, written: Sequence[str] = ()) -> None:
    """Print a run's closing lines.

    Args:
        console: where to.
        summary: what became of the articles.
        written: the files that were written.
    """
    parts = [
        _count(summary.articles, "article"),
        _count(summary.events, "event"),
        _count(summary.projects, "project"),
        _count(summary.warnings, "warning"),
        _count(summary.errors, "error"),
    ]
    console.print("[bold]" + ", ".join(parts) + "[/]")
    if summary.duplicates:
        console.print(
            f"{_count(summary.duplicates, 'article')} with the text of another: linked to it, "
            "and not told again"
        )
    if summary.repeated:
        console.print(f"{_count(summary.repeated, 'article')} given more than once")
    if summary.already_done:
        console.print(f"{_count(summary.already_done, 'article')} done by an earlier run")
    for path in written:
        console.print(f"Written: {escape(path)}", soft_wrap=True)
    if summary.stopped:
        console.print("[yellow]Stopped before the end.[/] The same command with --resume goes on.")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _rows(console: Console, rows: Iterator[tuple[str, str]]) -> None:
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for label, value in rows:
        table.add_row(label, escape(value))
    if table.row_count:
        console.print(Padding(table, (0, 0, 0, 9)))


def _project_name(project: Project) -> str:
    for claim in (project.name, project.acronym, project.number):
        if claim is not None:
            return claim.value
    return "(unnamed)"


def _project_rows(project: Project) -> Iterator[tuple[str, str]]:
    if project.name and project.acronym:
        yield "acronym", project.acronym.value
    if project.number and (project.name or project.acronym):
        yield "number", project.number.value
    if project.programme:
        edition = f" ({project.edition.value})" if project.edition else ""
        yield "programme", project.programme.value + edition
    if project.lead:
        yield "lead partner", project.lead.value
    if project.partners:
        yield "partners", _names(project.partners)
    for line in project.funding:
        yield "funding", _funding(line)
    if project.total:
        note = " (computed)" if project.total.amount and project.total.amount.computed else ""
        yield "total", _funding(project.total, payer=False) + note
    if project.start:
        yield "start", _when(project.start.value)
    if project.end:
        yield "end", _when(project.end.value)


def _event_rows(event: Event, extraction: Extraction) -> Iterator[tuple[str, str]]:
    yield "kind", event.kind.value
    if event.when:
        yield "when", _when(event.when.value)
    if event.previous:
        yield "before", _when(event.previous.value)
    places = [c for c in (event.venue, event.place, *event.within) if c is not None]
    if places:
        yield "where", _names(tuple(places))
    if event.organisers:
        yield "organiser", _names(event.organisers)
    if event.participants:
        yield "participants", _names(event.participants)
    if event.part_of:
        whole = next(e for e in extraction.events if e.id == event.part_of)
        yield "part of", whole.title.value if whole.title else whole.id
    if event.project:
        project = next(p for p in extraction.projects if p.id == event.project)
        yield "project", _project_name(project)
    yield "status", event.status.value


def _names(claims: tuple[Claim[str], ...]) -> str:
    return ", ".join(claim.value for claim in claims)


def _when(period: Period) -> str:
    text = period.start or period.edtf
    if period.end:
        text += f" – {period.end}"
    if period.year_source is YearSource.TEXT:
        text += "  (year from the text)"
    elif period.year_source is YearSource.PUBLISHED:
        text += "  (year from the publication date)"
    return text


def _amount(amount: Decimal, currency: str) -> str:
    """The amount as Latvian writes it: 48 454,95 EUR, with no-break spaces inside the figure."""
    return f"{amount:,f}".replace(",", "\u00a0").replace(".", ",") + f" {currency}"


def _funding(line: Funding, *, payer: bool = True) -> str:
    parts = []
    if line.amount is not None and line.currency is not None:
        parts.append(_amount(line.amount.value, line.currency))
    if line.percent is not None:
        parts.append(f"{line.percent.value:f} %")
    text = " = ".join(parts)
    if not payer:
        return text
    return f"{text}  {line.payer.value}" if line.payer else f"{text}  ({line.role.value})"
