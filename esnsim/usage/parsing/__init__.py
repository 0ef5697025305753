"""What readers of all formats share: what a format is, cells of tables, numbers, periods."""
