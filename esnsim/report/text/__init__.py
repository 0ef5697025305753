"""What pictures and pages say, in sentences and as numbers: no drawing here."""
