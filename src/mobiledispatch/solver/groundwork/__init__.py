"""What both searches stand on: duties in arrays, the road in arrays, and what ties visits together."""
