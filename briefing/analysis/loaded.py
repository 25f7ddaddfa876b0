"""Importing this makes the first analysis: for a server of processes, which then fork with everything loaded."""

import signal

from briefing import analysis
from briefing.model import Article

signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt is the main process's to answer

analysis.analyse(Article(id="", title="준비", body="준비"))
