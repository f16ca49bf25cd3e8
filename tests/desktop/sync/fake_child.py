"""Stands in for `opiekun sync --json --progress`: does what the file that it is given says, line by line.

``tell N M`` tells progress, ``say WORDS`` writes words on standard error, ``await FILE`` waits until that file is there
or its standard input is closed (then it ends with 130, as a run that was stopped), ``deaf`` waits until it is killed,
``exit N`` ends. Each run adds a line to the file ``runs`` beside the plan, with the options that it was given.
"""

import json
import select
import signal
import sys
from pathlib import Path


def main() -> int:
    plan = Path(sys.argv[1])
    with (plan.parent / "runs").open("a", encoding="utf-8") as runs:
        runs.write(" ".join(["run", *sys.argv[2:]]) + "\n")
    for line in plan.read_text("utf-8").splitlines():
        word, _, rest = line.partition(" ")
        if word == "tell":
            done, total = (int(number) for number in rest.split())
            sys.stderr.write(json.dumps({"calendar": "Work", "done": done, "total": total or None}) + "\n")
            sys.stderr.flush()
        elif word == "say":
            sys.stderr.write(rest + "\n")
            sys.stderr.flush()
        elif word == "await":
            while not Path(rest).exists():
                if select.select([sys.stdin], [], [], 0.01)[0] and not sys.stdin.read(1):
                    return 130
        elif word == "deaf":
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
            while True:
                signal.pause()
        elif word == "exit":
            return int(rest)
        elif word == "die":
            signal.raise_signal(signal.SIGKILL)
    return 0


if __name__ == "__main__":
    sys.exit(main())
