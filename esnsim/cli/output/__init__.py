"""How commands print: tables, progress, what is there, and where results go."""
