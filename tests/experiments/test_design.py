"""Points fill their space, are the same for the same seed, and come from files as people save them."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from esnsim.errors import ScenarioError
from esnsim.experiments.design.designs import MOST_POINTS, SAMPLES, points, read_points
from esnsim.experiments.design.factors import Range, Values

SHARE = Range("initial.contributor", 0.0, 1.0)
PEOPLE = Range("organisation.generate.people", 500, 5000, "log", whole=True)
COUNT = Values("programmes.all[0].count", (5, 10, 20))
EVERY_SAMPLE = pytest.mark.parametrize("design", SAMPLES)


def told_by(make):
    """What it gives, and what it tells."""
    told = []
    return make(told.append), told


def test_a_grid_is_every_combination():
    """The first factor changes slowest."""
    made = points([Values("a", (1, 2)), Values("b", ("x", "y", "z"))], "grid")

    assert [tuple(point.values()) for point in made] == [(a, b) for a in (1, 2) for b in "xyz"]
    assert list(made[0]) == ["a", "b"]


def test_nothing_varied_is_one_point():
    assert points([], "grid") == [{}]


@EVERY_SAMPLE
def test_a_sample_has_as_many_points_as_asked_for(design):
    made = points([SHARE, PEOPLE, COUNT], design, 37)

    assert len(made) == 37
    assert all(list(point) == [SHARE.path, PEOPLE.path, COUNT.path] for point in made)
    assert {point[COUNT.path] for point in made} == {5, 10, 20}
    assert all(500 <= point[PEOPLE.path] <= 5000 and type(point[PEOPLE.path]) is int for point in made)


@EVERY_SAMPLE
def test_a_seed_decides_alone(design):
    """The same seed gives the same points, another seed others."""
    once, again, other = (points([SHARE, PEOPLE], design, 16, seed) for seed in (3, 3, 4))

    assert once == again
    assert not [point for point in once if point in other]


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 60), st.integers(1, 5), st.integers(0, 2**32 - 1))
def test_a_latin_hypercube_has_one_point_in_every_stratum(count, factors, seed):
    """Each factor's range cut into as many equal parts as there are points holds one point a part."""
    ranges = [Range(f"x{nth}", 0.0, 1.0) for nth in range(factors)]

    made = points(ranges, "latin_hypercube", count, seed)

    for factor in ranges:
        assert sorted(math.floor(point[factor.path] * count) for point in made) == list(range(count))


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=10, deadline=None)
def test_values_in_a_latin_hypercube_are_equally_frequent(seed):
    made = points([COUNT, SHARE], "latin_hypercube", 30, seed)

    assert [sum(point[COUNT.path] == value for point in made) for value in COUNT.values] == [10, 10, 10]


def test_a_sobol_sequence_is_balanced():
    """Of 64 points in two dimensions one falls into each of 8 by 8 squares."""
    made = points([SHARE, Range("y", 0.0, 1.0)], "sobol", 64, 5)

    assert len({(int(point[SHARE.path] * 8), int(point["y"] * 8)) for point in made}) == 64


def test_more_points_of_a_sobol_sequence_begin_with_fewer():
    """A sweep can be made finer without losing what was run."""
    assert points([SHARE, PEOPLE], "sobol", 64, 5)[:20] == points([SHARE, PEOPLE], "sobol", 20, 5)


def test_more_random_points_begin_with_fewer():
    assert points([SHARE, PEOPLE], "random", 64, 5)[:20] == points([SHARE, PEOPLE], "random", 20, 5)


def test_points_that_come_twice_are_dropped_and_told():
    made, told = told_by(lambda tell: points([COUNT], "sobol", 16, tell=tell))

    assert sorted(point[COUNT.path] for point in made) == [5, 10, 20]
    assert told == ["13 points came twice and were dropped; 3 are left"]


@pytest.mark.parametrize(
    ("factors", "design", "count", "message"),
    [
        ([SHARE], "grid", None, "a grid needs values, and initial.contributor is a range; write steps"),
        ([COUNT], "grid", 5, "as many points as its values make"),
        ([SHARE], "sobol", None, r"needs a number of points, such as \{sobol: 64\}"),
        ([SHARE], "random", 0, "needs a number of points"),
        ([SHARE], "random", MOST_POINTS + 1, "these are 100,001 points; the most is 100,000"),
        ([Values(name, tuple(range(100))) for name in "abc"], "grid", None, "these are 1,000,000 points"),
        ([SHARE], "list", None, "read from a file"),
    ],
)
def test_a_design_that_does_not_suit_is_told(factors, design, count, message):
    with pytest.raises(ValueError, match=message):
        points(factors, design, count)


