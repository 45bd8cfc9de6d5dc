"""Run by hand, never by tests: speed and memory against named references in the same run."""
