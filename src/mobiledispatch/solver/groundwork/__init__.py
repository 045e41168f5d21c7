"""What both searches stand on: duties in arrays, the road in arrays, and visits freed of one another."""
