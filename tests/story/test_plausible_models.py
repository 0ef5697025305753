"""Commands over plausible models: what a run says of them, and what they hold."""

import json
from pathlib import Path

from esnsim.ensemble.members import ensemble_digest, members


def test_a_run_says_what_it_drew_and_where_models_lie(esnsim, story):
    """The same draws for all programmes, named in the manifest; repeated, nothing is computed."""
    said = esnsim("run", story, "--replicates", "21", "--weeks", "4", "--out", "drawn", "--quiet")
    words = " ".join(said.out.split())

    assert said.status == 0
    assert "15 models" in words
    assert "80 % of models" in words
    assert "random variation included" in words
    assert "70 replicates would tell roughly how much of such a width is" in words
    manifest = json.loads(Path("drawn/manifest.json").read_text(encoding="utf-8"))
    assert manifest["ensemble_digest"] == ensemble_digest()
    assert len(manifest["draws"]) == 21
    again = esnsim("run", "drawn/scenario.yaml", "--out", "drawn")
    assert "63 of 63 runs were there already" in again.err


def test_one_model_on_request(esnsim, story):
    """``--fixed`` is what ``uncertainty: none`` says."""
    fixed = esnsim("run", story, "--fixed", "--weeks", "4", "--out", "one", "--quiet", "--json")
    said = esnsim("run", story, "--set", "uncertainty=none", "--weeks", "4", "--out", "two", "--quiet", "--json")
    one, two = (json.loads(each.out) for each in (fixed, said))

    assert one["differences"] == two["differences"]
    assert "plausible model" not in " ".join(one["notes"])


def test_the_ensemble_says_what_it_holds(esnsim):
    said = esnsim("ensemble", "--figure", "pictures.png")
    document = json.loads(esnsim("ensemble", "--json").out)

    assert f"{len(members())} plausible models" in said.out
    assert "pictures.png" in said.out
    assert document["members"] == len(members())
    assert document["digest"] == ensemble_digest()
    assert {each["name"] for each in document["dimensions"]} >= {"far_reach", "campaign.pull_per_month"}
