"""Random numbers by address: one at a time for rules, and for many people at once."""
