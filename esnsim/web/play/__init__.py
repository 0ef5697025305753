"""Playing a scenario: plans side by side, changed while they run, looked into and taken away."""
