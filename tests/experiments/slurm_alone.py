"""Slurm by itself: munge, a controller and one node, all on this machine's loopback and in a folder of their own.

On Debian and Ubuntu ``apt-get install --no-install-recommends slurm-wlm munge`` brings all that is needed; nothing has
to be configured, and the services that come with the packages need not run.
"""

from __future__ import annotations

import getpass
import os
import secrets
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PLACES = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/sbin"])
PROGRAMS = {name: shutil.which(name, path=PLACES) for name in ("munged", "slurmctld", "slurmd", "sbatch", "sinfo")}
PATIENCE = 60.0
SETTINGS = """\
ClusterName=alone
SlurmctldHost={host}(127.0.0.1)
SlurmctldPort={controller}
SlurmdPort={node}
SlurmUser={user}
SlurmdUser={user}
AuthType=auth/munge
AuthInfo=socket={folder}/munge.socket
StateSaveLocation={folder}/state
SlurmdSpoolDir={folder}/spool
SlurmctldPidFile={folder}/slurmctld.pid
SlurmdPidFile={folder}/slurmd.pid
SlurmctldLogFile={folder}/slurmctld.log
SlurmdLogFile={folder}/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SchedulerParameters=batch_sched_delay=0,sched_interval=1
ReturnToService=2
MpiDefault=none
NodeName={host} NodeAddr=127.0.0.1 CPUs={cores} RealMemory=4000 State=UNKNOWN
PartitionName=main Nodes={host} Default=YES MaxTime=60 State=UP
"""


def is_installed() -> bool:
    """Whether all its programs are here."""
    return all(PROGRAMS.values())


def free_port() -> int:
    """A port nobody listens at."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


@contextmanager
def slurm_alone(folder: Path) -> Iterator[dict[str, str]]:
    """Slurm for as long as it is needed; the variables by which its commands find it.

    Args:
        folder: A short path, because that of a socket may not be long.
    """
    for name in ("state", "spool"):
        (folder / name).mkdir(parents=True)
    folder.chmod(0o755)
    (folder / "munge.key").write_bytes(secrets.token_bytes(128))
    (folder / "munge.key").chmod(0o400)
    host = socket.gethostname().partition(".")[0]
    (folder / "slurm.conf").write_text(
        SETTINGS.format(
            host=host,
            controller=free_port(),
            node=free_port(),
            user=getpass.getuser(),
            folder=folder,
            cores=os.cpu_count(),
        )
    )
    surroundings = os.environ | {"SLURM_CONF": str(folder / "slurm.conf"), "PATH": PLACES}
    files = {name: f"--{name}-file={folder}/munge.{name}" for name in ("key", "log", "pid", "seed")}
    started = [
        _started(folder, surroundings, "munged", "-F", "--force", f"--socket={folder}/munge.socket", *files.values())
    ]
    try:
        _wait((folder / "munge.socket").exists, folder)
        started += [_started(folder, surroundings, name, "-D") for name in ("slurmctld", "slurmd")]
        _wait(lambda: "idle" in _said(surroundings, "sinfo", "-h", "-o", "%t"), folder)
        yield surroundings
    finally:
        for each in reversed(started):
            each.terminate()
            each.wait(PATIENCE)


def _started(folder: Path, surroundings: dict[str, str], name: str, *words: str) -> subprocess.Popen[bytes]:
    with (folder / f"{name}.out").open("w") as out:
        return subprocess.Popen(
            [str(PROGRAMS[name]), *words], env=surroundings, stdin=subprocess.DEVNULL, stdout=out, stderr=out
        )


def _said(surroundings: dict[str, str], *words: str) -> str:
    return subprocess.run(words, env=surroundings, capture_output=True, text=True, check=False, timeout=PATIENCE).stdout


def _wait(happened, folder: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while not happened():
        logs = "\n".join(file.read_text()[-500:] for file in folder.glob("*.log"))
        assert time.monotonic() < deadline, logs
        time.sleep(0.1)
