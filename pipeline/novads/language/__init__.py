"""What the pipeline knows of Latvian: tokens, sentences and word forms."""
