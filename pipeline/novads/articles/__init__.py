"""Reading articles, and telling an article from the rest of its page."""
