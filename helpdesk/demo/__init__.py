"""The demo world: three organizations, five desks, and the stories of a few weeks in five languages."""

# One readable phrase for everybody in the demo world; `manage.py up --production` takes it away.
PASSWORD = "quiet harbour seven boats"  # noqa: S105

# (who it shows, address, password): one person per audience. bin/run prints them.
LOGINS = [
    ("Requester", "emma@meridian.example", PASSWORD),
    ("Agent", "ben@meridian.example", PASSWORD),
    ("Team lead", "cleo@meridian.example", PASSWORD),
    ("Manager", "rosa@meridian.example", PASSWORD),
    ("Admin", "ada@meridian.example", PASSWORD),
]
