"""Importing this loads the tokenizer: for a server of processes, which then fork with it loaded."""

from briefing.language import kiwi

kiwi.tokenize("준비")
