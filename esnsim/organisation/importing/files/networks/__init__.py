"""Networks in the formats of programs that draw and analyse them, as lists of ties."""
