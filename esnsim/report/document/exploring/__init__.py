"""A sweep to be looked at point by point in a browser: what is kept of each point, and the program that shows it."""
