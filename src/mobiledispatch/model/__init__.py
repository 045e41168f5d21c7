"""The nouns: frozen, right from birth, standard library only."""
