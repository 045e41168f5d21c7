"""What the desk's commands ask for when they are typed on a terminal without it. Questions go to stderr."""
