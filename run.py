"""Run novads over files: `python run.py PATH… --out DIR` (`--help` tells the rest)."""

from novads.cli import main

if __name__ == "__main__":
    main()
