"""What may happen next: the states, moves and checks of each thing. Pure. See README.md."""
