"""An organisation from a few numbers: tree, people, teams, ties."""
