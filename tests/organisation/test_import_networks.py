"""Ties in the formats of network programs are the ties of the same list, with namesakes kept apart."""

import networkx as nx
import numpy as np
import pytest
from wellformed_organisations import assert_well_formed

from esnsim.errors import OrganisationError
from esnsim.organisation import Import, read

PEOPLE = "id,name,manager\n007,Ann Lee,\n12,Bob Ray,007\n13,Bob Ray,007\n1e5,Dan Fox,12\nx y,Eve Low,12\n"
ARCS = {("007", "12"): 3, ("12", "13"): 1, ("13", "1e5"): 5, ("x y", "007"): 2, ("1e5", "x y"): 40}
ORDER = ("007", "12", "13", "1e5", "x y")
NAMES = {"007": "Ann Lee", "12": "Bob Ray", "13": "Bob Ray", "1e5": "Dan Fox", "x y": "Eve Low"}


@pytest.fixture
def imported(tmp_path):
    """Reads ties from a text: weights by pairs of labels, and what was told."""
    (tmp_path / "people.csv").write_text(PEOPLE, encoding="utf-8")

    def from_text(text, name="ties.txt", **words):
        if isinstance(text, str):
            (tmp_path / name).write_text(text, encoding="utf-8")
        organisation, report = read(Import(people="people.csv", ties=name, **words), tmp_path)
        assert_well_formed(organisation)
        return weights(organisation), report

    return from_text


def weights(organisation):
    """Weights of ties by pairs of labels in order."""
    start, other, weight = organisation.ties
    rows = np.repeat(np.arange(organisation.people), np.diff(start))
    labels = organisation.labels
    pairs = zip(rows.tolist(), other.tolist(), weight.tolist(), strict=True)
    return {frozenset((labels[one], labels[two])): value for one, two, value in pairs}


EXPECTED = {frozenset(pair): weight for pair, weight in ARCS.items()}


def graph(kind=nx.DiGraph, labels=None):
    built = kind()
    for node in ORDER:
        built.add_node(node, **({"label": labels[node]} if labels else {}))
    for (one, two), weight in ARCS.items():
        built.add_edge(one, two, weight=weight)
    return built


@pytest.mark.parametrize("kind", [nx.DiGraph, nx.Graph, nx.MultiDiGraph])
@pytest.mark.parametrize("labels", [None, NAMES])
@pytest.mark.parametrize("form", ["GraphML", "GEXF", "GML"])
def test_what_networkx_writes_is_read(imported, tmp_path, form, kind, labels):
    """Ids stay texts, namesakes stay two, and a weight is a weight."""
    built = graph(kind, labels)
    if form == "GraphML":
        nx.write_graphml(built, tmp_path / "t", named_key_ids=True)
    elif form == "GEXF":
        nx.write_gexf(built, tmp_path / "t")
    elif labels is None:
        nx.write_gml(built, tmp_path / "t")
    else:
        return  # it has one name for each node, which is both

    found, report = imported(None, "t")

    assert found == EXPECTED
    assert f"a {form} file with 5 vertices and 5 ties" in report.files[1]


def pajek(section, lines, vertices=ORDER):
    listed = "".join(f'{at} "{node}" 0.1 0.2 0.5\n' for at, node in enumerate(vertices, start=1))
    return f"*Vertices {len(vertices)}\n{listed}{section}\n{lines}\n"


NUMBER = {node: at for at, node in enumerate(ORDER, start=1)}
PAJEK_LINES = "\n".join(f"{NUMBER[one]} {NUMBER[two]} {weight}" for (one, two), weight in ARCS.items())
MATRIX = [[ARCS.get((one, two), 0) for two in ORDER] for one in ORDER]
ROWS = "\n".join(" ".join(map(str, row)) for row in MATRIX)
BOTH = [[ARCS.get((one, two), ARCS.get((two, one), 0)) for two in ORDER] for one in ORDER]
BOTH_ROWS = "\n".join(" ".join(map(str, row)) for row in BOTH)
LABELS = ",".join(f'"{node}"' for node in ORDER)


