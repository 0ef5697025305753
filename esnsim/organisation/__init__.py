"""Who is there: organisations generated from a short specification or imported from files."""
