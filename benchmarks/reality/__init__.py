"""The model against reality: forecasts of records of real adoption, beside plain forecasters, with proper scores."""

from benchmarks.reality.record import History, Record, RecordError
from benchmarks.reality.records import data_folder, read_record
from benchmarks.reality.study import Contest, contest, study, table

__all__ = ["Contest", "History", "Record", "RecordError", "contest", "data_folder", "read_record", "study", "table"]
