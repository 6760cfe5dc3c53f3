"""Records from mentions: events, projects and their money."""
