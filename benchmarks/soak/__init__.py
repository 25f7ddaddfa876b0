"""A year of weekly briefings in an hour, on a machine where everything goes wrong that may: see `year`."""
