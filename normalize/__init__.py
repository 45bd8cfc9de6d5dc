"""Meaning: units, deadlines, targets, citations and cross-checks. Never computes with a coordinate."""
