"""Where a report says that its results come from."""

import json

from experiments import experiment

from esnsim.experiments.results.manifest import manifest, reported

STILL = {"reader": (700, 700)}


def test_the_command_and_times_of_the_run_are_kept_and_the_report_s_own_said_apart(tmp_path):
    """What the folder says of its runs stands, whoever reads them again."""
    made = experiment({"none": STILL, "more": STILL})
    (tmp_path / "manifest.json").write_text(manifest(made, "esnsim run x"), encoding="utf-8")
    told = json.loads(reported(made, tmp_path, "esnsim report x"))

    assert told.pop("report")["command"] == "esnsim report x"
    assert told == json.loads(manifest(made, "esnsim run x"))


def test_a_manifest_of_another_scenario_is_not_taken_for_that_of_the_run(tmp_path):
    """Nor is one that cannot be read."""
    other, made = experiment({"none": STILL, "less": STILL}), experiment({"none": STILL, "more": STILL})
    (tmp_path / "manifest.json").write_text(manifest(other, "esnsim run other"), encoding="utf-8")
    told = json.loads(reported(made, tmp_path, "esnsim report x"))

    assert (told["command"], told["report"]["command"]) == ("esnsim report x", "esnsim report x")
    (tmp_path / "manifest.json").write_text("{", encoding="utf-8")
    assert json.loads(reported(made, tmp_path))["scenario_digest"] == told["scenario_digest"]
