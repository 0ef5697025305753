"""From nothing to a scenario that is right: new, check, show, schema."""

import json

import yaml

from esnsim.behaviour.parameters import Parameters
from esnsim.scenario import load, resolve


def test_a_new_scenario_is_right(esnsim, tmp_path):
    """What 'new' writes has no mistakes."""
    assert esnsim("new", "first.yaml").status == 0
    said = esnsim("check", "first.yaml")

    assert said.status == 0
    assert said.out == "first.yaml: right\n"
    assert [path.name for path in tmp_path.iterdir()] == ["first.yaml"]


def test_nothing_is_replaced_unless_asked(esnsim, tmp_path):
    """A file that is there is somebody's work."""
    (tmp_path / "first.yaml").write_text("mine", encoding="utf-8")
    said = esnsim("new", "first.yaml")

    assert said.status == 2
    assert "--force" in said.err
    assert (tmp_path / "first.yaml").read_text(encoding="utf-8") == "mine"
    assert esnsim("new", "first.yaml", "--force").status == 0
    assert load(tmp_path / "first.yaml").name


def test_a_new_scenario_asks_what_is_wanted(esnsim, tmp_path):
    """With options it has a programme for each kind that is considered and one of all; it is right, and it runs."""
    wanted = ("--people", 150, "--readers", "45%", "--contributors", "0,06", "--weeks", 4, "--start", "2026-01-05")
    said = esnsim("new", "our_plan.yaml", *wanted, "--kind", "training", "--kind", "leaders who are present")
    scenario = load(tmp_path / "our_plan.yaml")

    assert said.status == 0
    assert "esnsim run our_plan.yaml" in said.out
    assert scenario.name == "Our plan"
    assert scenario.question == "What adds most: training for the staff or leaders who are present?"
    assert list(scenario.programmes) == ["none", "training for the staff", "leaders who are present", "all together"]
    assert (scenario.initial.reader, scenario.initial.contributor) == (0.45, 0.06)
    assert esnsim("check", "our_plan.yaml").status == 0
    done = esnsim("run", "our_plan.yaml", "--replicates", 2, "--quiet", "--workers", 1, "--brief")
    assert done.status == 0
    assert "training for the staff" in " ".join(done.out.split())


def test_a_new_scenario_of_a_people_file_finds_it_from_its_own_folder(esnsim, tmp_path):
    """The path is relative to the scenario, and a launch is what is asked where no shares are given."""
    (tmp_path / "data").mkdir()
    rows = "".join(f"{person},{max(1, person // 5)}\n" for person in range(2, 60))
    (tmp_path / "people.csv").write_text(f"person,manager\n1,\n{rows}", encoding="utf-8")
    assert esnsim("new", "data/ours.yaml", "--people", "people.csv", "--launch").status == 0

    assert str(load(tmp_path / "data" / "ours.yaml").organisation.import_.people).endswith("people.csv")
    assert esnsim("check", "data/ours.yaml").status == 0


def test_everything_that_is_wrong_with_what_is_wanted_is_told_at_once(esnsim, tmp_path):
    """And nothing is written."""
    wrong = ("--people", "12", "--readers", "45", "--contributors", "6%", "--kind", "ambassador", "--start", "soon")
    said = esnsim("new", "first.yaml", *wrong)

    assert said.status == 2
    for part in ("12 people; write a number from 20", "'45' is no share", "did you mean 'ambassadors'?", "--start: "):
        assert part in said.err
    assert "whoever writes reads" in esnsim("new", "a.yaml", "--readers", "5%", "--contributors", "6%").err
    assert "give both" in esnsim("new", "a.yaml", "--readers", "5%").err
    assert "nobody uses the network yet" in esnsim("new", "a.yaml", "--readers", "5%", "--launch").err
    assert list(tmp_path.iterdir()) == []


def test_somebody_at_a_terminal_is_asked_four_questions(esnsim, tmp_path, monkeypatch):
    """What cannot be is said, and asked again."""
    answers = iter(["many", "200", "45% 60%", "45% 6%", "99, training", "1, training", "0", "26"])
    asked = []

    def answer(question, **_):
        asked.append(question)
        return next(answers)

    monkeypatch.setattr("esnsim.cli.new_scenario.can_ask", lambda: True)
    monkeypatch.setattr("typer.prompt", answer)
    said = esnsim("new", "first.yaml")
    scenario = load(tmp_path / "first.yaml")

    assert said.status == 0
    assert len(dict.fromkeys(asked)) == 4
    for part in ("'many' is no number", "whoever writes reads", "99: no intervention", "a number of weeks from 1"):
        assert part in said.err
    assert list(scenario.programmes) == ["none", "ambassadors", "training for the staff", "all together"]
    assert (scenario.organisation.generate.people, scenario.weeks) == (200, 26)
    assert scenario.start.weekday() == 0


