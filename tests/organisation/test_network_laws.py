"""Whatever network format ties of a known organisation are written in, the same ties come back, or a question."""

import csv
import io
import json

import networkx as nx
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wellformed_organisations import assert_well_formed

from esnsim.errors import OrganisationError
from esnsim.organisation import Import, read

pytestmark = pytest.mark.untraced

LAWS = settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
IDS = st.sampled_from(("{}", "{:04d}", "P{:03d}", "{}e5", "u.{}@x.org", "No {}", "1.{}", "Ö{}"))
"""Forms of ids, those that a parser of numbers would change among them."""
NAMESAKES = ("Ann Lee", "Bob Ray")


@st.composite
def networks(draw):
    """Ids, and the weight of each tie by two numbers of people, each pair once."""
    people = draw(st.integers(4, 12))
    form = draw(IDS)
    pairs = [(one, two) for one in range(people) for two in range(one)]
    chosen = draw(st.lists(st.sampled_from(pairs), min_size=3, max_size=20, unique=True))
    turned = draw(st.lists(st.booleans(), min_size=len(chosen), max_size=len(chosen)))
    weights = draw(st.lists(st.integers(1, 60), min_size=len(chosen), max_size=len(chosen)))
    arcs = [pair[::-1] if turn else pair for pair, turn in zip(chosen, turned, strict=True)]
    return [form.format(nth + 1) for nth in range(people)], dict(zip(arcs, weights, strict=True))


def built(ids, arcs, *, named):
    """The network as networkx has it, with two names that several people share."""
    made = nx.DiGraph()
    for nth, label in enumerate(ids):
        made.add_node(label, **({"label": NAMESAKES[nth % 2]} if named else {}))
    for (one, two), weight in arcs.items():
        made.add_edge(ids[one], ids[two], weight=weight)
    return made


def graphml(ids, arcs, named):
    return "\n".join(nx.generate_graphml(built(ids, arcs, named=named), named_key_ids=True))


def gexf(ids, arcs, named):
    return "\n".join(nx.generate_gexf(built(ids, arcs, named=named)))


def gml(ids, arcs, _named):
    return "\n".join(nx.generate_gml(built(ids, arcs, named=False)))


def vertices(ids):
    return f"*Vertices {len(ids)}\n" + "".join(f'{nth} "{label}"\n' for nth, label in enumerate(ids, 1))


def pajek_arcs(ids, arcs, _named):
    return vertices(ids) + "*Arcs\n" + "".join(f"{one + 1} {two + 1} {w}\n" for (one, two), w in arcs.items())


def matrix(ids, arcs):
    found = np.zeros((len(ids), len(ids)), np.int64)
    for (one, two), weight in arcs.items():
        found[one, two] = weight
    return found


def rows(ids, arcs):
    return "\n".join(" ".join(map(str, row)) for row in matrix(ids, arcs).tolist())


def pajek_matrix(ids, arcs, _named):
    return f"{vertices(ids)}*Matrix\n{rows(ids, arcs)}\n"


def quoted(ids):
    return ",".join(f'"{label}"' for label in ids)


def dl_matrix(ids, arcs, _named):
    return f"dl n={len(ids)} format=fullmatrix\nlabels:\n{quoted(ids)}\ndata:\n{rows(ids, arcs)}\n"


def dl_edges(ids, arcs, _named):
    listed = "".join(f"{one + 1} {two + 1} {weight}\n" for (one, two), weight in arcs.items())
    return f"dl n={len(ids)} format=edgelist1\nlabels:\n{quoted(ids)}\ndata:\n{listed}"


def table(lines):
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows(lines)
    return stream.getvalue()


def matrix_table(ids, arcs, _named):
    return table([["", *ids], *([label, *row] for label, row in zip(ids, matrix(ids, arcs).tolist(), strict=True))])


def gephi(ids, arcs, _named):
    head = ["Source", "Target", "Type", "Id", "Label", "Weight"]
    lines = [[ids[one], ids[two], "Directed", nth, "", f"{w}.0"] for nth, ((one, two), w) in enumerate(arcs.items())]
    return table([head, *lines])


def edge_list(ids, arcs, _named):
    return table([["from", "to", "weight"], *([ids[one], ids[two], w] for (one, two), w in arcs.items())])


def insights(ids, arcs, _named):
    """Pairs as Viva Insights exports them."""
    head = ["PrimaryCollaborator_PersonId", "SecondaryCollaborator_PersonId", "StrongTieScore", "MetricDate"]
    return table([head, *([ids[one], ids[two], w, "2026-01-04"] for (one, two), w in arcs.items())])


def json_links(ids, arcs, _named):
    links = [{"source": ids[one], "target": ids[two], "value": weight} for (one, two), weight in arcs.items()]
    return json.dumps({"nodes": [{"id": label} for label in ids], "links": links})


def read_or_asked(folder):
    """The organisation in the two files, or the message with which they are refused."""
    try:
        return read(Import(people="people.csv", ties="ties.txt"), folder)[0], ""
    except OrganisationError as error:
        return None, str(error)


FORMS = (
    *(graphml, gexf, gml, pajek_arcs, pajek_matrix, dl_matrix, dl_edges, matrix_table, gephi, edge_list, insights),
    json_links,
)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__name__)
@LAWS
@given(network=networks(), named=st.booleans())
def test_the_same_ties_come_back_or_a_question(form, network, named, tmp_path):
    """Ids stay texts, namesakes stay apart, weights stay weights."""
    ids, arcs = network
    people = [
        ["id", "name", "manager"],
        *([label, NAMESAKES[nth % 2], ids[0] if nth else ""] for nth, label in enumerate(ids)),
    ]
    (tmp_path / "people.csv").write_text(table(people), encoding="utf-8")
    (tmp_path / "ties.txt").write_text(form(ids, arcs, named), encoding="utf-8")

    organisation, question = read_or_asked(tmp_path)

    if organisation is None:
        assert question.startswith("ties.txt")
        return
    assert_well_formed(organisation)
    start, other, weight = organisation.ties
    of = np.repeat(np.arange(organisation.people), np.diff(start))
    labels = organisation.labels
    found = {
        frozenset((labels[one], labels[two])): value
        for one, two, value in zip(of.tolist(), other.tolist(), weight.tolist(), strict=True)
    }
    assert found == {frozenset((ids[one], ids[two])): value for (one, two), value in arcs.items()}
