"""The store: a DuckDB file that holds what runs found, for queries and exports."""
