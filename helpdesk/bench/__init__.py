"""The measurements of docs/performance.md: the product's own pages beside the cheapest page a server could give.

Every time is printed as a ratio to the floor of the same run, so that it means the same on every machine.
"""
