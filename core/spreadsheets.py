"""Tables for spreadsheets: CSV (RFC 4180) in UTF-8 without a mark at its beginning, row after row."""

import csv

from django.http import StreamingHttpResponse

# A spreadsheet would take a cell that begins with one of these for a formula, the full-width forms too (OWASP, CSV
# injection; ASVS 5.0, 1.2.10).
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


class _Line:
    """What a csv.writer writes to, to get each line back at once."""

    def write(self, line):
        return line


def csv_response(name, rows):
    """An answer that sends `rows` (of any values, the heads first) while they are made, as the file `name`."""
    writer = csv.writer(_Line())
    lines = (writer.writerow([harmless(cell) for cell in row]) for row in rows)
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def harmless(cell):
    """The text of a cell: moments in ISO 8601, nothing for None, and a ' before what would be a formula."""
    if cell is None:
        return ""
    text = cell.isoformat() if hasattr(cell, "isoformat") else str(cell)
    return f"'{text}" if text.startswith(FORMULA) else text