def written(tmp_path, raw):
    path = tmp_path / "points.csv"
    path.write_bytes(raw)
    return path


@pytest.mark.parametrize(
    "raw",
    [
        b"weeks,programmes.all[0].start,mechanisms.M6\n26,week 4,off\n52,2024-02-01,on\n",
        b"\xef\xbb\xbfweeks;programmes.all[0].start;mechanisms.M6\r\n26;week 4;off\r\n52;2024-02-01;on\r\n",
        b"sep=;\nweeks;programmes.'all'[0].start;mechanisms.M6\n\n26;week 4;off\n52;2024-02-01;on\n",
        "weeks\tprogrammes.all[0].start\tmechanisms.M6\n26\tweek 4\toff\n52\t2024-02-01\ton\n".encode("utf-16"),
        b'weeks,programmes.all[0].start,mechanisms.M6\n26,"week 4",off\n52,2024-02-01,on\n',
    ],
)
def test_a_list_is_read_however_it_was_saved(tmp_path, raw):
    """Marks, semicolons and tabs are understood; words that YAML knows stay words."""
    assert read_points(written(tmp_path, raw)) == [
        {"weeks": 26, "programmes.all[0].start": "week 4", "mechanisms.M6": "off"},
        {"weeks": 52, "programmes.all[0].start": "2024-02-01", "mechanisms.M6": "on"},
    ]


def test_lines_that_come_twice_are_dropped_and_told(tmp_path):
    path = written(tmp_path, b"weeks,seed\n26,1\n52,1\n26,1\n")

    made, told = told_by(lambda tell: read_points(path, tell))

    assert made == [{"weeks": 26, "seed": 1}, {"weeks": 52, "seed": 1}]
    assert told == ["1 point came twice and was dropped; 2 are left"]


@pytest.mark.parametrize(
    ("raw", "lines"),
    [
        (b"", ["is empty; write a header of paths and one point a line"]),
        (b"weeks,seed\n", ["has no points; write one a line under a header of paths"]),
        (
            b"weeks,seed\n1,\n,2\n3\n",
            [
                "2:2: seed: a value is missing; write one, or leave the column out",
                "3:1: weeks: a value is missing; write one, or leave the column out",
                "4:2: seed: a value is missing; write one, or leave the column out",
            ],
        ),
        (b"weeks,weeks\n1,2\n", ["1: column 'weeks' stands twice; column names are unique"]),
        (b"weeks,seed\n1,2,3\n", ["2: has 3 values for 2 columns; put commas inside quotes"]),
        (
            b"weeks,'[0],[1]\n1,{a: 1},~\n[,2,3\n",
            [
                "1:2: column ''[0]' is no path; write a path, such as ",
                "1:3: column '[1]' is no path; write a path, such as ",
                "2:2: '[0] is {a: 1}; a mapping is no single value",
                "2:3: [1] is ~; empty is no single value",
                "3:1: a bracket is opened and never closed",
            ],
        ),
        (
            b"weeks,programmes.all.x,programmes.'all'.x\n1,2,3\n",
            ["1: programmes.all.x stands twice; write each path once"],
        ),
    ],
)
def test_all_that_is_wrong_with_a_list_is_told_at_once(tmp_path, raw, lines):
    """Each mistake by line and column, in words."""
    path = written(tmp_path, raw)

    with pytest.raises(ScenarioError) as caught:
        read_points(path)

    found = [str(mistake).removeprefix(f"{path}:").strip() for mistake in caught.value.mistakes]
    assert len(found) == len(lines), "\n".join(found)
    assert all(line.startswith(expected) for line, expected in zip(found, lines, strict=True)), "\n".join(found)


def test_a_list_that_is_not_there_is_named(tmp_path):
    with pytest.raises(ScenarioError, match="there is no such file"):
        read_points(tmp_path / "nobody.csv")
