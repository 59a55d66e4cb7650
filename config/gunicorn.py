"""The web server's settings; `gunicorn --config config/gunicorn.py config.wsgi`."""

import os
import signal
import sys

# Pages are rendered by Python, so one worker more than there are cores, and threads for those who wait on the disk.
# A worker that has rendered letters holds some 230 MB: a big machine is not filled unasked.
workers = int(os.environ.get("WEB_CONCURRENCY") or min(len(os.sched_getaffinity(0)) + 1, 9))
worker_class = "gthread"
threads = 4
timeout = 120

# What rendering leaves behind in memory goes with the worker.
max_requests = 2000
max_requests_jitter = 200

# One address to stop it by is enough; the control socket would lie in the user's home.
control_socket_disable = True
loglevel = "warning"


def post_fork(server, worker):
    """Leave the terminal's Ctrl-C to the master, which tells each worker once.

    A worker that hears of it from both at the same moment can lock itself up and holds the stop for half a minute.
    """
    os.setpgid(0, 0)


def when_ready(server):
    """Started from a terminal, end with it: gunicorn takes a closed window (HUP) for a wish to reload."""
    if sys.stdin.isatty():
        signal.signal(signal.SIGHUP, lambda number, frame: os.kill(os.getpid(), signal.SIGTERM))
