"""What is told of the customers who matter most, as words."""
