"""How good and how quick the search for a plan is."""
