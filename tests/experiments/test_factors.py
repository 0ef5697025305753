"""What is varied is read as it is written, in exact decimals."""

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from esnsim.experiments.design.factors import Range, Values, listed_values, read_factor

DECIMALS = st.decimals(-1000, 1000, allow_nan=False, places=3)

SCALES = st.sampled_from(["linear", "log"])
SHARES = st.floats(0, 1, exclude_max=True)


def typed(values):
    return [(type(value), value) for value in values]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("weeks=26,52,104", (26, 52, 104)),
        ("weeks=52", (52,)),
        ("dose=0.5, 1, 1e-3", (0.5, 1, 0.001)),
        ("start=week 4,week 26", ("week 4", "week 26")),
        ("start=2017-01-02,2017-02-06", ("2017-01-02", "2017-02-06")),
        ("duration=3 months,12 weeks", ("3 months", "12 weeks")),
        ("mechanisms.M6=on,off", ("on", "off")),
        ("x=true,false,1,0", (True, False, 1, 0)),
        ("country=NO,'GB, FR',\"a, b\"", ("NO", "GB, FR", "a, b")),
        ("audience='country: FR, reader'", ("country: FR, reader",)),
        ("seed=1,2,1,1.0", (1, 2)),
        ("people=1_000:3_000:1_000", (1000, 2000, 3000)),
        ("people=10:1:-4", (10, 6, 2)),
        ("share=0:1:0.25", (0.0, 0.25, 0.5, 0.75, 1.0)),
        ("share=0 : 1 : 0.3", (0.0, 0.3, 0.6, 0.9)),
        ("share=0:1:0.3333333", (0.0, 0.3333333, 0.6666666, 1.0)),
        ("share=0.5:0.5:1", (0.5,)),
        ("day=-.5:.5:.5", (-0.5, 0.0, 0.5)),
    ],
)
def test_values_are_read_as_they_are_written(text, values):
    """Numbers, words, dates and switches are typed as a scenario types them, and each value counts once."""
    factor = read_factor(text)

    assert isinstance(factor, Values)
    assert typed(factor.values) == typed(values)


def test_three_tenths_are_three_tenths():
    assert repr(read_factor("x=0:1:0.1").values) == "(0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)"


@given(DECIMALS, st.decimals("0.001", 10, allow_nan=False, places=3), st.integers(0, 200))
def test_steps_are_exact_and_reach_their_end(start: Decimal, step: Decimal, count: int):
    """Every value is the float nearest to the decimal one would write, and the end is among them."""
    stop = start + count * step

    values = read_factor(f"x={start}:{stop}:{step}").values

    assert values == tuple(float(start + nth * step) for nth in range(count + 1))


@given(DECIMALS, DECIMALS, st.decimals("0.001", 10, allow_nan=False, places=3))
def test_steps_stay_between_their_ends(start: Decimal, stop: Decimal, step: Decimal):
    assume(abs(stop - start) / step < 5_000)
    values = read_factor(f"x={start}:{stop}:{step if stop >= start else -step}").values

    assert min(start, stop) <= Decimal(str(min(values))) <= Decimal(str(max(values))) <= max(start, stop)


