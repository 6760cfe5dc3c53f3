"""Telling an article from the calendars, menus, buttons and notices that come with its page.

A page is read line by line. Lines and sections of boilerplate are known by their words
(`rules/cleaning/`); what the words can't tell, the line's place among the others does. Whatever
isn't known to be something else is article: losing a paragraph is worse than keeping a menu entry.
"""

from __future__ import annotations

from functools import lru_cache

from novads.articles.layout import split_lines
from novads.articles.page import Page
from novads.articles.rules import CleaningRules
from novads.objects import Region
from novads.ruleset import RuleSet

__all__ = ["find_regions"]


@lru_cache(maxsize=4)
def _compiled(directories: tuple[str, ...]) -> CleaningRules:
    return CleaningRules(RuleSet(*directories[1:]))


def find_regions(text: str, rules: RuleSet | None = None) -> tuple[Region, ...]:
    """What each part of the page is: sorted regions without overlap that cover all but blanks.

    Args:
        text: the page as it came; offsets point into it.
        rules: the rule files; None is the shipped ones.

    Raises:
        RuleFileError: if a rule file is missing or broken.
    """
    rules = rules or RuleSet()
    compiled = _compiled(tuple(str(d) for d in rules.directories))
    page = Page(split_lines(text), compiled)
    page.classify()
    return tuple(page.regions())
