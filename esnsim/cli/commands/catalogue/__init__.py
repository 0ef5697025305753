"""Commands about what can be done."""
