"""Parts of speech, features and lemmas."""
