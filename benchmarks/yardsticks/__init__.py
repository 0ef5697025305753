"""Other ways to simulate the same day, whose speed and curves esnsim is compared with."""
