"""Text whose letters stand for others, made Vietnamese again where that is certain; nothing here guesses a mark.

`fonts`: fonts from before Unicode. `typed`: marks typed as letters, digits or signs, or standing beside their letters.
`mojibake`: UTF-8 read as something else. `text` finds out which of them a text suffers from, line by line.
"""

from normalize.encodings.fonts import WINDOWS_HYPHEN, from_tcvn3, from_vni
from normalize.encodings.text import decode_bytes, decode_text, decode_tokens

__all__ = ["WINDOWS_HYPHEN", "decode_bytes", "decode_text", "decode_tokens", "from_tcvn3", "from_vni"]
