"""A spreadsheet with a decimal comma opens tables by a double click, and sees the same numbers."""

from __future__ import annotations

import pandas as pd

from esnsim.experiments.results.spreadsheet import FOLDER, comma_text, write_for_spreadsheets

TABLE = 'programme,week,share,date\n"Müller; Söhne, 1.5",26,0.125,2026-01-05\nnone,27,-1.5e-05,2026-01-12\n1.5,28,,\n'


def test_numbers_have_commas_and_texts_stay():
    """A name that looks like a number stays one, as long as not all of its column do."""
    lines = comma_text(TABLE).split("\r\n")

    assert lines[0] == "programme;week;share;date"
    assert lines[1] == '"Müller; Söhne, 1.5";26;0,125;2026-01-05'
    assert lines[2] == "none;27;-1,5e-05;2026-01-12"
    assert lines[3] == "1.5;28;;"


def test_a_copy_says_the_same_as_the_table(tmp_path):
    """Read with its own signs it is equal cell by cell; it begins with the mark of UTF-8."""
    (tmp_path / "ladder.csv").write_text(TABLE, encoding="utf-8", newline="\n")
    (copied,) = write_for_spreadsheets(tmp_path)

    assert copied == tmp_path / FOLDER / "ladder.csv"
    assert copied.read_bytes().startswith(b"\xef\xbb\xbfprogramme;")
    mine, theirs = pd.read_csv(tmp_path / "ladder.csv"), pd.read_csv(copied, sep=";", decimal=",", encoding="utf-8-sig")
    pd.testing.assert_frame_equal(mine, theirs)


def test_a_table_without_rows_stays_one():
    """Nothing is done, and that is a table too."""
    assert comma_text("programme,hours\n") == "programme;hours\r\n"
