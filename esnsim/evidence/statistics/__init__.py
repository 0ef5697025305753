"""Statistics by which lives are measured as studies measured networks."""
