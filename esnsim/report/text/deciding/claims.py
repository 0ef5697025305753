"""Claims and goals, with what runs make of them, in sentences and as JUnit's XML."""

from __future__ import annotations

import math
from collections.abc import Sequence
from xml.etree import ElementTree as ET

from esnsim.experiments import Experiment
from esnsim.experiments.results.claims import JudgedClaim, Judgement, goal_reached
from esnsim.numerals import numeral
from esnsim.report.text.answers import held_by_models
from esnsim.scenario.wanted import ACCOUNTS

GOAL_WORDS = {Judgement.HOLDS: "reached", Judgement.FAILS: "not reached", Judgement.OPEN: "not settled"}
"""What runs make of a goal."""


def claim_sentence(found: JudgedClaim) -> str:
    """A claim, what the runs make of it, and on what that rests."""
    return f"{found.judgement}: {_claimed(found)} ({evidence(found)})"


def _claimed(found: JudgedClaim) -> str:
    """The claim, with the programme where it names none."""
    text = found.claim.text
    return f"{text} with '{found.programme}'" if found.programme and not found.claim.programmes else text


def evidence(found: JudgedClaim) -> str:
    """The amount a claim is about, with its interval."""
    runs = f"{found.runs:,} replicate{'' if found.runs == 1 else 's'}"
    told = mean_told(found)
    if math.isnan(found.low):
        return f"{told} in {runs}, no interval"
    held = held_by_models(found.models) if found.models else "80 % interval"
    return f"{told}, {held} {_amount(found, found.low)} to {_amount(found, found.high)}, {runs}"


def mean_told(found: JudgedClaim) -> str:
    """The amount a claim is about, with its unit."""
    return f"{_amount(found, found.mean)}{_unit(found)}"


def goal_sentences(experiment: Experiment) -> list[str]:
    """Which programmes reach the goal, those that do first; nothing without a goal."""
    found = sorted(goal_reached(experiment), key=lambda each: list(GOAL_WORDS).index(each.judgement))
    if not found:
        return []
    told = [f"{GOAL_WORDS[each.judgement]} with '{each.programme}' ({evidence(each)})" for each in found]
    return [f"Goal {found[0].claim.text}: {'; '.join(told)}"]


def junit_xml(scenarios: Sequence[tuple[str, Sequence[JudgedClaim]]]) -> str:
    """Claims as a test report that pipelines read: what fails is a failure, what is not settled is skipped.

    Args:
        scenarios: The name of each, with what `experiments.results.claims.judged_claims` found.
    """
    suites = ET.Element("testsuites")
    for name, judged in scenarios:
        suites.append(_suite(name, judged))
    ET.indent(suites)
    return ET.tostring(suites, encoding="unicode", xml_declaration=True) + "\n"


def _suite(name: str, judged: Sequence[JudgedClaim]) -> ET.Element:
    """The claims of one scenario."""
    fails = sum(each.judgement == Judgement.FAILS for each in judged)
    skipped = sum(each.judgement == Judgement.OPEN for each in judged)
    counts = {"tests": str(len(judged)), "failures": str(fails), "errors": "0", "skipped": str(skipped)}
    suite = ET.Element("testsuite", {"name": name} | counts)
    for each in judged:
        case = ET.SubElement(suite, "testcase", {"classname": name, "name": _claimed(each)})
        if each.judgement == Judgement.FAILS:
            ET.SubElement(case, "failure", {"message": evidence(each)})
        elif each.judgement == Judgement.OPEN:
            ET.SubElement(case, "skipped", {"message": f"not settled: {evidence(each)}"})
        else:
            ET.SubElement(case, "system-out").text = evidence(each)
    return suite


def _amount(found: JudgedClaim, value: float) -> str:
    differs = found.claim.change or not found.programme
    sign = "+" if differs else ""
    if found.claim.measure in ACCOUNTS:
        return numeral(value, f"{sign},.0f")
    return numeral(100.0 * value, f"{sign}.1f")


def _unit(found: JudgedClaim) -> str:
    if found.claim.measure in ACCOUNTS:
        return ""
    return " points" if found.claim.change or not found.programme else " %"
