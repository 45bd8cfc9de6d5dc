"""Shapes, error classes, database tables and store. Imports nothing else of ours."""
