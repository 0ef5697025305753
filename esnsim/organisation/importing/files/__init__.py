"""Files of many kinds become tables: delimited text, sheets, JSON and networks, without what stands around a table."""
