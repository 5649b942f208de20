"""The dossier as a Word file, which a regulatory office edits. python-docx is an extra."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from openpbm.dossier.made import Dossier
from openpbm.reports import words
from openpbm.reports.dossier.html import assumed_text, counts, for_whom, known_text, told
from openpbm.speech.language import language
from openpbm.speech.say import heading, say

WIDE_MM, TALL_MM, MARGIN_MM = 297.0, 210.0, 15.0  # A4, lying
POINTS = 9
COLUMNS_MM = (62.0, 20.0, 100.0, 85.0)


def dossier_docx(found: Dossier) -> bytes:
    """The same lines, risks and instructions as the page, as tables that can be edited."""
    document = Document()
    page = document.sections[0]
    page.orientation = WD_ORIENT.LANDSCAPE
    page.page_width, page.page_height = Mm(WIDE_MM), Mm(TALL_MM)
    page.left_margin = page.right_margin = Mm(MARGIN_MM)
    document.styles["Normal"].font.size = Pt(POINTS)
    document.core_properties.title = say("dossier-title", written=found.basis.mask.name)
    document.core_properties.author = "OpenPBM"
    document.add_heading(say("dossier-title", written=found.basis.mask.name), 0)
    document.add_paragraph(say(counts(found)))
    document.add_paragraph(say("dossier-not_a_submission"))
    whom = for_whom(found)
    if whom is not None:
        document.add_paragraph(say(whom))
    for section in found.sections:
        document.add_heading(say(f"dossier-section_{section}"), 1)
        rows = [
            (
                heading(line.asks),
                say(f"dossier-state_{line.state}"),
                "\n".join(known_text(line)),
                "" if line.state == "shown" else told(line.settles),
            )
            for line in found.section(section)
        ]
        _table(document, [say(f"dossier-head_{id}") for id in HEADS], rows, COLUMNS_MM)
    _assumed(document, found)
    _risks(document, found)
    _instructions(document, found)
    _laid_out(document)
    written = BytesIO()
    document.save(written)
    return written.getvalue()


HEADS = ("asks", "state", "known", "settles")
RISK_HEADS = ("hazard", "severity", "bears", "control", "left")
RISK_MM = (45.0, 16.0, 46.0, 80.0, 80.0)


def _assumed(document: Document, found: Dossier) -> None:
    if not found.assumed:
        return
    document.add_heading(say("dossier-from_memory"), 1)
    document.add_paragraph(say("dossier-assumed", numbers=len(found.assumed)))
    for row in found.assumed:
        source = say("report-source", source=row.source, status=words.status(row.status))
        document.add_paragraph(f"{assumed_text(row)} {source}.", style="List Bullet")


def _risks(document: Document, found: Dossier) -> None:
    document.add_heading(say("dossier-risks"), 1)
    for id in ("use", "characteristics"):
        document.add_paragraph(say(f"dossier-iso_{id}"))
    rows = [
        (
            risk.row.hazard,
            "" if risk.row.severity is None else str(risk.row.severity),
            told(risk.bears),
            risk.row.control,
            risk.row.open,
        )
        for risk in found.risks
    ]
    _table(document, [say(f"dossier-head_{id}") for id in RISK_HEADS], rows, RISK_MM)
    for id in ("estimation", "evaluation", "residual", "after"):
        document.add_paragraph(say(f"dossier-iso_{id}"))


def _instructions(document: Document, found: Dossier) -> None:
    document.add_page_break()
    document.add_heading(say("dossier-ifu_title", written=found.basis.mask.name), 1)
    document.add_paragraph(say("dossier-ifu_not_reviewed")).runs[0].bold = True
    for chapter in found.chapters:
        document.add_heading(say(chapter.title), 2)
        for sentence in chapter.sentences:
            document.add_paragraph(told(sentence), style="List Bullet")


def _table(
    document: Document,
    heads: list[str],
    rows: Sequence[tuple[str, ...]],
    widths_mm: tuple[float, ...],
) -> None:
    table = document.add_table(rows=1, cols=len(heads), style="Table Grid")
    table.autofit = False
    for column, wide in zip(table.columns, widths_mm, strict=True):
        column.width = Mm(wide)
    for texts, is_head in ((tuple(heads), True), *((row, False) for row in rows)):
        cells = table.rows[0].cells if is_head else table.add_row().cells
        for cell, text, wide in zip(cells, texts, widths_mm, strict=True):
            cell.text, cell.width = text, Mm(wide)


def _laid_out(document: Document) -> None:
    """Rows stay whole, heads come again on every page, and a speller knows the language."""
    for table in document.element.body.iter(qn("w:tbl")):
        for number, row in enumerate(table.iter(qn("w:tr"))):
            of_row = row.get_or_add_trPr()
            of_row.append(OxmlElement("w:cantSplit"))
            if number == 0:
                of_row.append(OxmlElement("w:tblHeader"))
    for spoken in document.styles.element.iter(qn("w:lang")):
        spoken.set(qn("w:val"), language())
