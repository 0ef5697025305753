"""Whatever form a known organisation is exported in, it comes back as itself, or as a question, never another one."""

import csv
import io
import json
from datetime import date, timedelta

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wellformed_organisations import assert_well_formed

from esnsim.errors import OrganisationError
from esnsim.organisation import Import, read

LAWS = settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
FIRST = ("Ann", "Bob", "Cid", "Dan", "Eve", "Flo", "Gil", "Hal", "Ida", "Jon")
LAST = ("Lee", "Ray", "Orr", "Fox", "Low", "May", "Kim", "Day", "Poe", "Ash")


@st.composite
def trees(draw, least=3, most=24):
    """Who reports to whom by number, -1 for nobody: one or two trees, everybody below somebody with a lower number."""
    people = draw(st.integers(least, most))
    tops = draw(st.sampled_from((1, 1, 2))) if people > 8 else 1
    above = [-1] * tops + [draw(st.integers(max(0, n // 4 - 1), max(tops - 1, n // 2))) for n in range(tops, people)]
    return [boss if boss < n else n - 1 for n, boss in enumerate(above)]


def written(header, rows, delimiter=","):
    stream = io.StringIO()
    table = csv.writer(stream, delimiter=delimiter, lineterminator="\n")
    table.writerows([header, *rows])
    return stream.getvalue()


def lines_of(organisation, ids):
    """Who reports to whom by number, from what came back."""
    number = {label: at for at, label in enumerate(ids)}
    found = [0] * len(ids)
    assert set(organisation.labels) == set(number)
    for row, boss in enumerate(organisation.manager.tolist()):
        found[number[organisation.labels[row]]] = number[organisation.labels[boss]] if boss >= 0 else -1
    return found


def read_or_asked(folder, **words):
    """The organisation in files, or the message with which they are refused."""
    try:
        organisation, _ = read(Import(**words), folder)
    except OrganisationError as error:
        return None, str(error)
    assert_well_formed(organisation)
    return organisation, ""


def same_or_asked(folder, text, ids, tree, **words):
    """Hold an import against the organisation that was exported; whether it was read."""
    (folder / "p.csv").write_text(text, encoding="utf-8")
    organisation, message = read_or_asked(folder, people="p.csv", **words)
    assert message.startswith("p.csv") if organisation is None else lines_of(organisation, ids) == tree
    return organisation is not None


IDS = st.sampled_from(("{}", "{:05d}", "P{:04d}", "emp-{}", "u{}@x.org"))
NOBODY = st.sampled_from(("", "", "NO_MANAGER", "XX", "-", "n/a", "0", "Vacant", "TBD", "(blank)"))
PEOPLE_HEADINGS = st.sampled_from(("Employee ID", "emp_no", "Worker ID", "id", "Personalnummer", "Matricule", "USERID"))
MANAGER_HEADINGS = st.sampled_from(
    ("Manager ID", "parentId", "Mgr", "Reports To", "Supervisor", "Vorgesetzter", "N+1", "Responsable", "Answers to")
)


@LAWS
@given(
    tree=trees(),
    form=IDS,
    nobody=NOBODY,
    person=PEOPLE_HEADINGS,
    manager=MANAGER_HEADINGS,
    start=st.sampled_from((1, 2, 101, 5000)),
    status=st.booleans(),
    other=st.booleans(),
    data=st.data(),
)
def test_headers_ids_and_words_for_nobody(tmp_path, tree, form, nobody, person, manager, start, status, other, data):
    """Columns in any order, beside others that hold small numbers, units and former managers."""
    ids = [form.format(start + n) for n in range(len(tree))]
    columns = {
        person: ids,
        manager: [ids[boss] if boss >= 0 else nobody for boss in tree],
        "Department": [("Sales", "Plant", "Board")[n % 3] for n in range(len(tree))],
    }
    if status:
        columns["Status"] = [str(n % 2) for n in range(len(tree))]
    if other:
        columns["Former Manager"] = [ids[(n + 1) % len(ids)] for n in range(len(tree))]
    order = data.draw(st.permutations(list(columns)))
    rows = data.draw(st.permutations(list(zip(*(columns[name] for name in order), strict=True))))

    read_it = same_or_asked(tmp_path, written(order, rows), ids, tree)

    assert read_it or manager in {"Answers to", "N+1"} or (nobody == "0" and "0" in ids)


@LAWS
@given(
    tree=trees(),
    above=st.lists(st.sampled_from(("Headcount report", "As of 2026-11-01", "")), max_size=3),
    below=st.lists(
        st.sampled_from(("Grand Total,{n}", "Total: {n} employees", ",,", "Applied filters: all")), max_size=2
    ),
    keys=st.booleans(),
    kind=st.booleans(),
)
def test_titles_totals_and_second_headers(tmp_path, tree, above, below, keys, kind):
    """What stands around a table is no person."""
    ids = [str(n + 1) for n in range(len(tree))]
    rows = [(one, ids[boss] if boss >= 0 else "", "Sales", "FR") for one, boss in zip(ids, tree, strict=True)]
    table = written(("Employee ID", "Manager ID", "Department", "Country"), rows)
    first = "USERID,MANAGER,DEPARTMENT,COUNTRY\n" if keys else ""
    mark = "#TYPE System.Object\n" if kind and not above else ""
    text = mark + "".join(f"{line}\n" for line in above) + first + table
    text += "".join(f"{line.format(n=len(tree))}\n" for line in below)

    assert same_or_asked(tmp_path, text, ids, tree)


@LAWS
@given(tree=trees(), names=st.permutations([(one, two) for one in FIRST for two in LAST]), data=st.data())
def test_managers_by_name_or_address(tmp_path, tree, names, data):
    """As display name, turned round, or by mail; namesakes are asked about when somebody reports to one."""
    people = [names[n] for n in range(len(tree))]
    if data.draw(st.booleans()):
        people[-1] = people[0]
    form = data.draw(st.sampled_from(("{0} {1}", "{1}, {0}", "{0} {1} (Sales)", "{0}.{1}@x.org")))
    ids = [str(1000 + n) for n in range(len(tree))]
    shown = "{0}.{1}@x.org" if "@" in form else "{0} {1}"
    rows = [
        (one, shown.format(*name), form.format(*people[boss]) if boss >= 0 else "")
        for one, name, boss in zip(ids, people, tree, strict=True)
    ]
    heading = "E-Mail" if "@" in form else "Name"

    read_it = same_or_asked(tmp_path, written(("Employee ID", heading, "Manager"), rows), ids, tree)

    assert read_it or people[-1] == people[0]


@LAWS
@given(
    tree=trees(), spoil=st.sampled_from(("zeros", "point", "thousands", "exponent", "case", "brackets")), data=st.data()
)
def test_ids_as_spreadsheets_leave_them(tmp_path, tree, spoil, data):
    """In some of the managers or all."""
    step = {"thousands": 1000, "exponent": 100_000}.get(spoil, 1)
    ids = [{"zeros": f"{n + 1:06d}", "case": f"ab{n + 1}"}.get(spoil, str((n + 1) * step)) for n in range(len(tree))]
    spoilt = {
        "zeros": lambda one: one.lstrip("0"),
        "point": lambda one: f"{one}.0",
        "thousands": lambda one: f"{int(one):,}",
        "exponent": lambda one: f"{int(one):.5E}",
        "case": str.upper,
        "brackets": lambda one: f"Ann Lee ({one})",
    }[spoil]
    some = data.draw(st.lists(st.booleans(), min_size=len(tree), max_size=len(tree)))
    managers = ["" if boss < 0 else spoilt(ids[boss]) if some[n] else ids[boss] for n, boss in enumerate(tree)]

    assert same_or_asked(tmp_path, written(("id", "manager"), zip(ids, managers, strict=True)), ids, tree)


@LAWS
@given(
    days=st.lists(st.integers(0, 4000), min_size=4, max_size=20),
    form=st.sampled_from(("%Y-%m-%d", "%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y", "%Y%m%d", "%d %b %Y", "%B %d, %Y", "serial")),
    odd=st.sampled_from(("", "9999-12-31", "1900-01-01", "n/a")),
)
def test_dates(tmp_path, days, form, odd):
    """The same days, or a question where day and month may be either."""
    dates = [date(2012, 1, 1) + timedelta(day) for day in days]

    def shown(day):
        return str((day - date(1899, 12, 30)).days) if form == "serial" else day.strftime(form)

    rows = [(str(n + 1), shown(day)) for n, day in enumerate(dates)] + [(str(len(dates) + 1), odd)]
    (tmp_path / "p.csv").write_text(written(("id", "Hire Date"), rows), encoding="utf-8")
    organisation, message = read_or_asked(tmp_path, people="p.csv")
    if organisation is None:
        assert form in {"%d/%m/%Y", "%m/%d/%Y"}
        assert all(day.day <= 12 for day in dates)
        assert "can be two days" in message
        return
    expected = [int(np.busday_count(day, max(dates))) for day in dates]
    assert organisation.tenure[: len(dates)].tolist() == expected


@LAWS
@given(tree=trees(), container=st.sampled_from(("list", "lines", "nested", "semicolons", "tabs", "utf-16", "cp1252")))
def test_containers(tmp_path, tree, container):
    """JSON in three forms, and text in some."""
    ids = [f"é{n + 1}" for n in range(len(tree))]
    rows = [{"id": one, "manager": ids[boss] if boss >= 0 else ""} for one, boss in zip(ids, tree, strict=True)]
    flat = [(row["id"], row["manager"]) for row in rows]
    if container == "list":
        text = json.dumps(rows, ensure_ascii=False)
    elif container == "lines":
        text = "\n".join(map(json.dumps, rows))
    elif container == "nested":
        nodes = [{"id": one, "reports": []} for one in ids]
        for n, boss in enumerate(tree):
            if boss >= 0:
                nodes[boss]["reports"].append(nodes[n])
        text = json.dumps([nodes[n] for n, boss in enumerate(tree) if boss < 0])
    else:
        text = written(("id", "manager"), flat, {"semicolons": ";", "tabs": "\t"}.get(container, ","))
    if container in {"utf-16", "cp1252"}:
        (tmp_path / "p.csv").write_bytes(text.encode(container))
        organisation, _ = read(Import(people="p.csv"), tmp_path)
        assert lines_of(organisation, ids) == tree
        return

    assert same_or_asked(tmp_path, text, ids, tree)


@LAWS
@given(tree=trees(least=6), twice=st.integers(0, 5), choice=st.sampled_from(("ask", "first", "last")))
def test_people_on_two_lines(tmp_path, tree, twice, choice):
    """A second line of somebody with another manager is asked about, or one of both is taken."""
    ids = [f"P{n + 1}" for n in range(len(tree))]
    rows = [[one, ids[boss] if boss >= 0 else "", "Sales"] for one, boss in zip(ids, tree, strict=True)]
    again = [rows[twice][0], rows[twice][1], "Plant"]
    read_it = same_or_asked(tmp_path, written(("id", "manager", "unit"), [*rows, again]), ids, tree, duplicates=choice)

    assert read_it == (choice != "ask")


@LAWS
@given(tree=trees(least=4), cells=st.lists(st.text(max_size=6), min_size=1, max_size=6), data=st.data())
def test_nothing_in_a_file_is_a_traceback(tmp_path, tree, cells, data):
    """Cells, lines and bytes changed at random give an organisation that is well formed, or a message with the file."""
    ids = [str(n + 1) for n in range(len(tree))]
    rows = [[one, ids[boss] if boss >= 0 else "", "2015-02-03", "3"] for one, boss in zip(ids, tree, strict=True)]
    for cell in cells:
        row, column = data.draw(st.integers(0, len(rows) - 1)), data.draw(st.integers(0, 3))
        rows[row][column] = cell
    raw = written(("id", "manager", "joined", "level"), rows).encode("utf-8", "replace")
    cut = data.draw(st.integers(0, len(raw)))
    raw = raw[:cut] + data.draw(st.binary(max_size=3)) + raw[cut:]
    (tmp_path / "p.csv").write_bytes(raw)
    (tmp_path / "q.csv").write_text("id\n1\n2\n3\n", encoding="utf-8")
    for names in ({"people": "p.csv"}, {"people": "q.csv", "ties": "p.csv"}):
        organisation, message = read_or_asked(tmp_path, **names)
        assert (organisation is None) == bool(message)
