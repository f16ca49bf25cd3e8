"""Requests from files: JSON Lines or CSV, told apart by what they hold."""

from opiekun.helpdesks.files.csv_files import guess_mapping
from opiekun.helpdesks.files.reading import csv_header, read_requests

__all__ = ["csv_header", "guess_mapping", "read_requests"]
