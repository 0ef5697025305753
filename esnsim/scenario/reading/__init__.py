"""From the text of a scenario file to plain values, with every mistake at its line."""
