"""Statistics by which runs are measured as studies measured networks."""
