"""Tables of the contract that are kept in files: CSV and Excel in the mapping's folder, on any engine.

    folder ─► content ─► sheets (csv_text, workbook) ─► table (header, cells) ─► literals, put in front of queries

A file is read once, at the beginning of a refresh; what is asked afterwards is of that moment.
"""

from queries.files.folder import Folder, read_folder
from queries.files.table import Fault, FileTable

__all__ = ["Fault", "FileTable", "Folder", "read_folder"]
