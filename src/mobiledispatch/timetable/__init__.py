"""An order of visits -> all its times, breaks and waiting: the one arithmetic that solver and desk share (`times`)."""
