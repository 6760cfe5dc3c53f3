"""Places: listed names in any form, names made by a head noun, names told by their company."""

from __future__ import annotations

from novads.mentions.places.component import PlaceFinder, create_places
from novads.mentions.places.parents import PlaceLexicon

__all__ = ["PlaceFinder", "PlaceLexicon", "create_places"]