@pytest.mark.parametrize(
    "text",
    [
        pajek("*Arcs", PAJEK_LINES),
        pajek("*Edges", PAJEK_LINES),
        pajek('*arcs :1 "advice"', PAJEK_LINES).replace("*Vertices", "*vertices"),
        "*Network ours\n" + pajek("*Arcs", PAJEK_LINES),
        "% a comment\n" + pajek("*Arcs", PAJEK_LINES).replace("\n", "\r\n"),
        pajek("*Matrix", ROWS),
        pajek("*Matrix", BOTH_ROWS),
        pajek("*Arcs", PAJEK_LINES) + "*Partition x\n*Vertices 5\n1\n1\n2\n2\n1\n",
        f"DL N=5 FORMAT=FULLMATRIX LABELS: {LABELS} DATA: {ROWS.replace(chr(10), ' ')}",
        f"dl n = 5, format = fullmatrix\nlabels:\n{LABELS}\ndata:\n{ROWS}\n",
        f"dl n=5\nlabels:\n{LABELS}\ndata:\n{BOTH_ROWS}\n",
        f"dl n=5 format=edgelist1\nlabels:\n{LABELS}\ndata:\n{PAJEK_LINES}\n",
        "dl n=5 format=edgelist1\nlabels embedded\ndata:\n"
        + "\n".join(f'"{one}" "{two}" {weight}' for (one, two), weight in ARCS.items()),
        "dl n=5 format=fullmatrix diagonal=absent\nlabels:\n"
        + LABELS
        + "\ndata:\n"
        + "\n".join(" ".join(str(cell) for at, cell in enumerate(row) if at != nth) for nth, row in enumerate(MATRIX)),
        "dl n=5\nlabels embedded\ndata:\n"
        + " ".join(f'"{node}"' for node in ORDER)
        + "\n"
        + "\n".join(f'"{node}" ' + " ".join(map(str, row)) for node, row in zip(ORDER, MATRIX, strict=True)),
        ",".join(["", *ORDER])
        + "\n"
        + "\n".join(",".join([node, *map(str, row)]) for node, row in zip(ORDER, MATRIX, strict=True)),
        ",".join(["", *ORDER])
        + "\n"
        + "\n".join(
            ",".join([node, *(str(cell or "") for cell in row)]) for node, row in zip(ORDER, BOTH, strict=True)
        ),
        "Source,Target,Type,Id,Label,Weight\n"
        + "\n".join(f"{one},{two},Directed,{at},,{weight}.0" for at, ((one, two), weight) in enumerate(ARCS.items())),
        "\n".join(f"{one},{two},{weight}" for (one, two), weight in ARCS.items()),
        '{"nodes": [], "links": ['
        + ",".join(
            f'{{"source": "{one}", "target": "{two}", "value": {weight}}}' for (one, two), weight in ARCS.items()
        )
        + "]}",
        'Creator "igraph"\nVersion 1\ngraph\n[\n  directed 1\n'
        + "".join(f'  node\n  [\n    id {NUMBER[node]}\n    name "{node}"\n  ]\n' for node in ORDER)
        + "".join(
            f"  edge\n  [\n    source {NUMBER[one]}\n    target {NUMBER[two]}\n    weight {weight}\n  ]\n"
            for (one, two), weight in ARCS.items()
        )
        + "]\n",
    ],
    ids=lambda text: repr(text[:30]),
)
def test_every_form_of_the_same_ties_gives_the_same_ties(imported, text):
    assert imported(text)[0] == EXPECTED


def test_lists_of_neighbours_have_no_weights(imported):
    """Lists of arcs and edges of Pajek, node lists of UCINET."""
    lists = "1 2\n2 3\n3 4\n4 5\n5 1\n"

    for text in (
        pajek("*Arcslist", lists),
        pajek("*Edgeslist", lists),
        f"dl n=5 format=nodelist1\nlabels:\n{LABELS}\ndata:\n{lists}",
    ):
        assert imported(text)[0] == dict.fromkeys(EXPECTED, 1)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("007 12 3\n12 13\n13 1e5 5\n", "list of ties parted by spaces"),
        ("# 007\n12 3\n# 12\n13\n# 13\n1e5 5\n", "LGL"),
        ("007 12 {'weight': 3}\n12 13 {}\n13 1e5 {'weight': 5}\n", "list of ties parted by spaces"),
    ],
)
def test_lists_without_a_header_are_read(imported, text, words):
    found, report = imported(text)

    assert found == {frozenset(pair): weight for pair, weight in list(ARCS.items())[:3]}
    assert words in report.files[1]


