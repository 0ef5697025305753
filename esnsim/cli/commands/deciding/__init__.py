"""Commands for whoever decides: whether claims hold, what a pilot would see, what to do for the money."""
