"""PostgreSQL and Redis at home: nothing to install, nothing to configure, nothing left behind."""
