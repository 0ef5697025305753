"""Control characters in people files are taken out and said."""

from pathlib import Path

from esnsim.organisation import Import, read


def test_control_characters_in_names_of_units_are_repaired_and_said(tmp_path):
    """A bell and a line break in quotes become spaces."""
    rows = "".join(f"p{nth},p0,{'sales' if nth % 2 else 'works'}\n" for nth in range(3, 40))
    text = f'person,manager,unit\np0,,top\np1,p0,"north\x07east"\np2,p0,"south\nwest"\n{rows}'
    (tmp_path / "people.csv").write_text(text, encoding="utf-8", newline="")
    organisation, report = read(Import(people=Path("people.csv")), tmp_path)

    assert {"north east", "south west"} <= set(organisation.unit_names)
    (repair,) = [each for each in report.repairs if "control characters" in each.what]
    assert repair.cases == 2
    assert repair.places == ("people.csv:3", "people.csv:4")
