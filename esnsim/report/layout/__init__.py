"""The frame of every picture: page, panels, letters that are measured, timeline."""
