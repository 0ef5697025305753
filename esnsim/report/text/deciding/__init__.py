"""Sentences for whoever decides: limits, goals and claims, when it would be known, and plans."""
