"""What kill -9, a database that falls over, no Redis, wrong clocks, broken wires and poison do to service levels and
to mail: nothing."""
