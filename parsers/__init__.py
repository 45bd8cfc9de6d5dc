"""Layout and structure: lines, tables, headings, and tasks as printed. Never decides what a word means."""
