"""What a graph of claims is written as, one module a family of formats."""
