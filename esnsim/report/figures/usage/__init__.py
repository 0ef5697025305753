"""Pictures of what an organisation's own usage exports say."""
