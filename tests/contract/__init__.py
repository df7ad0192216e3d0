"""The contract: what tests hold replies against, and the tests of the contract itself."""

from tests.contract.replies import BASE_PATH, Contract, Undocumented

__all__ = ["BASE_PATH", "Contract", "Undocumented"]
