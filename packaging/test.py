"""Runs the tests, having installed what they need: `python3 packaging/test.py [pytest arguments]`.

`python3 packaging/test.py --benchmarks` measures instead, and prints one JSON document.
"""

import os
import sys

import environment

if __name__ == "__main__":
    environment.prepare("test")
    os.chdir(environment.PROJECT)
    if sys.argv[1:] == ["--benchmarks"]:
        environment.become("tests/benchmarks")
    # Much of the whole suite is waiting for servers and other programs, which two can do at once.
    environment.become("-m", "pytest", *(sys.argv[1:] or ("-n", "2", "--dist", "loadfile")))
