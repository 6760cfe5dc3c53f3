"""Running the extractor over many articles."""
