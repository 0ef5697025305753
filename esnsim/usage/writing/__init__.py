"""Assessments written down: sentences, one document of plain values, a scenario, and a twin that can be shared."""
