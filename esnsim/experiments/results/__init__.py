"""What came out: tables, differences, folders of files, and what an answer says about itself."""
