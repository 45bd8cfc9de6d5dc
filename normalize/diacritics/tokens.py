"""What the model counts in running text: words, numbers and stops. Building and restoring must agree on it."""

import re

STOP = "<s>"
NUMBER = "<num>"
UNKNOWN = "<unk>"
SPECIAL = (STOP, NUMBER, UNKNOWN)
"""The first ids of the vocabulary: the start of a line or clause, anything with a digit, any word not in it."""

STOP_ID, NUMBER_ID, UNKNOWN_ID = range(len(SPECIAL))

EVENT = re.compile(r"\w*\d(?:[\w./,%-]*\w)?|[^\W\d_]+|[.;:!?…]")
"""One counted thing. Commas, brackets and quotes are not counted: "khoa học, công nghệ" is four words in a row."""

STOPS = frozenset(".;:!?…")
