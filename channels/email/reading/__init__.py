"""Reads one mail: its bytes in, one value out. No database, no network, no settings, no Django."""
