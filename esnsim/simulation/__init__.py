"""How it runs: one day, the feed between days, the start, the record and the run."""
