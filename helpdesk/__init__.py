"""The roof: settings, addresses, jobs, the demo world, setup and health."""

VERSION = "0.1.0"
