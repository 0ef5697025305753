"""The workshop app, measured: days a second, seconds a click, what a crowd does, memory, and the debrief of a class."""
