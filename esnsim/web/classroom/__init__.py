"""A class: teams, rounds, the file that keeps them, and the pages that they and the facilitator see."""
