"""The questions as a workbook (XLSX) that people fill in away from the product, and back again.

Here belongs what such a file looks like and how its cells are read: sheets, columns, words,
colours, and what makes a file unfit. What its answers would change belongs to
`scorecard.questionnaire`, saving them to `scorecard.services`. openpyxl is imported only inside
functions: it is slow to load, and few requests need it.
"""

from scorecard.spreadsheet import tidy
from scorecard.workbook.archive import NotAWorkbook, UnreadableWorkbook, is_workbook
from scorecard.workbook.contents import (
    Contents,
    Filled,
    MarketRows,
    QuestionRows,
    Uploaded,
    fingerprint,
)
from scorecard.workbook.reading import CellProblem, InvalidWorkbook, Reading, read_workbook
from scorecard.workbook.writing import write_workbook

__all__ = [
    "CellProblem",
    "Contents",
    "Filled",
    "InvalidWorkbook",
    "MarketRows",
    "NotAWorkbook",
    "QuestionRows",
    "Reading",
    "UnreadableWorkbook",
    "Uploaded",
    "fingerprint",
    "is_workbook",
    "read_workbook",
    "tidy",
    "write_workbook",
]