def test_the_catalogue_is_listed_and_told_in_full(esnsim):
    """A list of all kinds, and some of them with what a planner asks."""
    assert {"ambassadors", "trust_building"} <= {
        line.split(" ")[0] for line in esnsim("interventions").out.splitlines()
    }
    said = " ".join(esnsim("interventions", "mandate", "clear rules").out.split())
    for part in ("Mandate (mandate)", "Clear rules (policy)", "Works when", "Cannot", "Effort and cost", "Evidence C"):
        assert part in said
    (entry,) = json.loads(esnsim("interventions", "mandate", "--json").out)
    assert entry["effects"][0]["points"]["reader"] == [15.0, 35.0]
    assert esnsim("interventions", "--markdown").out.startswith("# Interventions")
    refused = esnsim("interventions", "mandates")
    assert (refused.status, refused.out) == (2, "")
    assert "did you mean 'mandate'?" in refused.err


def test_all_mistakes_of_all_files_are_told_at_once(esnsim, tmp_path, story):
    """Every mistake has its place, and one wrong file does not hide another."""
    (tmp_path / "a.yaml").write_text("name: a\nweks: 3\norganisation: {generate: {people: 1}}\n", encoding="utf-8")
    (tmp_path / "b.yaml").write_text("name: b\n", encoding="utf-8")
    said = esnsim("check", "a.yaml", story, "b.yaml", "c.yaml")

    assert said.status == 2
    assert "a.yaml:2:1: " in said.err
    assert "'weeks'" in said.err
    assert "a.yaml:3:" in said.err
    assert "b.yaml" in said.err
    assert "c.yaml" in said.err
    assert f"{story}: right" in said.out


def test_what_is_probably_not_meant_is_noted(esnsim, story):
    """A note is no mistake."""
    story.write_text(story.read_text(encoding="utf-8").replace("week 3", "week 300"), encoding="utf-8")
    said = esnsim("check", story)

    assert said.status == 0
    assert "note: " in said.out


def test_what_the_organisation_cannot_do_is_noted(esnsim, story):
    """More ambassadors than people, and levels that are not there: by check and by show."""
    made = "{kind: ambassadors, count: 500, audience: {level_at_most: 99}}"
    story.write_text(
        story.read_text(encoding="utf-8").replace("{kind: campaign, start: week 2}", made), encoding="utf-8"
    )

    for said in (esnsim("check", story), esnsim("show", story)):
        told = " ".join(said.out.replace("\n#", "").split())
        assert said.status == 0
        assert "wants 500 people, but its audience has no more than 60" in told
        assert "level_at_most 99, which chooses everybody" in told


def test_what_was_made_of_imported_files_is_noted(esnsim, tmp_path):
    """Spellings and dates among it; and all that is wrong with a file at once."""
    (tmp_path / "s.yaml").write_text("name: s\norganisation: {people: p.csv}\n", encoding="utf-8")
    (tmp_path / "p.csv").write_text("id,country,joined\n1,UK,2016/05/30\n2,GB,2016-05-30\n", encoding="utf-8")
    said = esnsim("check", "s.yaml")

    assert said.status == 0
    assert "note: countries 'GB' and 'UK' are kept apart" in said.out
    assert "note: repaired: date with slashes, read as year/month/day" in said.out

    (tmp_path / "p.csv").write_text("id,joined\n1,03/05/2016\n1,2016-05-30\n2,2016-02-30\n", encoding="utf-8")
    said = esnsim("check", "s.yaml")

    assert said.status == 2
    assert len(said.err.splitlines()) == 3


