"""Names are visible text that tables read back as it was."""

import io

import pandas as pd
import pytest

from esnsim.errors import ScenarioError
from esnsim.names import MISSING, not_read_back
from esnsim.scenario import load

START = "name: x\norganisation: {people: 100}\nprogrammes:\n  none: []\n"


def refused(text):
    with pytest.raises(ScenarioError) as caught:
        load(text)
    return [str(each) for each in caught.value.mistakes]


@pytest.mark.parametrize("name", ["NA", "None", "null", "nan", "N/A", "~", "true", "False", "1", "1.5", "1e3", "'7'"])
def test_a_programme_whose_name_tables_do_not_read_back_is_refused_with_the_reason(name):
    (said,) = refused(f"{START}  {name}: [{{kind: campaign}}]\n")

    assert said.startswith("scenario:5:3: programmes has '")
    assert "tables with this name are read as" in said


@pytest.mark.parametrize("name", ["nothing", "NA 2", "plan 1", "trueish", "n.a."])
def test_other_names_are_as_good_as_any(name):
    assert name in load(f"{START}  {name}: [{{kind: campaign}}]\n").programmes


def test_an_intervention_has_a_name_that_is_read_back_too():
    (said,) = refused(f"{START}  a: [{{kind: campaign, name: 'NA'}}]\n")

    assert said.startswith("scenario:5:30: programmes.a[0].name is 'NA'; tables with this name are read as if it were")


def test_the_words_that_tables_read_as_missing_are_those_of_pandas():
    """Each of them comes back as no name at all, but for the one of YAML."""
    for word in MISSING - {"~"}:
        assert pd.read_csv(io.StringIO(f"programme,n\n{word},1\nother,2\n"))["programme"].isna()[0], word
    assert not_read_back("none") == ""
    assert pd.read_csv(io.StringIO("programme,n\nnone,1\n"))["programme"][0] == "none"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('name: "a\\u0007b"\norganisation: {people: 100}\n', "scenario:1:7: name is 'a\\x07b'"),
        ('name: "a\\nb"\norganisation: {people: 100}\n', "scenario:1:7: name is 'a\\nb'"),
        (START + '  "a\\e[31m": [{kind: campaign}]\n', "scenario:5:3: the name 'a\\x1b[31m'"),
        (START + '  a: [{kind: campaign, name: "a\\u202eb"}]\n', "scenario:5:30: programmes.a[0].name is 'a\\u202eb'"),
    ],
)
def test_control_characters_in_names_are_refused_where_they_stand(text, place):
    """And are not printed as they are."""
    (said,) = refused(text)

    assert said.startswith(place)
    assert "control character U+" in said
    assert said.isprintable()
