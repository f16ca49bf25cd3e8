"""Opens Opiekun, having installed it if need be: `python3 packaging/start.py [arguments for opiekun]`."""

import sys

import environment

if __name__ == "__main__":
    environment.prepare("run")
    environment.become("-m", "opiekun", *sys.argv[1:])
