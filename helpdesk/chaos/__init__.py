"""What kill -9, a database that falls over, no Redis and wrong clocks do to service levels: nothing."""
