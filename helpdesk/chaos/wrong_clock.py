"""Runs Celery under libfaketime, whose edition in Debian 12 breaks time.sleep of Python; a wait does the same."""

import runpy
import threading
import time

if __name__ == "__main__":
    time.sleep = lambda seconds: threading.Event().wait(seconds) and None
    runpy.run_module("celery", run_name="__main__", alter_sys=True)
