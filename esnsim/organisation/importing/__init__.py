"""An organisation from files: columns found, rows read, reporting lines repaired, and all of it told."""
