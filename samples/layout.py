"""Sets our own plans as PDFs in the shapes that Decree 30/2020/NĐ-CP gives to official documents.

Needs reportlab and Debian's fonts-liberation2, fonts-dejavu-core and fonts-freefont-ttf; only the scripts here use it.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)

FONT_FOLDER = Path("/usr/share/fonts/truetype")
FAMILIES = {
    "Liberation Serif": "liberation2/LiberationSerif-{}.ttf:Regular,Bold,Italic,BoldItalic",
    "Liberation Sans": "liberation2/LiberationSans-{}.ttf:Regular,Bold,Italic,BoldItalic",
    "DejaVu Serif": "dejavu/DejaVuSerif{}.ttf:,-Bold,,-Bold",
    "DejaVu Sans": "dejavu/DejaVuSans{}.ttf:,-Bold,,-Bold",
    "FreeSerif": "freefont/FreeSerif{}.ttf:,Bold,Italic,BoldItalic",
}
MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")


def load_family(name: str) -> str:
    """Register the four faces of a font family and return the name to use in styles."""
    pattern, faces = FAMILIES[name].split(":")
    key = name.replace(" ", "")
    names = []
    for face, style in zip(("", "-Bold", "-Italic", "-BoldItalic"), faces.split(","), strict=True):
        pdfmetrics.registerFont(TTFont(key + face, str(FONT_FOLDER / pattern.format(style))))
        names.append(key + face)
    pdfmetrics.registerFontFamily(key, *names)
    return key


@dataclass
class Sheet:
    """One PDF being set: its flowables and its house style."""

    font: str = "Liberation Serif"
    size: float = 13
    landscape: bool = False
    margins: tuple[float, float, float, float] = (57, 57, 71, 57)
    """Left, right, top, bottom in points."""
    page_numbers: str = "top"
    """`top`, `bottom` or `none`."""
    indent: float = 36
    """First-line indent of body paragraphs in points; 0 sets paragraphs apart by space."""
    story: list[Flowable] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.face = load_family(self.font)

    def style(self, **changes: Any) -> ParagraphStyle:
        base: dict[str, Any] = {
            "fontName": self.face,
            "fontSize": self.size,
            "leading": self.size * 1.25,
            "alignment": TA_JUSTIFY,
            "firstLineIndent": self.indent,
            "spaceAfter": self.size * 0.4,
        }
        return ParagraphStyle("s", **(base | changes))

    def body(self, *texts: str) -> None:
        """Justified paragraphs; `<b>` and `<i>` as in HTML."""
        self.story += [Paragraph(text, self.style()) for text in texts]

    def centred(self, *texts: str, size: float | None = None, after: float = 0) -> None:
        size = size or self.size
        style = self.style(alignment=TA_CENTER, firstLineIndent=0, spaceAfter=0, fontSize=size, leading=size * 1.25)
        self.story += [Paragraph(text, style) for text in texts]
        self.gap(after)

    def gap(self, points: float) -> None:
        self.story.append(Spacer(1, points))

    def letterhead(self, left: list[str], number: str, place_date: str) -> None:
        """Two columns: issuing bodies over the number; motto over place and date."""
        centre = self.style(alignment=TA_CENTER, firstLineIndent=0, spaceAfter=0, fontSize=self.size - 1.5, leading=15)
        rows = [
            [
                [Paragraph(t, centre) for t in left],
                [Paragraph(f"<b>{MOTTO[0]}</b>", centre), Paragraph(f"<b>{MOTTO[1]}</b>", centre)],
            ],
            [Paragraph(number, centre), Paragraph(f"<i>{place_date}</i>", centre)],
        ]
        table = Table(rows, colWidths=[self.width * 0.42, self.width * 0.58])
        table.setStyle(TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), ("TOPPADDING", (0, 1), (-1, 1), 8)]))
        self.story.append(table)
        self.gap(14)

    def signatures(self, *signers: tuple[list[str], str], recipients: list[str]) -> None:
        """Several signers side by side, each under its body and office, and the recipients below them."""
        small = self.style(
            fontSize=self.size - 2, leading=self.size, firstLineIndent=0, spaceAfter=0, alignment=TA_LEFT
        )
        centre = self.style(alignment=TA_CENTER, firstLineIndent=0, spaceAfter=0)
        columns = [
            [*(Paragraph(f"<b>{t}</b>", centre) for t in lines), Spacer(1, 48), Paragraph(f"<b>{name}</b>", centre)]
            for lines, name in signers
        ]
        table = Table([columns], colWidths=[self.width / len(signers)] * len(signers))
        table.setStyle(TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP")]))
        self.gap(10)
        self.story.append(table)
        self.story += [Paragraph("<b><i>Nơi nhận:</i></b>", small), *(Paragraph(f"- {r}", small) for r in recipients)]

    def signature(self, recipients: list[str], lines: list[str], name: str) -> None:
        """Recipients at the left, the signer at the right."""
        small = self.style(
            fontSize=self.size - 2, leading=self.size, firstLineIndent=0, spaceAfter=0, alignment=TA_LEFT
        )
        centre = self.style(alignment=TA_CENTER, firstLineIndent=0, spaceAfter=0)
        left = [Paragraph("<b><i>Nơi nhận:</i></b>", small), *(Paragraph(f"- {r}", small) for r in recipients)]
        right = [*(Paragraph(f"<b>{t}</b>", centre) for t in lines), Spacer(1, 48), Paragraph(f"<b>{name}</b>", centre)]
        table = Table([[left, right]], colWidths=[self.width * 0.5, self.width * 0.5])
        table.setStyle(TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP")]))
        self.gap(10)
        self.story.append(table)

    def table(
        self,
        rows: list[list[str]],
        widths: list[float],
        *,
        header_rows: int = 1,
        repeat: bool = True,
        spans: list[tuple[tuple[int, int], tuple[int, int]]] | None = None,
        centred_columns: tuple[int, ...] = (0,),
        size: float = 11,
        rule: float = 0.5,
        valign: str = "MIDDLE",
        split_rows: bool = True,
        extra: list[Any] | None = None,
    ) -> None:
        """A ruled table; *spans* are ((column, row), (column, row)) as reportlab counts them."""
        total = sum(widths)
        head = self.style(alignment=TA_CENTER, firstLineIndent=0, spaceAfter=0, fontSize=size, leading=size * 1.2)
        left = self.style(alignment=TA_LEFT, firstLineIndent=0, spaceAfter=0, fontSize=size, leading=size * 1.2)
        middle = self.style(alignment=TA_CENTER, firstLineIndent=0, spaceAfter=0, fontSize=size, leading=size * 1.2)
        cells = []
        for r, row in enumerate(rows):
            line: list[Any] = []
            for c, text in enumerate(row):
                if r < header_rows:
                    line.append(Paragraph(f"<b>{text}</b>", head))
                else:
                    line.append([Paragraph(t, middle if c in centred_columns else left) for t in text.split("\n")])
            cells.append(line)
        table = Table(
            cells,
            colWidths=[w / total * self.width for w in widths],
            repeatRows=header_rows if repeat else 0,
            splitInRow=int(split_rows),
        )
        style: list[Any] = [
            ("GRID", (0, 0), (-1, -1), rule, colors.black),
            ("VALIGN", (0, 0), (-1, -1), valign),
            ("LEFTPADDING", (0, 0), (-1, -1), 4),
            ("RIGHTPADDING", (0, 0), (-1, -1), 4),
        ]
        style += [("SPAN", *span) for span in spans or []]
        table.setStyle(TableStyle([*style, *(extra or [])]))
        self.story.append(table)

    def turn(self, *, sideways: bool) -> None:
        """Go on on a new page, landscape or portrait."""
        self.story += [NextPageTemplate("landscape" if sideways else "portrait"), PageBreak()]
        self.landscape = sideways

    @property
    def width(self) -> float:
        page = landscape(A4) if self.landscape else A4
        return float(page[0] - self.margins[0] - self.margins[1])

    def save(self, path: Path, *, landscape_first: bool = False) -> None:
        """Write the PDF; the same content gives the same bytes."""
        left, right, top, bottom = self.margins

        def number(canvas: Any, document: Any) -> None:
            page = canvas.getPageNumber()
            if self.page_numbers == "none" or page == 1:
                return
            width, height = canvas._pagesize
            canvas.setFont(self.face, 12)
            canvas.drawCentredString(width / 2, height - 36 if self.page_numbers == "top" else 28, str(page))

        templates = []
        for key, size in (("portrait", A4), ("landscape", landscape(A4))):
            frame = Frame(left, bottom, size[0] - left - right, size[1] - top - bottom, 0, 0, 0, 0)
            templates.append(PageTemplate(id=key, frames=[frame], pagesize=size, onPage=number))
        if landscape_first:
            templates.reverse()
        document = BaseDocTemplate(str(path), pageTemplates=templates, invariant=1, title=path.stem, author="Kehoach")
        document.build(self.story)