def test_an_organisation_without_lines_is_refused_where_levels_matter(esnsim, tmp_path):
    """Nothing is written, and what the message says to add helps."""
    text = "name: s\nweeks: 4\norganisation: {people: p.csv}\nprogrammes: {none: [], some: [{kind: senior_training}]}\n"
    (tmp_path / "s.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "p.csv").write_text("id,team\n1,north\n2,north\n3,south\n4,south\n", encoding="utf-8")

    for words in (("check", "s.yaml"), ("show", "s.yaml"), ("run", "s.yaml", "--quiet"), ("org", "describe", "s.yaml")):
        said = esnsim(*words)
        assert said.status == 2
        assert "--set organisation.import.columns.manager=..." in said.err
        assert "'id', 'team'" in said.err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["p.csv", "s.yaml"]
    flat = esnsim("run", "s.yaml", "--quiet", "--set", "organisation.import.flat=true")
    assert flat.status == 2
    assert "top_share needs levels" in flat.err


def test_managers_in_a_column_of_a_strange_name_are_found_and_told(esnsim, tmp_path):
    """By its values: ids of other people."""
    text = "name: s\nweeks: 4\norganisation: {people: p.csv}\nprogrammes: {none: [], some: [{kind: senior_training}]}\n"
    (tmp_path / "s.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "p.csv").write_text("id,N+1\n1,\n2,1\n3,1\n4,2\n", encoding="utf-8")
    said = esnsim("check", "s.yaml")

    assert said.status == 0
    assert "column 'N+1' is taken for managers" in said.out


def test_a_scenario_is_shown_in_full(esnsim, story):
    """The whole output is a scenario file that says the same, changes included; the summary stands in comments."""
    said = esnsim("show", story, "--set", "weeks=20", "--set", "organisation.generate.people=80")
    shown = load(said.out)

    assert said.status == 0
    assert resolve(shown) == resolve(load(story, ["weeks=20", "organisation.generate.people=80"]))
    assert "# Who       80 people" in said.out


def test_plain_language_comes_before_the_full_form(esnsim, story):
    """Whoever has not seen the file reads a page of words first, none of its lines longer than a page is wide."""
    said = esnsim("show", story)
    words, _, full = said.out.partition("# In full")

    assert words.startswith("# A short story\n# Who begins?\n")
    assert all(line.startswith("#") for line in words.splitlines() if line)
    assert max(map(len, words.splitlines())) <= 100
    assert "name: A short story" in full


def test_values_say_what_they_mean(esnsim, story):
    """Weeks are told in workdays too, mechanisms by what they are, constants with their units."""
    said = esnsim("show", story, "--set", "programmes.campaign[0].half_life=20 days", "--set", "mechanisms.M7=off")

    assert "half_life: 4 weeks  # 20 workdays" in said.out
    assert "M7: 'off'  # habit" in said.out
    assert f"imitation: {Parameters().imitation}  # 1/workday" in said.out


def test_a_change_that_makes_no_sense_is_refused(esnsim, story):
    """Mistakes of the command line are named as such."""
    said = esnsim("show", story, "--set", "weks=20", "--set", "weeks")

    assert said.status == 2
    assert "--set weks" in said.err
    assert "--set weeks" in said.err
    assert said.out == ""


def test_the_schema_is_json(esnsim):
    schema = json.loads(esnsim("schema").out)

    assert "organisation" in schema["properties"]


def test_shown_text_is_plain_yaml(esnsim, story):
    """Other programs read it too."""
    assert yaml.safe_load(esnsim("show", story).out)["name"] == "A short story"


def test_check_looks_at_experiments_too(tmp_path, esnsim):
    """All points, and a mistake in what is varied at its line."""
    file = tmp_path / "sizes.experiment.yaml"
    (tmp_path / "base.yaml").write_text("name: base\norganisation: {people: 100}\n")
    file.write_text("scenario: base.yaml\nvary: {organisation.generate.people: [100, 200]}\n")
    assert "right, 2 points" in esnsim("check", file).out

    file.write_text("scenario: base.yaml\nvary: {organisation.generate.peple: [100, 200]}\n")
    wrong = esnsim("check", file)

    assert wrong.status == 2
    assert "sizes.experiment.yaml:2:" in wrong.err
    assert "did you mean 'people'?" in wrong.err


def test_what_is_over_budget_is_said_before_anything_runs(esnsim, story, tmp_path):
    """Hours are foreseen; what takes no more than allowed is not named."""
    story.write_text(f"staff_hours: 100\n{story.read_text(encoding='utf-8')}", encoding="utf-8")
    said = esnsim("check", story)

    assert said.status == 0
    assert "note: 'leaders first' takes some 331 hours of staff (allowed are 100)." in said.out
    assert "'campaign' takes" not in said.out
    assert not (tmp_path / "runs").exists()


def test_claims_are_judged_by_running_them(esnsim, story, tmp_path):
    """A status for pipelines, a report they read, and runs that 'run' uses again."""
    claims = "expect: [campaign > none by 1 % in enabled@end, hours@end < 1 with campaign]\n"
    story.write_text(claims + story.read_text(encoding="utf-8"), encoding="utf-8")
    said = esnsim("check", story, "--run", "--replicates", "6", "--junit", "claims.xml", "-q")

    assert said.status == 1
    assert "holds: campaign > none by 1 % in enabled@end" in said.out
    assert "fails: hours@end < 1 with campaign" in said.out
    assert "<failure" in (tmp_path / "claims.xml").read_text(encoding="utf-8")
    assert esnsim("check", story, "--junit", "claims.xml").status == 2
