"""The model against reality: forecasts of records of real adoption, beside plain forecasters, with proper scores.

ODD element: purpose and patterns.
"""

from esnsim.evidence.reality.record import History, Record, RecordError
from esnsim.evidence.reality.records import data_folder, read_record
from esnsim.evidence.reality.study import Contest, contest, study, table

__all__ = ["Contest", "History", "Record", "RecordError", "contest", "data_folder", "read_record", "study", "table"]
