"""Places: listed names in any form, and names made by a head noun."""

from __future__ import annotations

from novads.mentions.places.component import PlaceFinder, create_places

__all__ = ["PlaceFinder", "create_places"]
