"""Whether statistical procedures hold what they claim, measured on made-up runs whose truth is known."""
