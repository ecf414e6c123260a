"""Networks, balance, dependence, early warning and scenarios."""
