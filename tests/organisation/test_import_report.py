"""What is told of an import: everything once, with what became of it."""

import json

from esnsim.organisation import Import, read

PEOPLE = "id,manager,firm\n1,,us\n2,1.0,us\n3,1,us\n4,2,us\n"


def test_every_finding_says_what_became_of_it(tmp_path):
    """Repaired, assumed, ignored or noted; lines and plain values say the same."""
    (tmp_path / "p.csv").write_text(PEOPLE, encoding="utf-8")

    _, report = read(Import(people="p.csv"), tmp_path)

    assert {finding.kind for finding in report.findings} == {"repaired", "assumed", "ignored"}
    assert set(report.repairs) == set(report.of("repaired"))
    assert len(report.remarks) == len(report.of("assumed", "ignored", "noted"))
    assert all(any(str(finding) in line for line in report.lines()) for finding in report.findings)
    content = json.loads(json.dumps(report.content()))
    assert [one["kind"] for one in content["findings"]] == [finding.kind for finding in report.findings]
    assert content["columns"] == dict(report.columns)
