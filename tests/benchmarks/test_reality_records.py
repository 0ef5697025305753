"""Records of real adoption are read as they are, and say what is missing."""

import numpy as np
import pytest

from benchmarks.reality import Record, RecordError, data_folder, read_record
from benchmarks.reality.record import WEEK, Society, checked
from benchmarks.reality.records import READERS, VARIABLE, present


def real(name):
    """Read one of the real sets, or skip where they are not at hand."""
    try:
        folder = data_folder()
    except RecordError as error:
        pytest.skip(str(error))
    if not (folder / name).is_dir():
        pytest.skip(f"the real data set {name} is not here")
    return read_record(folder, name)


def write(folder, **files):
    """Made-up files, by name, as lines."""
    folder.mkdir(parents=True)
    for name, lines in files.items():
        (folder / f"{name}.csv").write_text("\n".join(lines) + "\n")


def test_doctors_who_never_adopt_are_people_and_not_adopters(tmp_path):
    """The last value of the month of adoption stands for never; ties are among those asked, and counted."""
    people = [f"{nth},1,{month}" for nth, month in enumerate([1, 1, 3, 8, 9, 9], 1)]
    ties = ["1,2", "2,1", "1,99", "3,3", "4,5"]
    write(
        tmp_path / "medical_innovation",
        doctors=["person_id,city,toa", *people],
        nominations=["source,target", *ties],
    )

    record = read_record(tmp_path, "medical_innovation")

    assert record.adopted.tolist() == [2, 2, 3, 3, 3, 3, 3, 4]
    assert record.size == record.history.population == 6
    assert [tuple(tie) for tie in record.society.ties] == [("1", "2", 2), ("4", "5", 1)]
    assert record.history.adopted.tolist() == [2, 2, 3, 3]
    assert record.future.tolist() == [3, 3, 3, 4]


def test_students_are_counted_by_whole_weeks_and_tied_by_what_was_sent_before_the_split(tmp_path):
    """Messages of the second half say nothing; nobody knows how many students there were."""
    joined = [f"{nth},2004-03-{nth:02} 10:00:00" for nth in range(1, 21)]
    sent = ["2004-03-05 12:00:00,1,2", "2004-03-06 12:00:00,2,1", "2004-04-20 12:00:00,1,3", "2004-04-26 12:00:00,1,4"]
    write(
        tmp_path / "uci_online_community",
        registrations=["person_id,registered_at", *joined],
        messages=["sent_at,sender,recipient", *sent],
    )

    record = read_record(tmp_path, "uci_online_community")

    assert record.adopted.tolist() == [7, 14, 20, 20, 20, 20, 20, 20]
    assert record.history.population is None
    assert record.size == 20
    assert record.society.mean_ties == 4.0  # 2 x 1 pair / 20 people, held to the least an organisation may have


def test_members_who_leave_have_adopted_all_the_same(tmp_path):
    """A level that falls counts as the highest so far, at the end of each week."""
    days = [f"2017-09-{day:02},{min(day, 20) - (day == 21)}" for day in range(1, 31)]
    more = [f"2017-10-{day:02},40" for day in range(1, 29)]
    write(tmp_path / "r4ds_slack_first_year", **{"r4ds_members_to_2018-08-31": ["date,total_membership", *days, *more]})

    record = read_record(tmp_path, "r4ds_slack_first_year")

    assert record.adopted.tolist() == [7, 14, 19, 20, 40, 40, 40, 40]
    assert record.history.ahead == 4


def test_what_is_missing_is_said(tmp_path, monkeypatch):
    """A folder, a file, a column: each in a sentence."""
    with pytest.raises(RecordError, match=f"there are no data sets .* set {VARIABLE} to it"):
        data_folder(tmp_path / "nowhere")
    with pytest.raises(RecordError, match="holds none of the data sets medical_innovation"):
        present(tmp_path)
    write(tmp_path / "medical_innovation", doctors=["person_id,toa", "1,1"])
    with pytest.raises(RecordError, match=r"medical_innovation/doctors\.csv has no column city"):
        read_record(tmp_path, "medical_innovation")
    with pytest.raises(RecordError, match=r"korean_family_planning/women\.csv is not there"):
        read_record(tmp_path, "korean_family_planning")
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    assert data_folder() == tmp_path


def test_what_cannot_be_forecast_is_refused():
    """Too short a record, or nobody in its first half."""
    nobody = Society((), (), (), 24.0)
    with pytest.raises(RecordError, match="short has 4 weeks"):
        checked(Record("short", "", "", WEEK, np.arange(4.0), nobody))
    with pytest.raises(RecordError, match="late: nobody adopts in the first half"):
        checked(Record("late", "", "", WEEK, np.array([0.0] * 4 + [1.0] * 4), nobody))


@pytest.mark.parametrize(
    ("name", "periods", "size", "last"),
    [
        ("medical_innovation", 17, 125, 109),
        ("korean_family_planning", 10, 1047, 673),
        ("uci_online_community", 31, 1899, 1899),
        ("r4ds_slack_first_year", 52, 1651, 1651),
    ],
)
def test_the_real_records_are_read_as_described(name, periods, size, last):
    """The numbers that their descriptions give."""
    record = real(name)

    assert len(record.adopted) == periods
    assert record.size == size
    assert record.adopted[-1] == last
    assert (np.diff(record.adopted) >= 0).all()


def test_every_record_has_a_reader():
    """Four records, each by the name of its folder."""
    assert len(READERS) == 4
