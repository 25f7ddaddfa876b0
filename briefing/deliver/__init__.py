"""Out of the door: a briefing as messages, who gets them, and how they and the site reach their servers."""
