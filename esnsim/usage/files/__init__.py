"""Files as they are delivered: opened safely, read as streams, and never unpacked into a folder."""
