"""Questions over many runs: when a plan fails, where it tips, what it depends on, who is responsible, who moved."""
