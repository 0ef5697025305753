"""What is noted of a run while it is observed: weekly panels, replies, posts, communities."""
