"""Scoring extractions against annotated announcements. Nothing in the library imports this."""
