"""The report as a workbook (XLSX): tables to filter and to work on.

Here belongs which columns a sheet has. Every value comes from the report and its document: nothing
is counted or rounded. openpyxl is imported only inside functions: few requests need it.
"""

from scorecard.reports.as_xlsx.writing import render_xlsx

__all__ = ["render_xlsx"]
