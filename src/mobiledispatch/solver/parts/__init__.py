"""Days too big to be proven whole: a few neighbouring therapists at a time are planned anew, again and again."""