def test_ties_may_be_between_the_names_of_people(imported):
    """Of two columns of ends those are taken that hold people."""
    built = nx.DiGraph()
    for at, node in enumerate(ORDER):
        built.add_node(f"n{at}", label=node)
    for (one, two), weight in ARCS.items():
        built.add_edge(f"n{ORDER.index(one)}", f"n{ORDER.index(two)}", weight=weight)

    found, report = imported("\n".join(nx.generate_graphml(built)))

    assert found == EXPECTED
    assert any("between columns 'source label' and 'target label'" in str(one) for one in report.of("assumed"))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("*Vertices x\n*Arcs\n1 2\n", "*Vertices needs the number of vertices"),
        (pajek("*Arcs", "1 9\n2 z"), "is no line of *Arcs in a Pajek file"),
        ("dl n=3\ndata:\n1 0\n", "with 2 numbers where 9 belong"),
        ("dl nr=3 nc=2\ndata:\n1 0\n", "two kinds of nodes"),
        ("graph [ node [ id 1 ] ", "a bracket is opened and not closed"),
        ("graph [ ] ]", "a bracket is closed and not opened"),
        ("<graphml><graph><edge", "cannot be read as XML"),
        ('<!DOCTYPE a [<!ENTITY b "c">]><graphml><graph/></graphml>', "declares a document type"),
        ("<graphml><graph><hyperedge/></graph></graphml>", "more than two people"),
        ("<gexf><graph><nodes><node id='1'/></nodes></graph></gexf>", "a GEXF file with 1 vertices and 0 ties"),
        ("a b 1\nb c 1\n", "2 of 2 ties name people who are not in the people file"),
    ],
)
def test_networks_that_cannot_be_are_refused(imported, text, words):
    with pytest.raises(OrganisationError) as caught:
        imported(text)
    assert words in str(caught.value)


def numbered(of):
    """GML of five people whose vertices have numbers of their own, which are ids of other people."""
    nodes = "".join(f'node [ id {of[label]} label "{label}" ]\n' for label in of)
    return f"graph [ directed 1\n{nodes}edge [ source 1 target 2 weight 3 ]\n]\n"


def test_where_numbers_of_vertices_are_ids_of_others_it_is_asked(tmp_path):
    """Where fewer of the numbers than of the labels are people, the labels are taken, and that is said."""
    (tmp_path / "people.csv").write_text("id,manager\n1,\n2,1\n3,1\n4,2\n5,2\n", encoding="utf-8")
    words = {"people": "people.csv", "ties": "t.gml"}
    (tmp_path / "t.gml").write_text(numbered({"5": 1, "4": 2, "3": 3, "2": 4, "1": 5}), encoding="utf-8")
    with pytest.raises(OrganisationError, match=r"not the same ones; write 'tie_columns: \{source: source, target"):
        read(Import(**words), tmp_path)
    said = {"source": "source label", "target": "target label"}
    assert weights(read(Import(**words, tie_columns=said), tmp_path)[0]) == {frozenset("45"): 3}

    text = numbered({"5": 1, "4": 2, "3": 9, "2": 8, "1": 7}).replace("]\n]", "]\nedge [ source 9 target 1 ]\n]")
    (tmp_path / "t.gml").write_text(text, encoding="utf-8")
    organisation, report = read(Import(**words), tmp_path)
    assert set(weights(organisation)) == {frozenset("45"), frozenset("35")}
    assert any("which hold more people than" in str(each) for each in report.of("assumed"))


def test_a_header_without_ties_is_refused(imported):
    """In words, and without a warning of a mean of nothing."""
    with pytest.raises(OrganisationError, match="no tie is left"):
        imported("source,target,weight\n")
