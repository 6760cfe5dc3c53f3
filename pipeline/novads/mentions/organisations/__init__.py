"""Organisations (ORG): by lexicon, by legal form and quotes, by head noun, and actors by role."""

from __future__ import annotations

from novads.mentions.organisations.component import OrganisationComponent, create_organisations

__all__ = ["OrganisationComponent", "create_organisations"]
