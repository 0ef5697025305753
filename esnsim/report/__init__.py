"""Pictures and pages, made from runs only: no report looks into a model."""
