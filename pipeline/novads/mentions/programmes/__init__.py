"""Programmes (PROGRAMME): listed ones, cooperation programmes, measures, unlisted ones."""

from __future__ import annotations

from novads.mentions.programmes.component import ProgrammeComponent, create_programmes

__all__ = ["ProgrammeComponent", "create_programmes"]
