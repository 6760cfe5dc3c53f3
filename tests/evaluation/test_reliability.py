"""The reliability plot of a model's confidences."""

from __future__ import annotations

import json
from pathlib import Path

from novads.evaluation.reliability import read_plot


def test_points_stand_where_their_shares_are(tmp_path: Path) -> None:
    bins = {"PLACE": [[0.5, 10, 20]], "ORG": [[0.25, 0, 4], [1.0, 4, 4]]}
    (tmp_path / "settings.json").write_text(json.dumps({"reliability": bins}), encoding="utf-8")
    plot = read_plot(tmp_path)
    assert plot is not None
    assert plot.series == ("ORG", "PLACE")
    x, y = plot.left, plot.top + plot.side
    assert [(p.x, p.y, p.series) for p in plot.points] == [
        (x + plot.side / 4, y, 0),
        (x + plot.side, plot.top, 0),
        (x + plot.side / 2, plot.top + plot.side / 2, 1),
    ]
    assert plot.points[2].title == "PLACE: of 20 with confidence 0.50 10 are right"


def test_without_counts_there_is_no_plot(tmp_path: Path) -> None:
    assert read_plot(tmp_path) is None
    (tmp_path / "settings.json").write_text("{}", encoding="utf-8")
    assert read_plot(tmp_path) is None
