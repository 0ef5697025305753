"""Pictures, one file for each kind."""
