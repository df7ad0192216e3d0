"""Users, API keys, packages and the quota ledger."""
