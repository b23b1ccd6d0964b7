"""The floor: one indexed query of 50 rows, rendered as a table of 50 rows, and nothing else."""

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpResponse
from django.template import Context, Engine

from tickets.models import Ticket

COLUMNS = ["number", "subject", "priority", "group", "updated_at"]
TABLE = Engine().from_string(
    "<!doctype html><title>Floor</title><table>{% for row in rows %}<tr>{% for cell in row %}<td>{{ cell }}</td>"
    "{% endfor %}</tr>{% endfor %}</table>"
)


@login_not_required
def floor(request):
    rows = Ticket.objects.order_by("-updated_at", "-pk").values_list(*COLUMNS)[:50]
    return HttpResponse(TABLE.render(Context({"rows": rows})))


class CountStatements:
    """Tells how many SQL statements a page took, when the measurement asks for it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if "X-Count-Statements" not in request.headers:
            return self.get_response(request)
        count = Counter()
        with connection.execute_wrapper(count):
            response = self.get_response(request)
        response["X-Statements"] = str(count.statements)
        return response


class Counter:
    def __init__(self):
        self.statements = 0

    def __call__(self, execute, sql, params, many, context):
        self.statements += 1
        return execute(sql, params, many, context)
