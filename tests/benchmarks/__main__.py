"""Runs every benchmark here, each in a process of its own, and prints one JSON document: name to figures.

`python3 packaging/test.py --benchmarks`. Each is also a script that prints its own JSON: `tests/benchmarks/window.py`.
"""

import json
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def main() -> None:
    """Name on standard error what is being measured; figures alone go to standard output."""
    figures = {}
    for script in sorted(HERE.glob("[!_]*.py")):
        print(f"{script.stem} …", file=sys.stderr, flush=True)
        run = subprocess.run([sys.executable, script], stdout=subprocess.PIPE, text=True, check=False)
        if run.returncode:
            sys.exit(f"{script.name} failed with status {run.returncode}; it says why above.")
        figures[script.stem] = json.loads(run.stdout)
    print(json.dumps(figures, indent=2))


if __name__ == "__main__":
    main()
