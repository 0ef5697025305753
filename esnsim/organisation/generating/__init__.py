"""generating."""
