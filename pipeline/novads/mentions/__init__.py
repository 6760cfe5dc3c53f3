"""Finding mentions: one spaCy component a kind, each usable on its own in any pipeline."""
