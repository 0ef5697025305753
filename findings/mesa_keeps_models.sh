#!/usr/bin/env bash
# Mesa 3.3.1, the newest for Python 3.11, never frees a model that had an agent: the class Agent counts the agents of each
# model in a dictionary whose keys are the models themselves. A loop that makes a model a run, as batch runs do, keeps all
# of them, however often memory is collected. 3.4.2 (Python 3.12 and newer) counts in the model, and frees them.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cat > "$folder/run.py" <<'PY'
import gc
import importlib.metadata
import weakref

import mesa


def left(agents: int) -> int:
    """How many of ten models with so many agents each are still there when nobody refers to them."""
    seen = []
    for _ in range(10):
        model = mesa.Model(seed=1)
        mesa.Agent.create_agents(model, agents)
        seen.append(weakref.ref(model))
        del model
    gc.collect()
    return sum(each() is not None for each in seen)


print(importlib.metadata.version("mesa"), "without agents:", left(0), "with an agent:", left(1))
PY
said() {
  "$1" -m venv "$folder/$2" && "$folder/$2/bin/pip" install --quiet --disable-pip-version-check "mesa==$2" 2> "$folder/pip.txt" \
    || { cat "$folder/pip.txt"; exit 2; }
  "$folder/$2/bin/python" "$folder/run.py"
}
found=$(said python3 3.3.1)
echo "$found"
[ "$found" = "3.3.1 without agents: 0 with an agent: 10" ] || { echo "changed"; exit 1; }
newer=$(command -v python3.13 || command -v python3.12 || true)
if [ -n "$newer" ] && "$newer" -c 'import sys; sys.exit(sys.version_info < (3, 12))' 2> /dev/null; then
  found=$(said "$newer" 3.4.2)
  echo "$found"
  [ "$found" = "3.4.2 without agents: 0 with an agent: 0" ] || { echo "changed"; exit 1; }
fi
