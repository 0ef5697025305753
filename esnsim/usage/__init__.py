"""What an organisation's own usage exports say: recognised, read as a stream, assessed, and made into a scenario."""
