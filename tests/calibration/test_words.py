"""What a calibration says in words."""

from esnsim.analysis.calibration.document import calibration_document
from esnsim.analysis.calibration.words import sentences
from tests.report.made_up_calibration import calibration_of


def test_what_fits_is_told_with_what_it_rests_on():
    found = calibration_of()
    told = sentences(found)

    assert found.fits
    assert "models fit all 12 four-week means of what was counted" in told
    assert "4 % of what was plausible before is not ruled out" in told
    assert any(each.startswith("these weeks narrow ") and found.learned[0].dimension.name in each for each in told)
    assert any(each.startswith("these weeks cannot separate ") and "as well" in each for each in told)
    assert any("to miss a level by 10 % of it" in each for each in told)
    assert "not used: active, which a run does not count in the same way: 2026-01-05" in told


def test_weeks_that_no_model_fits_are_named():
    found = calibration_of(missed=1.0)

    told = [each for each in sentences(found) if each.startswith("no model fits")]

    assert found.fits
    assert told[0].startswith("no model fits contributors in weeks 1 to 4: ")
    assert "% were counted, models count " in told[0]
    assert len(told) == 4
    assert [each["fits"] for each in calibration_document(found)["summaries"]].count(False) == 4
