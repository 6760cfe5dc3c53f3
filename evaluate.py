"""Score novads on the annotated announcements in corpus/ (`python evaluate.py --help`)."""

from novads.evaluation.cli import main

if __name__ == "__main__":
    main()
