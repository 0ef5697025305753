"""Compiled code is kept as long as the rules mean the same, and never longer."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import esnsim

pytestmark = pytest.mark.untraced

RULE = '''"""A rule."""

from esnsim.compilation import compiled


@compiled
def twice(x: float) -> float:
    """Twice as much."""
    return 2.0 * x
'''
DIGESTS = """
import json, sys
from pathlib import Path
from numba import config
from esnsim.scenario import load
from esnsim.simulation.simulate import prepare, simulate
prepared = prepare(load(Path(sys.argv[1])))
found = {name: simulate(prepared, name).digest for name in prepared.scenario.programmes}
print(json.dumps(found | {"processor": config.CPU_NAME}))
"""
ASK = "from {module} import twice; print(twice(1.5), sum(twice.stats.cache_hits.values()))"


def asked(folder: Path, module: str, cache: str = "cache", **more: str) -> tuple[float, int]:
    """What the rule says in a fresh process, and how many of its forms were compiled before."""
    surroundings = os.environ | {
        "ESNSIM_CACHE": str(folder / cache),
        "PYTHONPATH": str(folder),
        "ESNSIM_COMPILED": "1",
        **more,
    }
    command = [sys.executable, "-c", ASK.format(module=module)]
    done = subprocess.run(
        command, cwd=folder, env=surroundings, capture_output=True, text=True, check=True, timeout=120
    )
    value, hits = done.stdout.split()
    return float(value), int(hits)


@pytest.fixture
def package(tmp_path):
    """A small copy of the package: its compilation, and one rule."""
    own = tmp_path / "esnsim"
    (own / "behaviour").mkdir(parents=True)
    for name in ("compilation.py", "compiled_parts.py"):
        shutil.copy(Path(str(esnsim.__file__)).with_name(name), own)
    for place in (own, own / "behaviour"):
        (place / "__init__.py").touch()
    return own


@pytest.mark.parametrize("place", ["behaviour/rule.py", "../visitor.py"], ids=["rule", "another package"])
def test_compiled_code_outlives_words_and_no_change(package, place):
    """Code is compiled once; a comment in the rules changes nothing, a changed rule is never answered by old code."""
    file = package / place
    module = "esnsim.behaviour.rule" if place.startswith("behaviour") else "visitor"
    file.write_text(RULE)
    assert asked(package.parent, module) == (3.0, 0)
    assert asked(package.parent, module) == (3.0, 1)

    (package / "behaviour" / "__init__.py").write_text('"""Rules."""\n# They are few.\n')
    assert asked(package.parent, module) == (3.0, 1)

    file.write_text(RULE.replace("2.0", "4.0"))
    assert asked(package.parent, module) == (6.0, 0)


def test_a_rule_may_be_reworded(package):
    """A docstring with more lines moves the rule, and keeps its compiled code."""
    file = package / "behaviour" / "rule.py"
    file.write_text(RULE)
    asked(package.parent, "esnsim.behaviour.rule")

    file.write_text(RULE.replace("A rule.", "A rule.\n\nIt stands lower now."))

    assert asked(package.parent, "esnsim.behaviour.rule") == (3.0, 1)


def test_compiled_code_of_another_processor_is_not_trusted(package):
    """A folder copied from an unlike machine is compiled anew; what was there stays for machines it was made for."""
    (package / "behaviour" / "rule.py").write_text(RULE)
    folder, module = package.parent, "esnsim.behaviour.rule"
    assert asked(folder, module) == (3.0, 0)
    shutil.copytree(folder / "cache", folder / "copied")

    assert asked(folder, module, "copied") == (3.0, 1)
    assert asked(folder, module, "copied", NUMBA_CPU_NAME="generic") == (3.0, 0)
    assert asked(folder, module, "copied", NUMBA_CPU_NAME="generic") == (3.0, 1)
    assert asked(folder, module, "copied") == (3.0, 1)


@pytest.mark.parametrize("words", ["check launch", "list", "show launch", "schema", "org describe launch"])
def test_commands_that_simulate_nothing_compile_nothing(tmp_path, words):
    """They answer at once, on the first day as on any other: nothing is compiled, nor even what compiles imported."""
    surroundings = os.environ | {"ESNSIM_CACHE": str(tmp_path), "ESNSIM_COMPILED": "1"}
    command = [sys.executable, "-X", "importtime", "-m", "esnsim", *words.split()]
    told = subprocess.run(command, env=surroundings, check=True, capture_output=True, timeout=120, text=True).stderr

    imported = {line.rpartition("|")[2].strip() for line in told.splitlines()}
    assert "esnsim.cli" in imported
    assert not imported & {"numba", "llvmlite", "matplotlib", "pandas"}
    assert not list(tmp_path.rglob("*.nbi"))


def test_every_processor_computes_the_same_bits():
    """Code for no processor in particular, without any wide registers, computes the run that code for this one does."""
    golden = Path(__file__).parents[1] / "golden" / "launch"
    expected = {name: told["digest"] for name, told in json.loads(golden.with_suffix(".json").read_text()).items()}
    words = [sys.executable, "-c", DIGESTS, golden.with_suffix(".yaml")]
    surroundings = os.environ | {"NUMBA_CPU_NAME": "generic", "ESNSIM_COMPILED": "1"}
    # The rules are compiled anew unless that was done here before.
    done = subprocess.run(words, env=surroundings, capture_output=True, text=True, check=True, timeout=600)
    found = json.loads(done.stdout)

    assert found.pop("processor") == "generic"
    assert found == expected
