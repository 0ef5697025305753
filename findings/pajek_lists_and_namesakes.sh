#!/usr/bin/env bash
# networkx 3.6.1 reads two things of Pajek files, a usual format of organisational networks, as something else, without a
# word. In the sections *Arcslist and *Edgeslist a line names one vertex and all its neighbours; networkx takes the third
# number for the weight of the first tie, so "1 2 3" is a tie from 1 to 2 that weighs 3, and the tie to 3 is gone. And two
# vertices of one label, which a Pajek file distinguishes by their numbers, become one vertex with the ties of both.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check networkx==3.6.1 2> "$folder/pip.txt" \
  || { cat "$folder/pip.txt"; exit 2; }
found=$("$folder/venv/bin/python" - <<'PY'
import networkx

print(networkx.__version__)
people = '*Vertices 3\n1 "Ann"\n2 "Bob"\n3 "Cid"\n'
for section in ("*Arcslist", "*Edgeslist"):
    network = networkx.parse_pajek(f"{people}{section}\n1 2 3\n")
    print(section, [(one, other, said["weight"]) for one, other, said in network.edges(data=True)])
namesakes = networkx.parse_pajek(people.replace("Bob", "Ann") + "*Arcs\n1 3 1\n2 3 4\n")
print("namesakes", list(namesakes), [(one, other, said["weight"]) for one, other, said in namesakes.edges(data=True)])
PY
)
echo "$found"
expected="3.6.1
*Arcslist [('Ann', 'Bob', 3.0)]
*Edgeslist [('Ann', 'Bob', 3.0)]
namesakes ['Ann', 'Cid'] [('Ann', 'Cid', 1.0), ('Ann', 'Cid', 4.0)]"
[ "$found" = "$expected" ] || { echo "changed"; exit 1; }
