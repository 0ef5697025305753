"""What answers depend on that nobody knows exactly: the plausible models, and what each constant changes."""
