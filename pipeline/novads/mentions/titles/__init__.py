"""Projects (PROJECT): their own titles, acronyms and numbers, and every repeat of them."""

from __future__ import annotations

from novads.mentions.titles.component import TitleComponent, create_titles

__all__ = ["TitleComponent", "create_titles"]
