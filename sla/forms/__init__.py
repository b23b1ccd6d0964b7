"""What admins fill in about service levels."""
