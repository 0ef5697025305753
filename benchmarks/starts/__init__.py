"""How near starts are to what was asked for, and how still they hold."""
