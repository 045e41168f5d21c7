"""Local search: good plans in a moment, without a proof. It feeds the exact search, which has the last word."""