@pytest.mark.parametrize(
    ("text", "factor"),
    [
        ("x=0..1", Range("x", 0, 1, whole=True)),
        ("x=0.0..1", Range("x", 0.0, 1.0)),
        ("x=500..5000 log", Range("x", 500, 5000, "log", whole=True)),
        ("x= 0.001 .. 1e1  log ", Range("x", 0.001, 10.0, "log")),
        ("x=-1_000..-.5 linear", Range("x", -1000.0, -0.5)),
        ("programmes.'a = b'[0].count=1..2", Range("programmes.'a = b'[0].count", 1, 2, whole=True)),
    ],
)
def test_ranges_are_read_as_they_are_written(text, factor):
    assert read_factor(text) == factor


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("weeks", "write path=value"),
        ("weeks=", "a value is missing"),
        ("weeks=1,,2", "a value is missing"),
        ("weeks=1,", "a value is missing"),
        ("weeks=~", "empty is no single value"),
        ("weeks=1,{a: 1}", "a mapping is no single value|cannot be read"),
        ("weeks=[1", "cannot be read: a bracket is opened"),
        ("weeks=0:1:-1", "never lead from 0 to 1; write a step above 0"),
        ("weeks=1:0:1", "never lead from 1 to 0; write a step below 0"),
        ("weeks=1:2:0", "never lead"),
        ("weeks=0:1e9:1", r"1e\+09 values; write at most 10,000"),
        ("weeks=0:1e99999999999999999999:1", "beyond all measure"),
        ("weeks=1e400:1e400:1", "inf is no single value"),
        ("weeks=5..1", "from a smaller number to a larger"),
        ("weeks=1..1", "from a smaller number to a larger"),
        ("weeks=0..5 log", "begins above 0, not at 0"),
        ("weeks=1..5 logg", "did you mean 'log'"),
    ],
)
def test_what_cannot_be_read_is_told(text, message):
    with pytest.raises(ValueError, match=message):
        read_factor(text)


def test_a_list_has_a_value_and_only_single_ones():
    with pytest.raises(ValueError, match="an empty list varies nothing"):
        listed_values("x", [])
    with pytest.raises(ValueError, match="a list is no single value"):
        listed_values("x", [[1]])
    with pytest.raises(ValueError, match="write at most 10,000"):
        listed_values("x", list(range(10_001)))


@given(st.integers(1, 50), st.integers(1, 1000), SCALES, SHARES)
def test_a_whole_range_gives_whole_numbers_within_it(low, span, scale, share):
    value = Range("x", low, low + span, scale, whole=True).at(share)

    assert type(value) is int
    assert low <= value <= low + span


def test_every_whole_number_of_a_range_has_its_turn():
    """On a linear scale all are equally likely, both ends included."""
    values = [Range("x", 1, 4, whole=True).at(nth / 400) for nth in range(400)]

    assert [values.count(value) for value in (1, 2, 3, 4)] == [100, 100, 100, 100]


@given(st.floats(1e-6, 1e3), st.floats(1.001, 1e3), SCALES, SHARES)
def test_a_range_gives_numbers_within_it(low, ratio, scale, share):
    value = Range("x", low, low * ratio, scale).at(share)

    assert type(value) is float
    assert low <= value <= low * ratio


def test_equal_shares_of_a_log_range_are_equal_ratios():
    wide = Range("x", 0.01, 100.0, "log")

    assert [wide.at(share) for share in (0.0, 0.25, 0.5, 0.75)] == [0.01, 0.1, 1.0, 10.0]


@pytest.mark.parametrize(("share", "value"), [(0.0, "a"), (0.3, "a"), (0.34, "b"), (0.999, "c"), (1.0, "c")])
def test_values_of_a_list_have_equal_shares(share, value):
    assert Values("x", ("a", "b", "c")).at(share) == value


def test_a_range_knows_its_scales_and_whole_ends():
    with pytest.raises(ValueError, match="did you mean 'linear'"):
        Range("x", 0, 1, "linaer")
    with pytest.raises(ValueError, match="ends of a range of whole numbers are whole"):
        Range("x", 0.5, 2, whole=True)
    with pytest.raises(ValueError, match="from a smaller number"):
        Range("x", 0, float("inf"))


@given(st.text("0123456789.:,-+_eE=[]{}'\"~ xlog\n", max_size=20) | st.text(max_size=10))
def test_any_text_is_a_factor_or_told(text):
    """Whatever somebody types, it is understood or refused in words."""
    try:
        factor = read_factor(f"x={text}")
    except ValueError:
        return
    assert isinstance(factor.at(0.5), (bool, int, float, str))
