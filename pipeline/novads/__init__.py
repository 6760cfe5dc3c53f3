"""novads reads Latvian municipal announcements and gives back what they say as data."""
