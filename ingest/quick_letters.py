"""Makes the letters of a page cost half: only what is asked of a letter is taken over from the PDF's own objects.

pdfplumber copies some twenty attributes of each letter, colours and all, and looks into each for references to
elsewhere in the file; that is more than half of its time on a page of text. Nobody here asks for more than a dozen.
"""

from collections.abc import Callable
from typing import Any


def read_letters_quickly(page: Any) -> None:
    """
    Have the pdfplumber *page* take over its letters the short way; lines, pictures and odd letters as ever.

    What `page.chars` then holds is, key by key, what pdfplumber would have put there.
    """
    from pdfminer.layout import LTChar

    whole: Callable[[Any], dict[str, Any]] = page.process_object
    height, doctop, number = page.height, page.initial_doctop, page.page_number
    left, mediabox_top = page.mediabox[:2]

    def taken_over(item: Any) -> dict[str, Any]:
        # Fonts with names in bytes are rare, and pdfplumber knows how to read them.
        if type(item) is not LTChar or type(item.fontname) is not str:
            return whole(item)
        top = (height - item.y1) + mediabox_top
        return {
            "object_type": "char",
            "page_number": number,
            "text": item.get_text(),
            "fontname": item.fontname,
            "size": item.size,
            "upright": item.upright,
            "matrix": item.matrix,
            "x0": item.x0 + left if left else item.x0,
            "x1": item.x1 + left if left else item.x1,
            "top": top,
            "bottom": (height - item.y0) + mediabox_top,
            "doctop": doctop + top,
            "height": item.height,
            "width": item.width,
        }

    page.process_object = taken_over
