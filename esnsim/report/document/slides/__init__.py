"""A report as slides: one finding each, with tables and charts that can be edited, and notes for whoever speaks."""
