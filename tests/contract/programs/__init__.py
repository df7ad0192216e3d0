"""Programs as users of the hosted service have them: they know the contract and nothing of this project."""
