"""`manage.py sla_vectors FILE ...`: the product's answers to SLA vectors, one JSON line each."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from sla.vectors import answer


class Command(BaseCommand):
    help = "Answers the SLA vectors of the files with the product's own functions; changes nothing."

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", type=Path)

    def handle(self, *args, files, **options):
        for file in files:
            try:
                lines = file.read_text(encoding="utf-8").splitlines()
            except (OSError, UnicodeDecodeError) as error:
                raise CommandError(f"{file} cannot be read: {error}") from error
            for line in filter(None, map(str.strip, lines)):
                if not line.startswith("//"):
                    vector = json.loads(line)
                    self.stdout.write(json.dumps({"id": vector["id"], "got": answer(vector)}))
