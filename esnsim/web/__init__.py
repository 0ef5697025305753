"""The workshop app: a scenario is played in a browser on this machine, and a class plans against hidden constants."""
