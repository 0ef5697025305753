"""What stands beside the package for those who cite it, change it or find a weakness is so."""

from __future__ import annotations

import re
import tomllib

import pytest
import yaml

import esnsim
from esnsim.interventions.audience import Audience
from esnsim.scenario.reading.text import DEEPEST, MOST_BYTES, MOST_VALUES
from tests.contracts.paths import PACKAGE, ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def page(name: str) -> str:
    """A file beside the package, on one line."""
    return " ".join((ROOT / name).read_text(encoding="utf-8").split())


def test_the_citation_is_of_this_version():
    """In form 1.2.0, without an address or number that nobody gave it."""
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))

    assert cited["cff-version"] == "1.2.0"
    assert cited["message"]
    assert cited["title"].startswith("esnsim: ")
    assert [each["name"] for each in cited["authors"]] == [each["name"] for each in PROJECT["authors"]]
    assert str(cited["version"]) == esnsim.__version__ == PROJECT["version"]
    assert cited["license"] == PROJECT["license"] == "MIT"
    assert not {"doi", "url", "repository-code", "identifiers"} & cited.keys()


def test_contributors_read_the_laws_of_the_package_and_the_line_of_the_readme():
    """Each stands in one wording."""
    laws = re.findall(r"^\d\. (.*(?:\n   .*)*)", esnsim.__doc__ or "", re.MULTILINE)
    line = re.search(r"<!-- test -->\s*```sh\n(.*)\n```", (ROOT / "README.md").read_text(encoding="utf-8"))
    guide = page("CONTRIBUTING.md")

    assert len(laws) == 5
    assert [law for law in laws if " ".join(law.split()) not in guide] == []
    assert line
    assert line[1] in guide


def test_limits_of_files_are_those_that_are_kept():
    """Numbers are written twice, here and in the code."""
    text = page("SECURITY.md")

    assert all(said in text for said in (f"{MOST_BYTES:,} bytes", f"{MOST_VALUES:,} values", f"{DEEPEST} levels"))


def test_limits_of_the_app_are_those_that_are_kept():
    """Likewise."""
    pytest.importorskip("shiny")
    from esnsim.web.chores import MOST_LETTERS, MOST_PEOPLE  # noqa: PLC0415 - an extra
    from esnsim.web.guard import LONGEST_MESSAGE  # noqa: PLC0415 - an extra

    text = page("SECURITY.md")

    assert f"{MOST_LETTERS:,} characters or {MOST_PEOPLE:,} people" in text
    assert f"{LONGEST_MESSAGE // 2**20} MiB" in text


def test_the_policy_of_reports_is_the_one_that_is_told():
    """Every kind of page that is written has it."""
    policy = "default-src 'none'"

    assert policy in page("SECURITY.md")
    assert policy in (PACKAGE / "report" / "document" / "page.html").read_text(encoding="utf-8")


def test_words_of_audiences_in_the_readme_are_words_of_audiences():
    """A reader copies them."""
    said = re.search(
        r"They are about who people are \((.*?)\) or how they use the network \((.*?)\)", page("README.md")
    )

    assert said
    words = re.findall(r"`(\w+)`", said[1] + said[2])
    assert len(words) > 8
    assert set(words) <= Audience.model_fields.keys()
