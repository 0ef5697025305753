"""Finished runs in one file: their keys, their packed form, what was asked of them, and its upkeep."""
