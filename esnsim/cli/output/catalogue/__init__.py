"""What commands about the catalogue print."""
