"""Named entities by a trained model: persons, places and organisations that no rule knows."""
