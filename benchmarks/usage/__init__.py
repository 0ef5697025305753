"""How long it takes to assess large exports, and how much memory."""
