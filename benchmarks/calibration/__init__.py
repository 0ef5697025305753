"""How often calibrations of made-up organisations hold what is true of them, beside their target."""
