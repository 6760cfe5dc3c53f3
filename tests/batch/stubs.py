"""An extractor that costs nothing, to test runs with. Run as a script, it is the command line."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from novads.batch.outcomes import RowMaker
from novads.errors import NovadsError
from novads.objects import (
    Article,
    Claim,
    ErrorRecord,
    Event,
    EventKind,
    Extraction,
    Funding,
    FundingRole,
    Project,
    Span,
)

SOURCE = "rule:stub"


def extraction(article: Article) -> Extraction:
    """An event and a project with a total, whatever the text."""
    word = article.text.split()[0] if article.text.split() else ""
    at = article.text.find(word)
    span = Span(start=at, end=at + len(word), text=word)
    claim = Claim[str](value=word, spans=(span,), source=SOURCE)
    amount = Claim[Decimal](value=Decimal(len(article.text)), spans=(span,), source=SOURCE)
    total = Funding(amount=amount, currency="EUR", role=FundingRole.TOTAL)
    return Extraction(
        article=article,
        events=(Event(id="event-1", kind=EventKind.OTHER, title=claim, source=SOURCE),),
        projects=(Project(id="project-1", name=claim, total=total, source=SOURCE),),
    )


def extract(articles: list[Article]) -> Iterator[Extraction | ErrorRecord]:
    """What the texts ask for: CRASH, HANG, FAIL, or an extraction."""
    delay = float(os.environ.get("STUB_DELAY", "0"))
    for article in articles:
        time.sleep(delay)
        if "CRASH" in article.text:
            os.kill(os.getpid(), signal.SIGSEGV)
        if "HANG" in article.text:
            time.sleep(600)
        if "FAIL" in article.text:
            yield ErrorRecord(
                source_id=article.source_id or "", stage="extract", error="Stub", reason="FAIL"
            )
        else:
            yield extraction(article)


@dataclass(frozen=True)
class Stub:
    """Loads the stub."""

    rules: str | None = None
    stanza_dir: str | None = None
    ner: str | None = None
    delay: float = 0.0

    def __call__(self) -> Any:
        """The stub, unless it is told not to load."""
        if os.environ.get("STUB_LOADS") == "no":
            raise NovadsError("the stub doesn't load")
        if self.delay:
            os.environ["STUB_DELAY"] = str(self.delay)
        return extract


class Nowhere:
    """Tells no municipality; loads nothing."""

    def of_event(self, *_: Any) -> tuple[None, None]:
        """Nothing."""
        return None, None

    of_project = of_event


class Rows(RowMaker):
    """Makes rows without the lists of places, which take seconds to load."""

    def __init__(self, rules: str | None = None) -> None:
        super().__init__(rules)
        self._municipalities = Nowhere()  # type: ignore[assignment]


def articles(count: int, start: int = 0) -> list[Article]:
    """Articles of different texts."""
    return [
        Article(text=f"Raksts{n} par upi.\n" * (1 + n % 3), source_id=f"raksti/{n:05}.txt")
        for n in range(start, start + count)
    ]


def write_articles(path: Path, count: int) -> None:
    """A JSON Lines file of articles."""
    with path.open("w", encoding="utf-8") as file:
        for article in articles(count):
            file.write(article.model_dump_json() + "\n")


if __name__ == "__main__":
    import stubs

    import novads.batch.engines
    import novads.batch.outcomes
    import novads.cli_session
    from novads.cli import main

    novads.batch.engines.PipelineLoader = stubs.Stub  # type: ignore[assignment, misc]
    novads.batch.outcomes.RowMaker = stubs.Rows  # type: ignore[assignment, misc]
    # the stub is the same whatever becomes of rules and models meanwhile
    novads.cli_session.fingerprint = lambda **_: "stub"
    main()
