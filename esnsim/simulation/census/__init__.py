"""The census: what a day keeps up to date bit by bit is counted anew and compared."""
