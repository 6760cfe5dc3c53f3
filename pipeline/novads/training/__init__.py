"""Recipes that re-create the shipped weights from public data: `python -m novads.training`.

Nothing of the library imports this package.
"""
